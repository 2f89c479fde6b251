// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/render/archive.hpp"
#include "engine/render/fonts.hpp"

namespace trien::render {

/// A recognised word on a scan. Box in pixels of the image, origin at the upper left.
struct ScannedWord {
    std::string text;
    double left = 0;
    double top = 0;
    double width = 0;
    double height = 0;
};

/// One page of the original as the scanner saw it.
struct ScannedPage {
    std::string image;               ///< a JPEG (1 or 3 components) or PNG file; goes into the document unchanged
    double dpi = 300;                ///< of the scan; decides the real size on paper
    std::vector<ScannedWord> words;  ///< in reading order; becomes an invisible layer to search and copy
    /// Blank height at the page's foot. On the last page the statement stands there when it is enough room.
    std::optional<double> free_bottom_mm;
};

/// The statement of certification (lời chứng), worded by data: the engine fills the lines in, nothing here knows the
/// law.
struct CertificationStatement {
    std::string title;                        ///< "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH"
    std::string number_line;                  ///< "Số chứng thực: 12   Quyển số: 01/2026-SCT/BS"
    std::string date_line;                    ///< "Ngày 23 tháng 11 năm 2026"
    std::string extent_line;                  ///< "Bản sao gồm 03 trang, 02 tờ."; may be empty
    std::vector<std::string> capacity_lines;  ///< {"TUQ. CHỦ TỊCH", "CÔNG CHỨC TƯ PHÁP - HỘ TỊCH"}
    std::string signer_name;                  ///< full name, no academic title
};

/// A certified copy of an original (bản sao chứng thực từ bản chính).
struct CertifiedCopy {
    std::string superior_office;  ///< "ỦY BAN NHÂN DÂN THÀNH PHỐ …"; may be empty
    std::string office;           ///< "ỦY BAN NHÂN DÂN PHƯỜNG …"
    std::string copy_mark;        ///< "BẢN SAO", at the upper right of the first page; may be empty
    std::vector<ScannedPage> pages;
    CertificationStatement statement;
    std::string title;  ///< of the file, for its metadata
    Instant created;
    std::vector<Attachment> attachments;
};

/// The copy as PDF/A-3u, ready to sign: pages at real size on A4 (shrunk to fit where larger), the statement on the
/// last page (Decree 23/2015/NĐ-CP, clause UNVERIFIED), an empty signature field "NguoiKy" for the certifier and
/// "CoQuan" for the seal, which lies over a third of the signature on its left (Decree 30/2020/NĐ-CP, Annex I).
///
/// @throws Error(Fault::input) naming the page when an image is neither JPEG nor PNG or is damaged, when a character
///         cannot be drawn, or when there is no page.
[[nodiscard]] std::string render_certified_copy(const CertifiedCopy& copy, const Fonts& fonts);

}  // namespace trien::render
