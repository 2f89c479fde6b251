// SPDX-License-Identifier: Apache-2.0
#include "cli/console.hpp"

#include <cstdlib>
#include <iostream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "engine/base/file.hpp"

namespace trien::cli {

namespace {

std::optional<Language> language_of(const std::string& name) {
    if (name.starts_with("vi")) return Language::vi;
    if (name.starts_with("en")) return Language::en;
    return std::nullopt;
}

std::optional<Language> language_of_locale() {
    for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(variable);
        if (value != nullptr && *value != '\0') return language_of(value);
    }
    return std::nullopt;
}

}  // namespace

ExitCode exit_code_of(Fault fault) {
    switch (fault) {
        case Fault::usage: return ExitCode::usage;
        case Fault::environment: return ExitCode::environment;
        case Fault::input: return ExitCode::input;
        case Fault::denied: return ExitCode::denied;
        case Fault::nothing_to_do: return ExitCode::nothing_to_do;
        case Fault::external: return ExitCode::external;
        case Fault::conflict: return ExitCode::conflict;
        case Fault::corrupt: return ExitCode::negative;
        case Fault::retry: return ExitCode::retry;
    }
    return ExitCode::environment;
}

ExitCode exit_code_of(const Refusal& refusal) {
    switch (refusal.reason) {
        case Refusal::Reason::not_permitted: return ExitCode::denied;
        case Refusal::Reason::conflict:
        case Refusal::Reason::wrong_state: return ExitCode::conflict;
        case Refusal::Reason::not_found:
        case Refusal::Reason::invalid: return ExitCode::input;
    }
    return ExitCode::input;
}

Console::Console(const std::string& language, bool json)
    : language_(language.empty() ? language_of_locale() : language_of(language)),
      json_(json),
      terminal_(::isatty(STDERR_FILENO) == 1) {}

void Console::print(const std::string& text) const {
    std::cout << text << '\n';
}
void Console::print(const Message& message) const {
    print(message.in(language_.value_or(Language::vi)));
}
void Console::print(const Json& json) const {
    std::cout << json.dump(2) << '\n';
}
void Console::deliver(const std::string& bytes, const std::string& file) const {
    if (file.empty()) {
        std::cout << bytes;
    } else {
        write_file(file, bytes);
    }
}
void Console::say(const Message& message) const {
    std::cerr << message.in(language_.value_or(Language::vi)) << '\n';
}

void Console::progress(const std::string& line) const {
    if (terminal_) std::cerr << "\r\x1b[K" << line << std::flush;
}

void Console::tell(const std::string& place, const std::string& code, const Message& text, const Message& mend) const {
    if (terminal_) std::cerr << "\r\x1b[K";
    const std::string where = place.empty() ? "" : place + ": ";
    for (const Language language : {Language::vi, Language::en}) {
        if (language_ && *language_ != language) continue;
        std::cerr << fmt::format("trien: {}{} [{}]\n", where, text.in(language), code);
        if (!mend.in(language).empty()) std::cerr << fmt::format("       → {}\n", mend.in(language));
    }
}

ExitCode Console::report(const Error& error) const {
    if (json_) {
        print(Json{{"schema", "trien.error/1"},
                   {"code", error.code()},
                   {"place", error.place().text()},
                   {"vi", error.cause().vi},
                   {"en", error.cause().en}});
    }
    tell(error.place().text(), error.code(), error.cause(), error.mend());
    return exit_code_of(error.fault());
}

ExitCode Console::report(const Refusal& refusal) const {
    if (json_) {
        print(Json{{"schema", "trien.refusal/1"},
                   {"code", refusal.code},
                   {"vi", refusal.text.vi},
                   {"en", refusal.text.en},
                   {"basis", refusal.basis}});
    }
    tell("", refusal.code, refusal.text, refusal.mend);
    return exit_code_of(refusal);
}

ExitCode Console::report(const Findings& findings) const {
    for (const Finding& finding : findings) tell(finding.place.text(), finding.code, finding.text, finding.mend);
    return passes(findings) ? ExitCode::ok : ExitCode::negative;
}

}  // namespace trien::cli
