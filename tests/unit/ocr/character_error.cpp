// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/ocr/character_error.hpp"

#include <algorithm>
#include <sstream>

namespace trien::ocr {

namespace {

/// One element per character: bytes would count a Vietnamese letter up to three times.
using Letters = std::vector<std::string>;

Letters letters_of(const std::string& text) {
    Letters letters;
    for (const char c : text) {
        if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) letters.emplace_back();
        letters.back() += c;
    }
    return letters;
}

void trim(Letters& letters) {
    while (!letters.empty() && letters.back() == " ") letters.pop_back();
    const auto first = std::ranges::find_if(letters, [](const std::string& letter) { return letter != " "; });
    letters.erase(letters.begin(), first);
}

struct Match {
    std::size_t errors = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// Where in `text` the whole of `line` fits best.
Match fit(const Letters& line, const Letters& text) {
    std::vector<Match> row(text.size() + 1);
    for (std::size_t j = 0; j <= text.size(); ++j) row[j] = {0, j, j};
    for (std::size_t i = 1; i <= line.size(); ++i) {
        Match diagonal = row[0];
        row[0] = {i, 0, 0};
        for (std::size_t j = 1; j <= text.size(); ++j) {
            const Match above = row[j];
            const std::size_t change = diagonal.errors + (line[i - 1] == text[j - 1] ? 0 : 1);
            Match best{change, diagonal.begin, j};
            if (above.errors + 1 < best.errors) best = {above.errors + 1, above.begin, j};
            if (row[j - 1].errors + 1 < best.errors) best = {row[j - 1].errors + 1, row[j - 1].begin, j};
            diagonal = above;
            row[j] = best;
        }
    }
    const auto longer_first = [](const Match& match) { return std::pair(match.errors, match.begin - match.end); };
    return *std::ranges::min_element(row, std::less{}, longer_first);
}

void keep(std::vector<Letters>& pieces, Letters::const_iterator first, Letters::const_iterator last) {
    Letters piece(first, last);
    trim(piece);
    if (!piece.empty()) pieces.push_back(std::move(piece));
}

}  // namespace

double character_error_percent(const std::vector<std::string>& truth, const std::string& read) {
    std::vector<Letters> lines;
    std::size_t total = 0;
    for (const std::string& line : truth) {
        lines.push_back(letters_of(line));
        total += lines.back().size();
    }
    std::vector<Letters> pieces;
    std::istringstream stream(read);
    for (std::string line; std::getline(stream, line);) {
        const Letters letters = letters_of(line);
        keep(pieces, letters.begin(), letters.end());
    }
    std::ranges::sort(lines, std::greater{}, &Letters::size);
    std::size_t errors = 0;
    for (const Letters& line : lines) {
        Match best{line.size(), 0, 0};
        std::size_t where = pieces.size();
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            const Match match = fit(line, pieces[i]);
            if (match.errors < best.errors) {
                best = match;
                where = i;
            }
        }
        errors += best.errors;
        if (where == pieces.size()) continue;
        const Letters piece = std::move(pieces[where]);
        pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(where));
        keep(pieces, piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(best.begin));
        keep(pieces, piece.begin() + static_cast<std::ptrdiff_t>(best.end), piece.end());
    }
    for (const Letters& piece : pieces) errors += piece.size();
    return total == 0 ? 0 : 100.0 * static_cast<double>(errors) / static_cast<double>(total);
}

}  // namespace trien::ocr
