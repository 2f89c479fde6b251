// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace trien::ocr {

/// While one lives, this thread's PNG writes into memory are written uncompressed instead.
///
/// Tesseract keeps every line it reads as a PNG in memory and decodes it at once again: a quarter of its time. The
/// format it finds in memory does not matter to it, so the words stay the same.
class PlainCrops {
  public:
    PlainCrops();
    ~PlainCrops();
    PlainCrops(const PlainCrops&) = delete;
    PlainCrops& operator=(const PlainCrops&) = delete;
};

}  // namespace trien::ocr
