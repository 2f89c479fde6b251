// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trien::feel::detail {

/// A regular expression as XPath writes them (XQuery and XPath Functions 3.1, 5.6), so far as a machine of states can
/// run it: in time linear in the text, whatever the pattern. Back references, subtraction of character classes and
/// Unicode blocks are not such; patterns with them do not compile.
class Regex {
  public:
    /// @param flags  of `s` (the dot matches line ends too), `m` (^ and $ match at lines), `i` (letters of either case)
    ///               and `x` (white space in the pattern outside brackets means nothing).
    static std::optional<Regex> compile(std::string_view pattern, std::string_view flags);

    /// What going through so many bytes may cost at most: each meets every state of the machine.
    [[nodiscard]] std::size_t effort(std::size_t bytes) const;
    /// Does it match anywhere in the text?
    [[nodiscard]] bool matches(std::string_view text) const;
    /// Every match replaced. `$1` to `$9` mean the groups, `$0` the match, `\$` and `\\` the signs themselves.
    /// @param grown  told of the bytes each match adds.
    /// @returns nothing if the replacement is malformed or the pattern matches the empty text.
    [[nodiscard]] std::optional<std::string> replace(std::string_view text,
                                                     std::string_view replacement,
                                                     const std::function<void(std::size_t bytes)>& grown) const;
    /// What lies between the matches. Nothing if the pattern matches the empty text.
    [[nodiscard]] std::optional<std::vector<std::string>> split(std::string_view text) const;

  private:
    struct Program;
    explicit Regex(std::shared_ptr<const Program> program) : program_(std::move(program)) {}

    std::shared_ptr<const Program> program_;
};

}  // namespace trien::feel::detail
