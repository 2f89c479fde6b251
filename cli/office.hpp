// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "cli/console.hpp"
#include "engine/app/engine.hpp"
#include "engine/app/keys.hpp"

namespace trien::cli {

/// Options that every command of an instance shares.
struct OfficeOptions {
    std::string instance;    ///< folder; empty: TRIEN_INSTANCE, else the current folder
    std::string person;      ///< --as
    std::string command_id;  ///< empty: a new one
};

/// Where a signing key and its PIN come from.
struct KeyOptions {
    std::string p12;
    std::string pkcs11;
    std::string pin_file;
    int pin_fd = -1;
};

/// Where the program finds its shipped processes/, templates/ and ocr/ data: TRIEN_DATA, else as built.
[[nodiscard]] std::filesystem::path data_folder();

/// The present: TRIEN_NOW for a demonstration, else the machine's clock.
[[nodiscard]] std::unique_ptr<Clock> clock_for(bool demo);

/// An open instance with its engine and clock.
class Office {
  public:
    explicit Office(const OfficeOptions& options);

    [[nodiscard]] app::Engine& engine() { return *engine_; }
    /// @throws Error(Fault::usage) when a writing command was given no --as.
    [[nodiscard]] app::Caller caller() const;
    /// The key given by the options, else the holder's own as trien.json says.
    [[nodiscard]] app::OpenKey key(const KeyOptions& options, const std::string& holder) const;

  private:
    OfficeOptions options_;
    std::unique_ptr<Clock> clock_;
    std::unique_ptr<app::Engine> engine_;
};

/// Reads a PIN from a file's first line, a file descriptor or the terminal, never from the command line.
[[nodiscard]] app::ReadPin pin_reader(const KeyOptions& options, const std::string& holder);

/// @throws Error(Fault::usage) naming the option.
[[nodiscard]] Date date_option(const std::string& text, const char* option);
[[nodiscard]] Instant instant_option(const std::string& text, const char* option);

}  // namespace trien::cli
