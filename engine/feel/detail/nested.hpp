// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include "engine/feel/detail/parser.hpp"

namespace trien::feel::detail {

/// Counts one level of nesting while it lives.
class Parser::Nested {
  public:
    explicit Nested(Parser& parser) : parser_(parser) {
        if (parser.nesting_ == parser.limits_.nesting) {
            fail(parser.in_.at(), fmt::format("biểu thức lồng nhau sâu quá {} tầng", parser.limits_.nesting),
                 fmt::format("the expression is nested deeper than {} levels", parser.limits_.nesting));
        }
        ++parser.nesting_;
    }
    ~Nested() { --parser_.nesting_; }
    Nested(const Nested&) = delete;
    Nested& operator=(const Nested&) = delete;

  private:
    Parser& parser_;
};

/// Names bound while it lives are forgotten at its end. They may still be spelled: members of contexts are.
class Parser::Bound {
  public:
    explicit Bound(Parser& parser) : parser_(parser), before_(parser.bound_.size()) {}
    ~Bound() { parser_.bound_.resize(before_); }
    Bound(const Bound&) = delete;
    Bound& operator=(const Bound&) = delete;

  private:
    Parser& parser_;
    std::size_t before_;
};

}  // namespace trien::feel::detail
