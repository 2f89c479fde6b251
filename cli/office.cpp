// SPDX-License-Identifier: Apache-2.0
#include "cli/office.hpp"

#include <cstdlib>
#include <iostream>

#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include "engine/base/file.hpp"
#include "engine/base/random.hpp"

namespace trien::cli {

namespace {

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

Error bad_option(const char* option, Message cause) {
    return Error(Fault::usage, "usage.option", {"", 0, 0, option}, std::move(cause));
}

std::string first_line(std::string text) {
    text.erase(std::min(text.find_first_of("\r\n"), text.size()));
    return text;
}

std::string read_descriptor(int fd) {
    std::string text;
    char c = 0;
    while (::read(fd, &c, 1) == 1 && c != '\n') text += c;
    return text;
}

/// Switches the terminal's echo off for as long as it lives.
class SilentTerminal {
  public:
    SilentTerminal() {
        ::tcgetattr(STDIN_FILENO, &before_);
        termios silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    ~SilentTerminal() { ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_); }
    SilentTerminal(const SilentTerminal&) = delete;
    SilentTerminal& operator=(const SilentTerminal&) = delete;

  private:
    termios before_{};
};

std::string ask_on_terminal(const std::string& holder) {
    if (::isatty(STDIN_FILENO) != 1) {
        throw Error(
            Fault::usage, "usage.pin", {"", 0, 0, "--pin-file"},
            {"Chưa có mã PIN và không có bàn phím để hỏi", "no PIN was given and there is no terminal to ask on"},
            {"Dùng --pin-file hoặc --pin-fd", "use --pin-file or --pin-fd"});
    }
    std::cerr << fmt::format("PIN ({}): ", holder) << std::flush;
    const SilentTerminal silent;
    std::string pin;
    std::getline(std::cin, pin);
    std::cerr << '\n';
    return pin;
}

}  // namespace

std::filesystem::path data_folder() {
    const std::string told = environment("TRIEN_DATA");
    return told.empty() ? std::filesystem::path(TRIEN_DATA_DIR) : std::filesystem::path(told);
}

std::unique_ptr<Clock> clock_for(bool demo) {
    const std::string told = environment("TRIEN_NOW");
    if (told.empty() || !demo) return std::make_unique<SystemClock>();
    return std::make_unique<FixedClock>(instant_option(told, "TRIEN_NOW"));
}

Office::Office(const OfficeOptions& options) : options_(options) {
    if (options_.instance.empty()) options_.instance = environment("TRIEN_INSTANCE");
    if (options_.instance.empty()) options_.instance = ".";
    auto instance = app::Instance::open(options_.instance);
    const std::string& softhsm = instance.configuration().softhsm_configuration;
    if (!softhsm.empty()) ::setenv("SOFTHSM2_CONF", softhsm.c_str(), 1);
    clock_ = clock_for(instance.configuration().demo);
    engine_ = std::make_unique<app::Engine>(std::move(instance), *clock_);
}

app::Caller Office::caller() const {
    if (options_.person.empty()) {
        throw Error(Fault::usage, "usage.as", {"", 0, 0, "--as"},
                    {"Chưa nói ai làm việc này", "who does this is not said"},
                    {"Thêm --as MÃ_NGƯỜI_DÙNG", "add --as PERSON"});
    }
    return {PersonId(options_.person),
            CommandId(options_.command_id.empty() ? time_ordered_uuid(clock_->now()) : options_.command_id)};
}

app::OpenKey Office::key(const KeyOptions& options, const std::string& holder) const {
    app::KeyLocation location{options.p12, options.pkcs11};
    if (options.p12.empty() && options.pkcs11.empty()) location = app::key_of(engine_->instance(), holder);
    return app::key_opener(location, pin_reader(options, holder));
}

app::ReadPin pin_reader(const KeyOptions& options, const std::string& holder) {
    return [options, holder] {
        if (!options.pin_file.empty()) return app::Pin(first_line(read_file(options.pin_file, 4096)));
        if (options.pin_fd >= 0) return app::Pin(read_descriptor(options.pin_fd));
        return app::Pin(ask_on_terminal(holder));
    };
}

Date date_option(const std::string& text, const char* option) {
    const auto date = parse_date(text);
    if (!date) {
        throw bad_option(option, {fmt::format("“{}” không phải ngày dạng 2026-11-23", text),
                                  fmt::format("\"{}\" is not a date such as 2026-11-23", text)});
    }
    return *date;
}

Instant instant_option(const std::string& text, const char* option) {
    const auto instant = Instant::parse(text);
    if (!instant) {
        throw bad_option(option, {fmt::format("“{}” không phải thời điểm dạng 2026-11-23T09:00:00+07:00", text),
                                  fmt::format("\"{}\" is not an instant such as 2026-11-23T09:00:00+07:00", text)});
    }
    return *instant;
}

}  // namespace trien::cli
