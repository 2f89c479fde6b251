// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/postgres_connection.hpp"

#include <cctype>
#include <map>
#include <string_view>

#include <fmt/format.h>
#include <libpq-fe.h>

#include "engine/base/error.hpp"
#include "engine/base/handle.hpp"

namespace trien::journal {

namespace {

using ConnectionOptions = Handle<PQconninfoOption, PQconninfoFree>;

/// What the string itself says, without the library's defaults.
std::map<std::string, std::string> settings_of(const std::string& connection) {
    const ConnectionOptions options(PQconninfoParse(connection.c_str(), nullptr));
    if (!options) {
        // What is wrong with it may be the password, so the string is not shown.
        throw Error(Fault::input, "journal.connection", {},
                    {"Chuỗi kết nối PostgreSQL viết sai", "the connection string for PostgreSQL is malformed"},
                    {"Viết dạng postgresql://máy/cơ_sở_dữ_liệu", "write it as postgresql://host/database"});
    }
    std::map<std::string, std::string> settings;
    for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
        if (option->val != nullptr) settings[option->keyword] = option->val;
    }
    return settings;
}

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
    return settings_of(connection).contains("password");
}

std::string connection_as(const std::string& connection, const std::string& role) {
    auto settings = settings_of(connection);
    settings.erase("password");
    settings["user"] = role;
    std::string text;
    for (const auto& [name, value] : settings) {
        text += fmt::format("{}{}={}", text.empty() ? "postgresql:///?" : "&", name, percent_encoded(value));
    }
    return text;
}

}  // namespace trien::journal
