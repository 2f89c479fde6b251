// SPDX-License-Identifier: Apache-2.0
#include "engine/app/variables.hpp"

#include <fmt/format.h>

#include "engine/base/error.hpp"

namespace trien::app {

namespace {

Error malformed(const std::string& assignment, const Message& why) {
    return Error(Fault::usage, "variable.form", {"", 0, 0, assignment},
                 {fmt::format("Không đọc được biến “{}”: {}", assignment, why.vi),
                  fmt::format("the variable \"{}\" cannot be read: {}", assignment, why.en)},
                 {"Viết như: verification=true, pages=3, place=\"Hà Nội\"",
                  "write it as: verification=true, pages=3, place=\"Hà Nội\""});
}

}  // namespace

execution::Variables read_variables(const std::vector<std::string>& assignments) {
    execution::Variables variables;
    for (const std::string& assignment : assignments) {
        const std::size_t equals = assignment.find('=');
        if (equals == 0 || equals == std::string::npos) throw malformed(assignment, {"thiếu dấu =", "there is no ="});
        const auto expression = execution::Expression::parse(assignment.substr(equals + 1));
        if (!expression) throw malformed(assignment, expression.error().text);
        variables.insert_or_assign(assignment.substr(0, equals),
                                   execution::evaluate(*expression, [](const std::string&) { return std::nullopt; }));
    }
    return variables;
}

}  // namespace trien::app
