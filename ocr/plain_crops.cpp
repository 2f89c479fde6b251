// SPDX-License-Identifier: Apache-2.0
#include "ocr/detail/plain_crops.hpp"

#include <cstddef>

#include <allheaders.h>
#include <dlfcn.h>

namespace {

thread_local bool plain = false;

}  // namespace

/// Stands in the program before Leptonica's own, so that Tesseract's calls come here first.
extern "C" l_ok pixWriteMem(l_uint8** data, std::size_t* size, PIX* pix, l_int32 format) {
    using Write = l_ok (*)(l_uint8**, std::size_t*, PIX*, l_int32);
    static const auto write = reinterpret_cast<Write>(dlsym(RTLD_NEXT, "pixWriteMem"));
    return write(data, size, pix, plain && format == IFF_PNG ? IFF_SPIX : format);
}

namespace trien::ocr {

PlainCrops::PlainCrops() {
    plain = true;
}
PlainCrops::~PlainCrops() {
    plain = false;
}

}  // namespace trien::ocr
