// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/render/fonts.hpp"

namespace trien::render::test {

/// One set of fonts for all tests of the program.
const Fonts& fonts();

/// What a program prints, both streams, when given the PDF as its file; "{}" in the arguments stands for the file,
/// "{folder}" for an empty folder that is gone afterwards.
std::string judged(const std::string& pdf, const std::string& command);

/// The text a reader would copy, page breaks as form feeds.
std::string text_of(const std::string& pdf);

/// The lines of a text without blank ones and without blanks at their ends.
std::vector<std::string> lines_of(const std::string& text);

/// The first file a command leaves in "{folder}".
std::string made_from(const std::string& pdf, const std::string& command);

/// A page of office prose as a scanner hands it over.
std::string scan_jpeg();
std::string scan_png();
/// The same at one bit a pixel.
std::string scan_png_mono();

}  // namespace trien::render::test
