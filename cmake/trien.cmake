# SPDX-License-Identifier: Apache-2.0
# One function per kind of target.

set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

# Warnings and sanitizers, on our targets only.
add_library(trien_options INTERFACE)
target_compile_features(trien_options INTERFACE cxx_std_20)
target_compile_definitions(trien_options INTERFACE _GLIBCXX_ASSERTIONS)
target_compile_options(trien_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow -Wnon-virtual-dtor -Wold-style-cast
  -Wcast-qual -Woverloaded-virtual -Wextra-semi)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # -Wrestrict of g++ 12 misfires on std::string::insert (GCC bug 105651).
  target_compile_options(trien_options INTERFACE -Wduplicated-cond -Wduplicated-branches -Wlogical-op -Wno-restrict)
elseif(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # Clang blames us for libstdc++ 12's own use of std::get_temporary_buffer in stable_sort; g++ still reports ours.
  target_compile_options(trien_options INTERFACE -Wno-deprecated-declarations)
endif()
if(TRIEN_WERROR)
  target_compile_options(trien_options INTERFACE -Werror)
endif()
if(TRIEN_SANITIZE)
  target_compile_options(trien_options INTERFACE
    "-fsanitize=${TRIEN_SANITIZE}" -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(trien_options INTERFACE "-fsanitize=${TRIEN_SANITIZE}")
endif()

# trien_library(name SOURCES ... PUBLIC ... PRIVATE ...): one module, linked as trien::name.
function(trien_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(trien_${name} STATIC ${arg_SOURCES})
  add_library(trien::${name} ALIAS trien_${name})
  target_include_directories(trien_${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(trien_${name} PUBLIC ${arg_PUBLIC} PRIVATE ${arg_PRIVATE} trien_options)
  target_compile_features(trien_${name} PUBLIC cxx_std_20)
endfunction()

# trien_program(name SOURCES ... PRIVATE ...)
function(trien_program name)
  cmake_parse_arguments(arg "" "" "SOURCES;PRIVATE" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE ${arg_PRIVATE} trien_options)
endfunction()

# trien_test(name SOURCES ... PRIVATE ... [POSTGRES]): a GoogleTest program whose cases ctest knows one by one.
# With POSTGRES, those named after it (suites Postgres…, parameters postgres) have a PostgreSQL server of the tests' own.
function(trien_test name)
  cmake_parse_arguments(arg "POSTGRES" "" "SOURCES;PRIVATE" ${ARGN})
  trien_program(test_${name} SOURCES ${arg_SOURCES} PRIVATE ${arg_PRIVATE} trien::testing)
  # What is tested is optimised; optimising the tests themselves nearly doubles the time to compile them.
  target_compile_options(test_${name} PRIVATE -O0)
  set(of_postgres "Postgres*:*/postgres")
  if(arg_POSTGRES)
    gtest_discover_tests(test_${name} TEST_FILTER "${of_postgres}" TEST_LIST test_${name}_postgres
      NO_PRETTY_VALUES DISCOVERY_TIMEOUT 60 PROPERTIES FIXTURES_REQUIRED postgres)
    set(others TEST_FILTER "-${of_postgres}")
  endif()
  gtest_discover_tests(test_${name} ${others} NO_PRETTY_VALUES DISCOVERY_TIMEOUT 60)
  # Set apart, as gtest_discover_tests loses all but the first of several variables.
  set(environment ${CMAKE_CURRENT_BINARY_DIR}/test_${name}_environment.cmake)
  file(WRITE ${environment} "set_tests_properties(\${test_${name}_TESTS} \${test_${name}_postgres} PROPERTIES ENVIRONMENT
  \"TRIEN_SHARED=${TRIEN_SHARED};TRIEN_POSTGRES=${TRIEN_POSTGRES};OMP_THREAD_LIMIT=1;RC_PARAMS=seed=20261116\")\n")
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES ${environment})
endfunction()

# trien_embed(target folder name file...): files as bytes in the program, reached through
# <build>/embedded/<name>.hpp as `trien::embedded::<name>()`, a list of {file name, bytes}.
function(trien_embed target name)
  set(header ${PROJECT_BINARY_DIR}/embedded/${name}.hpp)
  set(source ${PROJECT_BINARY_DIR}/embedded/${name}.cpp)
  add_custom_command(
    OUTPUT ${header} ${source}
    COMMAND ${CMAKE_COMMAND} -DNAME=${name} -DHEADER=${header} -DSOURCE=${source} "-DFILES=${ARGN}"
            -P ${PROJECT_SOURCE_DIR}/cmake/embed.cmake
    DEPENDS ${ARGN} ${PROJECT_SOURCE_DIR}/cmake/embed.cmake
    VERBATIM)
  target_sources(${target} PRIVATE ${source} ${header})
  target_include_directories(${target} PRIVATE ${PROJECT_BINARY_DIR})
endfunction()
