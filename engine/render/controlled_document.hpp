// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/render/archive.hpp"
#include "engine/render/figure.hpp"
#include "engine/render/table.hpp"

namespace trien::render {

/// What stands at the foot of every page, with the page's number before the last.
struct Footer {
    std::string name;      ///< of the document
    std::string validity;  ///< "Ngày hiệu lực: 07/07/2025"
    std::string issue;     ///< "Lần ban hành: 01"
};

using Block = std::variant<Paragraph, Table>;

/// A document under document control (ISO 9001:2015, 7.5.3). Every word of it is data.
struct ControlledDocument {
    std::string title;  ///< of the file
    Instant created;
    Footer footer;
    std::vector<Block> blocks;
    std::vector<Figure> figures;  ///< after the text, each on a page of its own, crosswise where it is wider than high
    std::vector<Attachment> attachments;
};

/// The document as PDF/A-3u on A4. Every page has the footer "name | validity | Trang: n/N | issue".
/// Same document, same bytes.
/// @throws Error(Fault::input) when a character cannot be drawn.
[[nodiscard]] std::string render_controlled_document(const ControlledDocument& document, const Fonts& fonts);

}  // namespace trien::render
