// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "engine/base/error.hpp"
#include "engine/feel/value.hpp"

namespace trien::feel {

namespace detail {
struct Ast;
}

/// Why a text is not an expression.
struct ExpressionFault {
    std::size_t offset = 0;  ///< bytes from the start of the text
    Message text;
};

/// What a text may take at most.
struct ParseLimits {
    std::size_t bytes = 64 * 1024;
    std::size_t nesting = 64;  ///< brackets, arguments, branches one within another
};

/// What an evaluation may take at most.
struct Limits {
    /// One step is one node of the expression evaluated, or sixteen values (or 512 bytes of text) handled.
    std::size_t steps = 100'000;
    std::size_t depth = 512;  ///< nodes and calls one within another
    std::size_t notes = 8;    ///< kept; further ones are dropped
};

/// Why a part of an expression became null.
struct Note {
    std::size_t offset = 0;  ///< of the part, bytes from the start of the text
    Message text;
    bool operator==(const Note&) const = default;
};

/// What an evaluation came to.
struct Outcome {
    Value value;
    std::vector<Note> notes;  ///< in the order of evaluation
};

/// An expression of FEEL (OMG DMN 1.3, clause 10.3); docs/feel.md says what is supported.
///
/// Evaluation is total and deterministic: what cannot be done is null, and neither clock, locale nor chance take part.
class Expression {
  public:
    /// @param text   UTF-8.
    /// @param known  names that may be read; only names with spaces or signs in them need to be told.
    static tl::expected<Expression, ExpressionFault> parse(std::string_view text,
                                                           std::span<const std::string> known = {},
                                                           const ParseLimits& limits = {});

    /// Refuses with "feel.too-long" what takes more than the limits.
    [[nodiscard]] Result<Outcome> evaluate(const Context& variables, const Limits& limits = {}) const;
    /// True only when the value is `true`: neither null nor any other value opens a gate.
    [[nodiscard]] Result<bool> holds(const Context& variables, const Limits& limits = {}) const;
    /// The names it reads that it does not bind itself, each once, sorted. Names in a filter may turn out to be of the
    /// items rather than variables.
    [[nodiscard]] const std::vector<std::string>& names() const;
    /// The source text.
    [[nodiscard]] const std::string& text() const;

    /// Two expressions are the same when their texts are and they read the same names.
    friend bool operator==(const Expression& a, const Expression& b);

  private:
    explicit Expression(std::shared_ptr<const detail::Ast> ast) : ast_(std::move(ast)) {}

    std::shared_ptr<const detail::Ast> ast_;
};

}  // namespace trien::feel
