// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "cli/exit_code.hpp"
#include "engine/base/error.hpp"
#include "engine/base/json.hpp"
#include "engine/base/message.hpp"

namespace trien::cli {

/// How the program talks: data on standard output, talk on standard error, in the language of the locale.
class Console {
  public:
    /// @param language  "vi" or "en"; empty: by LC_ALL, LC_MESSAGES, LANG; when these name neither, errors are told in
    ///                  both languages and everything else in Vietnamese.
    Console(const std::string& language, bool json);

    [[nodiscard]] bool json() const { return json_; }
    /// Data for people.
    void print(const std::string& text) const;
    void print(const Message& message) const;
    /// Data for programs: one JSON document.
    void print(const Json& json) const;
    /// Data for another program, byte for byte: into a file, or to standard output when none is named.
    void deliver(const std::string& bytes, const std::string& file) const;
    /// Talk beside the data.
    void say(const Message& message) const;
    /// Overwrites one line on a terminal; nothing elsewhere.
    void progress(const std::string& line) const;

    [[nodiscard]] ExitCode report(const Error& error) const;
    [[nodiscard]] ExitCode report(const Refusal& refusal) const;
    /// All findings, one a line; the exit code of the worst.
    [[nodiscard]] ExitCode report(const Findings& findings) const;

  private:
    void tell(const std::string& place, const std::string& code, const Message& text, const Message& mend) const;

    std::optional<Language> language_;
    bool json_;
    bool terminal_;
};

}  // namespace trien::cli
