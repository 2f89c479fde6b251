# SPDX-License-Identifier: Apache-2.0
# Every external library, found once. packages.txt says which Debian package brings it.
find_package(PkgConfig REQUIRED)
find_package(Boost 1.74 REQUIRED)
find_package(CLI11 REQUIRED)
find_package(CURL REQUIRED)
find_package(fmt REQUIRED)
find_package(GTest REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc i18n)
find_package(nlohmann_json REQUIRED)
find_package(OpenSSL 3 REQUIRED)
find_package(rapidcheck REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(Threads REQUIRED)
find_package(tl-expected REQUIRED)
find_package(XercesC REQUIRED)

pkg_check_modules(cairo REQUIRED IMPORTED_TARGET cairo cairo-ft freetype2)
pkg_check_modules(harfbuzz REQUIRED IMPORTED_TARGET harfbuzz harfbuzz-subset)
pkg_check_modules(leptonica REQUIRED IMPORTED_TARGET lept)
pkg_check_modules(p11kit REQUIRED IMPORTED_TARGET p11-kit-1)
pkg_check_modules(pq REQUIRED IMPORTED_TARGET libpq)
pkg_check_modules(qpdf REQUIRED IMPORTED_TARGET libqpdf)
pkg_check_modules(re2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(tesseract REQUIRED IMPORTED_TARGET tesseract)

# libharu ships neither a pkg-config nor a CMake file.
find_path(HARU_INCLUDE hpdf.h REQUIRED)
find_library(HARU_LIBRARY hpdf REQUIRED)
add_library(haru INTERFACE)
target_include_directories(haru SYSTEM INTERFACE ${HARU_INCLUDE})
target_link_libraries(haru INTERFACE ${HARU_LIBRARY})

# So does Intel's decimal library; of its builds, 000 passes values, rounding and flags as arguments.
find_path(INTEL_DECIMAL_INCLUDE bid_functions.h REQUIRED)
find_library(INTEL_DECIMAL_LIBRARY bidgcc000 REQUIRED)
add_library(intel_decimal INTERFACE)
target_include_directories(intel_decimal SYSTEM INTERFACE ${INTEL_DECIMAL_INCLUDE})
target_link_libraries(intel_decimal INTERFACE ${INTEL_DECIMAL_LIBRARY})
