// SPDX-License-Identifier: Apache-2.0
#include "ocr/fields.hpp"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cmath>
#include <functional>
#include <numbers>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "engine/base/instant.hpp"
#include "engine/base/text.hpp"
#include "ocr/document.hpp"

namespace trien::ocr {

namespace {

// ---- Words as they stand on the upright page ------------------------------------------------------------------------

struct Token {
    const Word* word = nullptr;
    Box box;  ///< on the upright page
};

/// Words of one line without a column gap between them.
struct Segment {
    std::vector<Token> tokens;
    Box box;
    std::string text;
    std::string folded;

    [[nodiscard]] double middle() const { return box.centre().x; }
};

Segment segment_of(std::vector<Token> tokens) {
    Segment segment;
    segment.box = tokens.front().box;
    for (const Token& token : tokens) {
        segment.box = around(segment.box, token.box);
        segment.text += (segment.text.empty() ? "" : " ") + token.word->text;
    }
    segment.folded = fold(segment.text);
    segment.tokens = std::move(tokens);
    return segment;
}

/// From the page as scanned to the page as read: turned upright and straightened.
Placement upright(const Page& page) {
    const double width = page.width;
    const double height = page.height;
    Placement turn;
    if (page.report.turned == 90) turn = {0, -1, height, 1, 0, 0};
    if (page.report.turned == 180) turn = {-1, 0, width, 0, -1, height};
    if (page.report.turned == 270) turn = {0, 1, 0, -1, 0, width};
    const bool sideways = page.report.turned % 180 != 0;
    const double x = (sideways ? height : width) / 2;
    const double y = (sideways ? width : height) / 2;
    const double angle = page.report.skew_millidegrees / 1000.0 * std::numbers::pi / 180;
    const double cosine = std::cos(angle);
    const double sine = std::sin(angle);
    const Placement straighten{cosine, -sine, x - x * cosine + y * sine, sine, cosine, y - x * sine - y * cosine};
    return straighten.after(turn);
}

int median_height(const std::vector<Token>& tokens) {
    std::vector<int> heights;
    heights.reserve(tokens.size());
    for (const Token& token : tokens) heights.push_back(token.box.height);
    const auto middle = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2);
    std::ranges::nth_element(heights, middle);
    return *middle;
}

/// 0 for nothing in common to 1 for equal: 1 less the edit distance over the longer length.
double similarity(const std::string& a, const std::string& b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = std::exchange(row[j], std::min({change, row[j] + 1, row[j - 1] + 1}));
        }
    }
    const std::size_t longer = std::max({a.size(), b.size(), std::size_t{1}});
    return 1 - static_cast<double>(row.back()) / static_cast<double>(longer);
}

bool is_like(const std::string& folded, const std::string& word) {
    constexpr double alike = 0.7;
    return similarity(folded, word) >= alike;
}

/// The nation's name starts a cell of its own, however near the agency's cell the printer has put it.
bool starts_nation(const std::vector<Token>& tokens, std::size_t at) {
    return at + 2 < tokens.size() && is_like(fold(tokens[at].word->text), "cong") &&
           is_like(fold(tokens[at + 1].word->text), "hoa") && is_like(fold(tokens[at + 2].word->text), "xa");
}

/// Forms leave room for what is written by hand: "Số:      /QĐ-UBND", "ngày      tháng".
bool leaves_room(const Token& before, const Token& after) {
    const std::string word = fold(before.word->text);
    if (word.starts_with("so")) return after.word->text.find('/') != std::string::npos;
    return is_like(word, "ngay") && is_like(fold(after.word->text), "thang");
}

bool starts_cell(const std::vector<Token>& tokens, std::size_t at, int height) {
    constexpr double column_gap = 1.6;  // of the words' median height
    if (at == 0 || leaves_room(tokens[at - 1], tokens[at])) return false;
    return tokens[at].box.x - tokens[at - 1].box.right() > column_gap * height || starts_nation(tokens, at);
}

std::vector<Segment> segments_of(const Page& page) {
    const Placement to_upright = upright(page);
    std::vector<Segment> segments;
    for (const Block& block : page.blocks) {
        for (const Line& line : block.lines) {
            std::vector<Token> tokens;
            for (const Word& word : line.words) tokens.push_back({&word, to_upright(word.box)});
            const int height = median_height(tokens);
            std::vector<Token> run;
            for (std::size_t i = 0; i < tokens.size(); ++i) {
                if (starts_cell(tokens, i, height)) segments.push_back(segment_of(std::exchange(run, {})));
                run.push_back(tokens[i]);
            }
            segments.push_back(segment_of(std::move(run)));
        }
    }
    std::ranges::sort(segments, {}, [](const Segment& s) { return std::pair(s.box.y, s.box.x); });
    return segments;
}

// ---- Characters -----------------------------------------------------------------------------------------------------

bool is_digits(const std::string& text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::string trimmed(std::string text, const char* marks = " .,:;-_|'\"`~") {
    const auto first = text.find_first_not_of(marks);
    if (first == std::string::npos) return "";
    const auto last = text.find_last_not_of(marks);
    return text.substr(first, last - first + 1);
}

bool has_letters(const std::string& text) {
    return std::ranges::any_of(fold(text), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool is_capitals(const std::string& text) {
    return has_letters(text) && to_upper(text) == text;
}

bool starts_with_capital(const std::string& text) {
    std::size_t length = 1;
    while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) ++length;
    return is_capitals(text.substr(0, length));
}

/// Groups of letters and digits joined by hyphens, each beginning with a capital: "QyĐ-UBND", "UBND-VP".
bool looks_like_symbol(const std::string& text) {
    std::size_t groups = 0;
    for (std::size_t start = 0; start <= text.size();) {
        const std::size_t end = std::min(text.find('-', start), text.size());
        const std::string group = text.substr(start, end - start);
        const bool plain = std::ranges::all_of(fold(group), [](unsigned char c) { return std::isalnum(c) != 0; });
        if (group.empty() || !starts_with_capital(group) || !plain) return false;
        ++groups;
        start = end + 1;
    }
    return groups >= 2;
}

/// True for a line mostly of words in capitals: the recogniser spoils a word now and then.
bool is_heading(const Segment& segment) {
    std::size_t capitals = 0;
    for (const Token& token : segment.tokens) capitals += is_capitals(token.word->text) ? 1U : 0U;
    return capitals * 10 >= segment.tokens.size() * 6 && fold(segment.text).size() >= 3 && has_letters(segment.text);
}

/// The word of `words` that `text` starts with, letter for letter; empty when there is none.
std::string leading(const std::string& text, const std::vector<std::string>& words) {
    std::string longest;
    for (const std::string& word : words) {
        const bool starts = text.starts_with(word) && (text.size() == word.size() || text[word.size()] == ' ');
        if (starts && word.size() > longest.size()) longest = word;
    }
    return longest;
}

/// The same, accents aside.
bool leads_alike(const Segment& segment, const std::vector<std::string>& words) {
    return std::ranges::any_of(words, [&](const std::string& word) {
        const std::string folded = fold(word);
        return segment.folded.starts_with(folded) &&
               (segment.folded.size() == folded.size() || segment.folded[folded.size()] == ' ');
    });
}

// ---- Fields ---------------------------------------------------------------------------------------------------------

void doubt(Field& field, Message reason) {
    field.certainty = Certainty::doubtful;
    field.reasons.push_back(std::move(reason));
}

Field absent(const char* vi, const char* en) {
    Field field;
    field.reasons.push_back({vi, en});
    return field;
}

const Message apart_from_symbol{"Số đứng tách khỏi ký hiệu: có thể viết tay",
                                "the number stands apart from its symbol: it may be written by hand"};
const Message taller{"Chữ số cao hơn chữ in bên cạnh: có thể viết tay",
                     "the digits are taller than the print beside them: they may be written by hand"};
const Message not_digits{"Không phải toàn chữ số", "not all of it is digits"};

/// Fills fields from one paper's first and last written pages.
class FieldReader {
  public:
    FieldReader(const Page& first, const Page& last, const FieldSettings& settings)
        : settings_(settings), page_(first), segments_(segments_of(first)), last_page_(last) {
        const bool sideways = first.report.turned % 180 != 0;
        width_ = sideways ? first.height : first.width;
        height_ = sideways ? first.width : first.height;
    }

    Fields read() {
        find_nation();
        if (nation_ != nullptr && !is_office_head()) return without_head();
        read_number();
        read_date();
        read_agencies();
        read_kind();
        check_symbol();
        read_signature();
        return std::move(fields_);
    }

  private:
    /// Value and page are set; sure until something speaks against it.
    Field found(std::string value, const std::vector<Token>& tokens) const {
        return found_on(page_, std::move(value), tokens);
    }

    Field found_on(const Page& page, std::string value, const std::vector<Token>& tokens) const {
        Field field;
        field.value = std::move(value);
        field.certainty = Certainty::sure;
        field.page = page.number;
        for (const Token& token : tokens) {
            field.boxes.push_back(token.word->box);
            if (token.word->confidence >= settings_.printed_confidence) continue;
            doubt(field, {fmt::format("Đọc không chắc “{}”", token.word->text),
                          fmt::format("“{}” was not read well", token.word->text)});
        }
        return field;
    }

    void find_nation() {
        constexpr double recognisable = 0.6;
        const std::string name = fold(settings_.nation);
        double best = recognisable;
        for (const Segment& segment : segments_) {
            if (segment.box.centre().y > height_ * 0.45) break;
            const double score = similarity(segment.folded, name);
            if (score <= best) continue;
            best = score;
            nation_ = &segment;
        }
        if (nation_ != nullptr) {
            column_ = nation_->box.x;
            head_top_ = nation_->box.y;
            line_height_ = nation_->box.height;
        } else {
            column_ = static_cast<int>(width_ * 0.45);
            line_height_ = page_.dpi / 6;
        }
        head_bottom_ = head_top_ + 7 * line_height_;
    }

    /// On contracts and diplomas the nation's name stands in the middle and no agency beside it.
    [[nodiscard]] bool is_office_head() const { return std::abs(nation_->middle() - width_ / 2.0) > width_ * 0.08; }

    Fields without_head() {
        Field none =
            absent("Giấy tờ không theo thể thức văn bản hành chính", "not laid out as an administrative document");
        for (const auto& [name, member] : field_names()) fields_.*member = none;
        read_kind();
        return std::move(fields_);
    }

    [[nodiscard]] bool in_left_cell(const Segment& segment) const { return segment.middle() < column_; }

    // "Số: 05/QĐ-UBND"; the digits and the day are written by hand on most real papers.
    void read_number() {
        fields_.number = absent("Không thấy dòng số, ký hiệu", "no line with number and symbol was found");
        fields_.symbol = fields_.number;
        const Segment* line = number_line();
        if (line == nullptr) return;
        number_bottom_ = line->box.bottom();
        std::vector<Token> tokens(line->tokens.begin() + 1, line->tokens.end());
        std::string rest;
        for (const Token& token : tokens) rest += token.word->text;
        // "Số:72/QĐ" may have been read as one word.
        const std::string lead = line->tokens.front().word->text;
        const auto colon = lead.find_first_of(":.;");
        if (colon != std::string::npos && colon + 1 < lead.size()) {
            rest.insert(0, lead.substr(colon + 1));
            tokens.insert(tokens.begin(), line->tokens.front());
        }
        split_number(rest, tokens);
    }

    [[nodiscard]] const Segment* number_line() const {
        for (const Segment& segment : segments_) {
            const bool in_head = segment.box.y > head_top_ && segment.box.y < head_top_ + 12 * line_height_;
            if (!in_head || !in_left_cell(segment)) continue;
            const std::string first = trimmed(segment.folded.substr(0, segment.folded.find_first_of(" :")));
            const bool says_number = first == "so" || first == "s0" || first == "56" || first == "s6";
            const bool shows_symbol = segment.text.find('/') != std::string::npos;
            if (says_number && (shows_symbol || segment.folded.find(':') != std::string::npos)) return &segment;
        }
        return nullptr;
    }

    void split_number(const std::string& rest, const std::vector<Token>& tokens) {
        const auto slash = rest.find('/');
        const std::string digits = trimmed(rest.substr(0, slash));
        if (!digits.empty()) {
            const std::vector<Token> own = tokens_until(tokens, '/');
            fields_.number = found(digits, own);
            if (!is_digits(digits)) doubt(fields_.number, not_digits);
            const bool apart = slash != std::string::npos && !own.empty() && !is_joined(own);
            if (apart) doubt(fields_.number, apart_from_symbol);
        } else {
            fields_.number = absent("Chỗ ghi số để trống hoặc viết tay không đọc được",
                                    "the room for the number is empty or holds handwriting that could not be read");
        }
        if (slash == std::string::npos) return;
        const std::string symbol = trimmed(rest.substr(slash + 1));
        if (symbol.empty()) return;
        fields_.symbol = found(symbol, tokens_from(tokens, '/'));
    }

    /// The tokens up to and with the first that holds the mark.
    static std::vector<Token> tokens_until(const std::vector<Token>& tokens, char mark) {
        std::vector<Token> own;
        for (const Token& token : tokens) {
            if (token.word->text.front() == mark) break;
            own.push_back(token);
            if (token.word->text.find(mark) != std::string::npos) break;
        }
        return own;
    }

    static std::vector<Token> tokens_from(const std::vector<Token>& tokens, char mark) {
        const auto first = std::ranges::find_if(
            tokens, [&](const Token& token) { return token.word->text.find(mark) != std::string::npos; });
        return {first, tokens.end()};
    }

    static bool is_joined(const std::vector<Token>& own) {
        return own.back().word->text.find('/') != std::string::npos;
    }

    /// The symbol of a document with a kind begins with the kind's abbreviation (Decree 30/2020/NĐ-CP, Annex III).
    void check_symbol() {
        Field& symbol = fields_.symbol;
        if (symbol.certainty == Certainty::absent) return;
        if (!looks_like_symbol(symbol.value)) {
            doubt(symbol, {"Không đúng dạng ký hiệu văn bản", "not of the form of a symbol"});
        }
        const std::string& name = fields_.kind.suggestion.empty() ? fields_.kind.value : fields_.kind.suggestion;
        const auto kind = std::ranges::find(settings_.kinds, name, &FieldSettings::Kind::name);
        if (kind == settings_.kinds.end() || kind->abbreviation.empty()) return;
        const auto hyphen = std::min(symbol.value.find('-'), symbol.value.size());
        if (symbol.value.substr(0, hyphen) == kind->abbreviation) return;
        symbol.suggestion = kind->abbreviation + symbol.value.substr(hyphen);
        doubt(symbol, {"Không bắt đầu bằng chữ viết tắt của tên loại văn bản",
                       "does not begin with the abbreviation of the kind of document"});
    }

    // "An Hòa, ngày 05 tháng 02 năm 2026"
    void read_date() {
        fields_.date = absent("Không thấy dòng địa danh, ngày tháng năm", "no line with place and date was found");
        fields_.place = fields_.date;
        for (const Segment& segment : segments_) {
            const bool in_head = segment.box.y > head_top_ && segment.box.y < head_top_ + 12 * line_height_;
            if (in_head && segment.middle() > width_ * 0.4 && read_date(segment)) return;
        }
    }

    bool read_date(const Segment& segment) {
        const auto at = [&](const char* word, std::size_t from) {
            for (std::size_t i = from; i < segment.tokens.size(); ++i) {
                if (is_like(trimmed(fold(segment.tokens[i].word->text)), word)) return i;
            }
            return segment.tokens.size();
        };
        const std::size_t day = at("ngay", 0);
        const std::size_t month = at("thang", std::min(day + 1, segment.tokens.size()));
        const std::size_t year = at("nam", std::min(month + 1, segment.tokens.size()));
        if (day >= month || month >= year || year + 1 >= segment.tokens.size()) return false;
        const auto tokens = segment.tokens.begin();
        const auto part = [&](std::size_t first, std::size_t last) {
            return std::vector<Token>(tokens + static_cast<std::ptrdiff_t>(first),
                                      tokens + static_cast<std::ptrdiff_t>(last));
        };
        set_place(part(0, day));
        set_date(part(day + 1, month), part(month + 1, year), part(year + 1, year + 2));
        return true;
    }

    static std::string joined(const std::vector<Token>& tokens) {
        std::string text;
        for (const Token& token : tokens) text += (text.empty() ? "" : " ") + token.word->text;
        return text;
    }

    void set_place(const std::vector<Token>& tokens) {
        const std::string value = trimmed(joined(tokens));
        if (value.empty()) return;
        fields_.place = found(value, tokens);
        if (!starts_with_capital(value))
            doubt(fields_.place, {"Không bắt đầu bằng chữ hoa", "no capital at the start"});
    }

    void set_date(const std::vector<Token>& day, const std::vector<Token>& month, const std::vector<Token>& year) {
        std::vector<Token> all = day;
        all.insert(all.end(), month.begin(), month.end());
        all.insert(all.end(), year.begin(), year.end());
        const auto number = [](const std::vector<Token>& tokens, int least, int most) -> std::optional<int> {
            const std::string text = trimmed(joined(tokens));
            constexpr std::size_t longest = 4;
            if (!is_digits(text) || text.size() > longest) return std::nullopt;
            const int value = std::stoi(text);
            if (value < least || value > most) return std::nullopt;
            return value;
        };
        constexpr int first_year = 1945;
        constexpr int last_year = 2099;
        const auto d = number(day, 1, 31);
        const auto m = number(month, 1, 12);
        const auto y = number(year, first_year, last_year);
        fields_.date = found(fmt::format("{}-{}-{}", y ? fmt::format("{}", *y) : "????",
                                         m ? fmt::format("{:02}", *m) : "??", d ? fmt::format("{:02}", *d) : "??"),
                             all);
        if (!d || !m || !y) return doubt(fields_.date, not_digits);
        if (!parse_date(fields_.date.value)) doubt(fields_.date, {"Ngày không có trong lịch", "no such day"});
        constexpr double printed = 1.2;
        if (day.front().box.height > printed * year.front().box.height) doubt(fields_.date, taller);
    }

    void read_agencies() {
        fields_.superior = absent("Không có cơ quan chủ quản", "no superior agency is named");
        fields_.agency = absent("Không thấy tên cơ quan ban hành", "the issuing agency's name was not found");
        std::vector<std::vector<const Segment*>> names;
        const int bottom = number_bottom_ > 0 ? number_bottom_ - line_height_ / 2 : head_bottom_;
        for (const Segment& segment : segments_) {
            const bool in_cell = segment.box.y > head_top_ - 2 * line_height_ && segment.box.centre().y < bottom &&
                                 segment.box.right() < column_ + line_height_ && &segment != nation_;
            if (!in_cell || !is_heading(segment)) continue;
            if (names.empty() || leads_alike(segment, settings_.agency_words)) names.emplace_back();
            names.back().push_back(&segment);
        }
        if (names.empty()) return;
        fields_.agency = agency(names.back());
        names.pop_back();
        if (names.empty()) return;
        std::vector<const Segment*> above;
        for (const auto& name : names) above.insert(above.end(), name.begin(), name.end());
        fields_.superior = agency(above);
    }

    /// Sure only when the office's catalogue has it: one wrong accent makes another name, and nothing else tells.
    Field agency(const std::vector<const Segment*>& lines) const {
        std::vector<Token> tokens;
        std::string name;
        for (const Segment* line : lines) {
            tokens.insert(tokens.end(), line->tokens.begin(), line->tokens.end());
            name += (name.empty() ? "" : " ") + trimmed(line->text);
        }
        Field field = found(name, tokens);
        if (std::ranges::find(settings_.agencies, name) != settings_.agencies.end()) return field;
        constexpr double close = 0.85;
        const auto score = [&](const std::string& known) { return similarity(fold(name), fold(known)); };
        const auto nearest = std::ranges::max_element(settings_.agencies, {}, score);
        if (nearest != settings_.agencies.end() && score(*nearest) >= close) field.suggestion = *nearest;
        doubt(field, {"Không có trong danh mục cơ quan", "not in the catalogue of agencies"});
        return field;
    }

    void read_kind() {
        fields_.kind = absent("Không thấy tên loại văn bản", "no kind of document was found");
        fields_.abstract = absent("Không thấy trích yếu", "no abstract was found");
        if (read_regarding()) return;
        constexpr double recognisable = 0.8;
        constexpr double middle = 0.53;  // of the width: the left margin is wider
        for (const Segment& segment : segments_) {
            const bool below_head = segment.box.y > std::max(number_bottom_, head_top_ + line_height_);
            if (!below_head || segment.box.y > height_ * 0.6) continue;
            if (std::abs(segment.middle() - width_ * middle) > width_ * 0.17 || !is_heading(segment)) continue;
            const std::string value = trimmed(segment.text);
            const auto score = [&](const FieldSettings::Kind& kind) {
                return similarity(fold(value), fold(kind.name));
            };
            const auto best = std::ranges::max_element(settings_.kinds, {}, score);
            if (best == settings_.kinds.end() || score(*best) < recognisable) continue;
            fields_.kind = found(value, segment.tokens);
            if (value != best->name) {
                fields_.kind.suggestion = best->name;
                doubt(fields_.kind, {"Gần giống một tên loại văn bản", "close to a known kind of document"});
            }
            return read_abstract(segment);
        }
    }

    /// A letter prints no kind: its abstract stands under the number and begins "V/v".
    bool read_regarding() {
        const auto first = std::ranges::find_if(segments_, [&](const Segment& segment) {
            const bool in_cell = in_left_cell(segment) && segment.box.y > head_top_ && segment.box.y < height_ * 0.45;
            return in_cell && (segment.folded.starts_with("v/v") || segment.folded.starts_with("ve viec"));
        });
        if (first == segments_.end() || number_bottom_ == 0) return false;
        std::vector<Token> tokens;
        int bottom = first->box.y;
        for (auto segment = first; segment != segments_.end(); ++segment) {
            if (!in_left_cell(*segment) || segment->folded.starts_with("kinh gui")) continue;
            if (segment->box.y - bottom > line_height_) break;
            tokens.insert(tokens.end(), segment->tokens.begin(), segment->tokens.end());
            bottom = segment->box.bottom();
        }
        const std::vector<Token> words(tokens.begin() + (first->folded.starts_with("v/v") ? 1 : 2), tokens.end());
        fields_.kind = found(settings_.letter, {tokens.front()});
        set_abstract(words);
        return true;
    }

    void read_abstract(const Segment& kind) {
        std::vector<Token> tokens;
        int bottom = kind.box.bottom();
        for (const Segment& segment : segments_) {
            if (segment.box.y <= kind.box.centre().y) continue;
            const bool centred = std::abs(segment.middle() - kind.middle()) < width_ * 0.04;
            const bool close = segment.box.y - bottom < 0.9 * kind.box.height;
            const bool is_agency = is_heading(segment) && segment.tokens.size() > 2;
            if (!close || is_agency || segment.folded.starts_with("can cu")) break;
            if (!centred) continue;
            tokens.insert(tokens.end(), segment.tokens.begin(), segment.tokens.end());
            bottom = segment.box.bottom();
        }
        if (!tokens.empty()) set_abstract(tokens);
    }

    void set_abstract(const std::vector<Token>& tokens) {
        fields_.abstract = found(trimmed(joined(tokens)), tokens);
        doubt(fields_.abstract, {"Văn tự do, không có gì để đối chiếu", "free text, with nothing to check it against"});
    }

    // "KT. CHỦ TỊCH" / "PHÓ CHỦ TỊCH" / signature / "Nguyễn Văn Bình", in the right half of the last written page.
    void read_signature() {
        fields_.signer = absent("Không thấy tên người ký", "the signer's name was not found");
        fields_.authority = absent("Không có thể thức đề ký", "no form of authority is printed");
        fields_.title = absent("Không thấy chức vụ người ký", "the signer's title was not found");
        const bool one_page = last_page_.number == page_.number;
        const std::vector<Segment> segments = one_page ? segments_ : segments_of(last_page_);
        const bool sideways = last_page_.report.turned % 180 != 0;
        const int width = sideways ? last_page_.height : last_page_.width;
        const int from = one_page ? std::max(number_bottom_, head_bottom_) + 4 * line_height_ : 0;
        const Segment* title = nullptr;
        for (const Segment& segment : segments) {
            const bool there = segment.middle() > width * 0.45 && segment.box.y > from;
            const std::string text = trimmed(segment.text, " ,:;-_|'\"`~");
            if (!there) continue;
            if (!authority_of(text).empty()) {
                add_authority(text, segment);
                title = &segment;
            }
            const auto known = std::ranges::find(settings_.titles, fold(text), fold);
            if (known == settings_.titles.end()) continue;
            title = &segment;
            fields_.title = found_on(last_page_, text, segment.tokens);
            if (text == *known) continue;
            fields_.title.suggestion = *known;
            doubt(fields_.title, {"Gần giống một chức vụ", "close to a known title"});
        }
        if (title != nullptr) read_signer(segments, *title, width);
    }

    [[nodiscard]] std::string authority_of(const std::string& text) const {
        return leading(text, settings_.authorities);
    }

    void add_authority(const std::string& text, const Segment& segment) {
        Field line = found_on(last_page_, text, segment.tokens);
        if (fields_.authority.value.empty()) {
            fields_.authority = std::move(line);
            return;
        }
        fields_.authority.value += ' ' + text;
        fields_.authority.boxes.insert(fields_.authority.boxes.end(), line.boxes.begin(), line.boxes.end());
    }

    void read_signer(const std::vector<Segment>& segments, const Segment& title, int width) {
        std::vector<Token> unknown;
        for (const Segment& segment : segments) {
            if (segment.box.y <= title.box.bottom() || segment.middle() < width * 0.42) continue;
            const std::vector<Token> name = capitalised(segment, first_surname(segment));
            if (!name.empty()) return set_signer(name, name.size() == segment.tokens.size());
            if (unknown.empty()) unknown = capitalised(segment, 0);
        }
        if (unknown.empty()) return;
        set_signer(unknown, true);
        doubt(fields_.signer, {"Không bắt đầu bằng một họ thường gặp", "does not begin with a common surname"});
    }

    void set_signer(const std::vector<Token>& name, bool alone) {
        fields_.signer = found_on(last_page_, trimmed(joined(name)), name);
        if (!alone) {
            doubt(fields_.signer, {"Lẫn nét dấu hoặc chữ ký", "mixed with strokes of the seal or signature"});
        }
        if (std::ranges::find(settings_.signers, fields_.signer.value) != settings_.signers.end()) return;
        doubt(fields_.signer, {"Không có trong danh sách người ký", "not on the list of signers"});
    }

    std::size_t first_surname(const Segment& segment) const {
        const auto is_surname = [&](const Token& token) {
            return std::ranges::find(settings_.surnames, token.word->text) != settings_.surnames.end();
        };
        return static_cast<std::size_t>(std::ranges::find_if(segment.tokens, is_surname) - segment.tokens.begin());
    }

    /// The two to five capitalised words from `first` on that a name may be; none otherwise.
    static std::vector<Token> capitalised(const Segment& segment, std::size_t first) {
        const auto is_name = [](const Token& token) {
            const std::string text = trimmed(token.word->text);
            constexpr std::size_t longest = 7;  // "Nghiêng"
            return starts_with_capital(text) && !is_capitals(text) && fold(text).size() <= longest;
        };
        const auto begin = segment.tokens.begin() + static_cast<std::ptrdiff_t>(first);
        const auto end = std::find_if_not(begin, segment.tokens.end(), is_name);
        if (end - begin < 2 || end - begin > 5) return {};
        return {begin, end};
    }

    const FieldSettings& settings_;
    const Page& page_;
    std::vector<Segment> segments_;  ///< of the first page, from top to bottom
    const Page& last_page_;
    int width_ = 0;
    int height_ = 0;
    const Segment* nation_ = nullptr;
    int column_ = 0;  ///< where the right cell of the head begins
    int head_top_ = 0;
    int head_bottom_ = 0;
    int line_height_ = 0;
    int number_bottom_ = 0;  ///< 0 while no number line was found
    Fields fields_;
};

}  // namespace

std::string_view text(Certainty certainty) {
    switch (certainty) {
        case Certainty::sure: return "sure";
        case Certainty::doubtful: return "doubtful";
        case Certainty::absent: break;
    }
    return "absent";
}

const std::array<std::pair<std::string_view, Field Fields::*>, 11>& field_names() {
    static constexpr std::array<std::pair<std::string_view, Field Fields::*>, 11> names = {{
        {"superior", &Fields::superior},
        {"agency", &Fields::agency},
        {"number", &Fields::number},
        {"symbol", &Fields::symbol},
        {"place", &Fields::place},
        {"date", &Fields::date},
        {"kind", &Fields::kind},
        {"abstract", &Fields::abstract},
        {"signer", &Fields::signer},
        {"authority", &Fields::authority},
        {"title", &Fields::title},
    }};
    return names;
}

Fields read_fields(const std::vector<Page>& pages, const FieldSettings& settings) {
    const auto is_written = [](const Page& page) { return page.words() > 0; };
    const auto first = std::ranges::find_if(pages, is_written);
    if (first == pages.end()) {
        Fields fields;
        for (const auto& [name, member] : field_names()) {
            fields.*member = absent("Không có chữ nào đọc được", "no writing could be read");
        }
        return fields;
    }
    const auto last = std::find_if(pages.rbegin(), pages.rend(), is_written);
    return FieldReader(*first, *last, settings).read();
}

}  // namespace trien::ocr
