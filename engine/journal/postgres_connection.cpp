// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/postgres_connection.hpp"

#include <cctype>
#include <string_view>

#include <fmt/format.h>

#include "engine/journal/detail/postgres.hpp"

namespace trien::journal {

namespace {

/// RFC 3986 §2.1: everything but unreserved characters is escaped.
std::string percent_encoded(std::string_view text) {
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = byte < 0x80 && (std::isalnum(byte) != 0 || std::string_view("-._~").find(c) != text.npos);
        encoded += plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
    }
    return encoded;
}

}  // namespace

bool holds_password(const std::string& connection) {
    return postgres::settings_of(connection).contains("password");
}

std::string connection_as(const std::string& connection, const std::string& role) {
    auto settings = postgres::settings_of(connection);
    settings.erase("password");
    settings["user"] = role;
    std::string text;
    for (const auto& [name, value] : settings) {
        text += fmt::format("{}{}={}", text.empty() ? "postgresql:///?" : "&", name, percent_encoded(value));
    }
    return text;
}

}  // namespace trien::journal
