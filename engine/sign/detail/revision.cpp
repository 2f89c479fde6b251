// SPDX-License-Identifier: Apache-2.0
#include "engine/sign/detail/revision.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>

#include <fmt/format.h>

#include "engine/base/error.hpp"

namespace trien::sign {

namespace {

constexpr int deepest_value = 64;
constexpr std::size_t most_objects = 8'388'607;  // ISO 32000-1, annex C

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_delimiter(char c) {
    return std::string_view("()<>[]{}/% \n").find(c) != std::string_view::npos || static_cast<unsigned char>(c) <= 0x20;
}

/// Reads forward through the bytes; leaves by an Error at the first byte that does not fit.
class Scanner {
  public:
    Scanner(std::string_view text, std::size_t at) : text_(text), at_(at) {}

    [[nodiscard]] std::size_t at() const { return at_; }
    [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

    bool accept(std::string_view literal) {
        if (text_.substr(at_, literal.size()) != literal) return false;
        at_ += literal.size();
        return true;
    }

    void expect(std::string_view literal) {
        if (!accept(literal)) throw departure();
    }

    /// A decimal number without sign; at most 10 digits, as in a cross-reference table.
    std::size_t number() {
        const std::size_t begin = at_;
        std::size_t value = 0;
        while (is_digit(peek()) && at_ - begin < 10) value = value * 10 + static_cast<std::size_t>(text_[at_++] - '0');
        if (at_ == begin || is_digit(peek())) throw departure();
        return value;
    }

    /// A number of exactly so many digits.
    std::size_t number_of(std::size_t digits) {
        const std::size_t begin = at_;
        const std::size_t value = number();
        if (at_ - begin != digits) throw departure();
        return value;
    }

    void skip(std::size_t count) {
        if (text_.size() - at_ < count) throw departure();
        at_ += count;
    }

    /// One value of any type.
    void value(int depth = 0) {
        if (depth > deepest_value) throw departure();
        if (text_.substr(at_, 2) == "<<") {
            (void)dictionary(depth);
            return;
        }
        switch (peek()) {
            case '<': return hex_string();
            case '(': return literal_string();
            case '[': return array(depth);
            case '/': return name();
            default: return word();
        }
    }

    /// A dictionary: its keys with their values' text.
    std::map<std::string_view, std::string_view> dictionary(int depth = 0) {
        std::map<std::string_view, std::string_view> entries;
        expect("<<");
        spaces();
        while (!accept(">>")) {
            const std::size_t key_at = at_;
            name();
            const std::string_view key = text_.substr(key_at, at_ - key_at);
            spaces();
            const std::size_t value_at = at_;
            value(depth + 1);
            if (!entries.emplace(key, text_.substr(value_at, at_ - value_at)).second) throw departure();
            spaces();
        }
        return entries;
    }

    [[nodiscard]] Error departure() const {
        return Error(Fault::input, "sign.revision", {"", 0, 0, fmt::format("byte {}", at_)},
                     {fmt::format("Phần nối thêm vào tệp không đúng khuôn dạng, tại byte {}", at_),
                      fmt::format("what was appended to the file leaves the expected form at byte {}", at_)});
    }

  private:
    void spaces() {
        while (peek() == ' ') ++at_;
    }

    void name() {
        expect("/");
        while (at_ < text_.size() && !is_delimiter(text_[at_])) ++at_;
    }

    void hex_string() {
        expect("<");
        at_ = std::min(text_.find_first_not_of("0123456789abcdefABCDEF", at_), text_.size());
        expect(">");
    }

    void literal_string() {
        int open = 0;
        do {
            const char c = peek();
            skip(c == '\\' ? 2 : 1);
            if (c == '(') ++open;
            if (c == ')') --open;
        } while (open > 0);
    }

    void array(int depth) {
        expect("[");
        spaces();
        while (!accept("]")) {
            value(depth + 1);
            spaces();
        }
    }

    /// A number, a reference or true, false, null.
    void word() {
        if (accept("true") || accept("false") || accept("null")) return;
        const std::size_t begin = at_;
        while (is_digit(peek()) || peek() == '+' || peek() == '-' || peek() == '.') ++at_;
        if (at_ == begin) throw departure();
        reference_tail(begin);
    }

    /// " 0 R" behind a whole number.
    void reference_tail(std::size_t begin) {
        const std::string_view number = text_.substr(begin, at_ - begin);
        if (std::ranges::all_of(number, is_digit)) accept(" 0 R");
    }

    std::string_view text_;
    std::size_t at_;
};

std::size_t whole_number(std::string_view text) {
    Scanner scanner(text, 0);
    const std::size_t value = scanner.number();
    if (scanner.at() != text.size()) throw scanner.departure();
    return value;
}

/// `value stream?`
void object_body(Scanner& scanner) {
    if (scanner.peek() != '<') return scanner.value();
    Scanner ahead = scanner;
    scanner.value();
    if (!scanner.accept("\nstream\n")) return;
    const auto dictionary = ahead.dictionary();
    const auto length = dictionary.find("/Length");
    if (length == dictionary.end()) throw scanner.departure();
    scanner.skip(whole_number(length->second));
    scanner.expect("\nendstream");
}

using Offsets = std::map<std::size_t, std::size_t>;  ///< object number to offset

Offsets read_objects(Scanner& scanner) {
    Offsets offsets;
    while (is_digit(scanner.peek())) {
        const std::size_t begin = scanner.at();
        const std::size_t number = scanner.number();
        if (number > most_objects || !offsets.emplace(number, begin).second) throw scanner.departure();
        scanner.expect(" 0 obj\n");
        object_body(scanner);
        scanner.expect("\nendobj\n");
    }
    return offsets;
}

void read_table(Scanner& scanner, const Offsets& offsets) {
    scanner.expect("xref\n");
    std::size_t entries = 0;
    std::size_t next_free = 1;
    while (is_digit(scanner.peek())) {
        const std::size_t first = scanner.number();
        scanner.expect(" ");
        const std::size_t count = scanner.number();
        scanner.expect("\n");
        if (first < next_free || count == 0 || count > offsets.size()) throw scanner.departure();
        next_free = first + count;
        for (std::size_t number = first; number < next_free; ++number, ++entries) {
            const auto object = offsets.find(number);
            if (object == offsets.end() || scanner.number_of(10) != object->second) throw scanner.departure();
            scanner.expect(" 00000 n \n");
        }
    }
    if (entries != offsets.size()) throw scanner.departure();
}

void read_trailer(Scanner& scanner, std::size_t xref, std::size_t previous_xref) {
    static const std::set<std::string_view> allowed = {"/Size", "/Root", "/Info", "/ID", "/Prev"};
    scanner.expect("trailer\n");
    const auto trailer = scanner.dictionary();
    const bool known = std::ranges::all_of(trailer, [](const auto& entry) { return allowed.contains(entry.first); });
    const auto previous = trailer.find("/Prev");
    if (!known || previous == trailer.end() || whole_number(previous->second) != previous_xref) {
        throw scanner.departure();
    }
    scanner.expect("\nstartxref\n");
    if (scanner.number() != xref) throw scanner.departure();
    scanner.expect("\n%%EOF\n");
}

}  // namespace

Revision read_revision(std::string_view pdf, std::size_t begin, std::size_t end, std::size_t previous_xref) {
    Scanner scanner(pdf.substr(0, end), begin);
    const Offsets offsets = read_objects(scanner);
    Revision revision;
    for (const auto& [number, offset] : offsets) revision.objects.push_back(static_cast<int>(number));
    revision.xref = scanner.at();
    read_table(scanner, offsets);
    read_trailer(scanner, revision.xref, previous_xref);
    if (scanner.at() != end) throw scanner.departure();
    return revision;
}

std::size_t read_final_xref(std::string_view pdf) {
    const std::size_t at = pdf.rfind("\nstartxref\n");
    if (at == std::string_view::npos) throw Scanner(pdf, pdf.size()).departure();
    Scanner scanner(pdf, at);
    scanner.expect("\nstartxref\n");
    const std::size_t xref = scanner.number();
    scanner.expect("\n%%EOF\n");
    if (scanner.at() != pdf.size()) throw scanner.departure();
    return xref;
}

}  // namespace trien::sign
