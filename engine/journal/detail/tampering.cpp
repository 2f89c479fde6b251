// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/detail/tampering.hpp"

#include <utility>

#include <fmt/format.h>

#include "engine/base/text.hpp"

namespace trien::journal {

Finding tampering(std::string code, std::string element, Message text) {
    return {Finding::Severity::error,
            std::move(code),
            {"", 0, 0, std::move(element)},
            std::move(text),
            {"Giữ nguyên hiện trạng, báo người phụ trách và đối chiếu với bản sao lưu gần nhất",
             "leave everything as it is, tell the person in charge, and compare with the newest backup"}};
}

std::string entry_name(std::int64_t index) {
    return fmt::format("entry {}", index);
}

std::string_view shown(std::string_view name) {
    return is_utf8(name) ? name : "?";
}

}  // namespace trien::journal
