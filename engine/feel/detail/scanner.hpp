// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "engine/feel/expression.hpp"
#include "engine/feel/number.hpp"

namespace trien::feel::detail {

using NameSet = std::set<std::string, std::less<>>;

/// Stops a parse; caught where it began.
[[noreturn]] void fail(std::size_t offset, std::string vi, std::string en);

/// True for the words that cannot begin a name.
[[nodiscard]] bool is_keyword(std::string_view word);

/// Reads the signs, words and literals of FEEL from a text (OMG DMN 1.3, 10.3.1.2). White space and comments before
/// each are skipped. Throws ExpressionFault.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : text_(text) {}

    /// Where the next thing begins.
    [[nodiscard]] std::size_t at();
    [[nodiscard]] bool at_end() { return at() == text_.size(); }
    /// The next byte; 0 at the end.
    [[nodiscard]] char peek();
    [[nodiscard]] bool sees(std::string_view sign);
    bool take(std::string_view sign);
    /// @throws ExpressionFault if the sign does not follow.
    void expect(std::string_view sign);
    /// The next word (letters, digits, underscores); empty if there is none.
    [[nodiscard]] std::string_view peek_word();
    bool take_word(std::string_view word);
    void expect_word(std::string_view word);

    [[nodiscard]] bool sees_number();
    [[nodiscard]] Number number();
    /// What a string in double quotes means.
    [[nodiscard]] std::string string();
    /// A name that is read: the longest known one, else one word. Spaces within are one each.
    [[nodiscard]] std::string name(const NameSet& known);
    /// A name that is declared: words and the signs . / - ' + * up to `stop` or to anything else.
    [[nodiscard]] std::string declared_name(std::string_view stop = {});
    /// A name followed by a colon, both taken; nothing (and nothing taken) if that does not follow.
    [[nodiscard]] std::optional<std::string> label();

  private:
    /// One part of a name: a word or a sign.
    struct Piece {
        std::string_view text;
        bool apart = false;  ///< white space stands before it
        std::size_t end = 0;
    };
    [[nodiscard]] Piece piece_at(std::size_t at) const;
    [[nodiscard]] std::size_t space_end(std::size_t at) const;
    void skip_space();
    [[nodiscard]] std::string escaped();
    [[nodiscard]] std::string code_point(std::size_t digits, std::size_t start);

    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace trien::feel::detail
