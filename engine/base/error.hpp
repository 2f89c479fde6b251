// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

#include "engine/base/message.hpp"

namespace trien {

/// Why the world failed; decides the exit code of the command line (docs/exit-codes.md).
enum class Fault : std::uint8_t {
    usage,          ///< the caller's words are off
    environment,    ///< something this machine should have is missing: a driver, OCR data, a readable instance
    input,          ///< a file or value from outside cannot be used
    denied,         ///< no right to do this: wrong PIN, no login
    nothing_to_do,  ///< already done
    external,       ///< a child program, token or remote service failed
    conflict,       ///< somebody changed it meanwhile
    corrupt,        ///< our own record does not hold together
    retry,          ///< temporary; the same call may succeed later
};

/// Where a fault lies: as much of file, line, column and element as is known.
struct Place {
    std::string file;
    std::int64_t line = 0;    ///< from 1; 0 where unknown
    std::int64_t column = 0;  ///< from 1; 0 where unknown
    std::string element;      ///< an element id, field name, page ("page 3") or journal entry ("entry 17")

    /// "file:line:column (element)", without the parts that are unknown.
    [[nodiscard]] std::string text() const;
    bool operator==(const Place&) const = default;
};

/// The world failed (disk, library, corrupt or unusable data). Caught once, at the door: command, request or worker.
///
/// `code` is stable and never translated ("ocr.not-an-image"); cause and mend are for people.
class Error : public std::runtime_error {
  public:
    Error(Fault fault, std::string code, Place place, Message cause, Message mend = {});

    [[nodiscard]] Fault fault() const { return fault_; }
    [[nodiscard]] const std::string& code() const { return code_; }
    [[nodiscard]] const Place& place() const { return place_; }
    [[nodiscard]] const Message& cause() const { return cause_; }
    /// What the reader can do about it; may be empty.
    [[nodiscard]] const Message& mend() const { return mend_; }
    /// The same error, placed: for callers that know the file while the thrower knew only the element.
    [[nodiscard]] Error at(Place place) const { return Error(fault_, code_, std::move(place), cause_, mend_); }

  private:
    Fault fault_;
    std::string code_;
    Place place_;
    Message cause_;
    Message mend_;
};

/// A command the rules say no to. It is an outcome, not a fault.
struct Refusal {
    enum class Reason : std::uint8_t { not_found, wrong_state, not_permitted, conflict, invalid };
    Reason reason = Reason::invalid;
    std::string code;   ///< stable: "authority.expired", "dossier.reason-required"
    Message text;       ///< expected …, but …
    Message mend;       ///< what to do instead; may be empty
    std::string basis;  ///< the rule: law and article, or procedure element; may be empty
    bool operator==(const Refusal&) const = default;
};

/// A value, or why the rules refused it. The compiler complains if a caller drops one.
template <class T>
class [[nodiscard]] Result : public tl::expected<T, Refusal> {
  public:
    using Base = tl::expected<T, Refusal>;
    using Base::Base;
    Result(Base base) : Base(std::move(base)) {}  // NOLINT(google-explicit-constructor): so .map() may be returned
};

/// `return refuse(Refusal::Reason::wrong_state, "task.withdrawn", {vi, en});`
[[nodiscard]] inline tl::unexpected<Refusal> refuse(
    Refusal::Reason reason, std::string code, Message text, Message mend = {}, std::string basis = {}) {
    return tl::unexpected<Refusal>(
        Refusal{reason, std::move(code), std::move(text), std::move(mend), std::move(basis)});
}

/// One finding of a check that reports all faults, never only the first (definitions, configuration, imports).
struct Finding {
    enum class Severity : std::uint8_t { error, warning };
    Severity severity = Severity::error;
    std::string code;  ///< stable rule id: "PROC-014"
    Place place;
    Message text;
    Message mend;
};

using Findings = std::vector<Finding>;

/// True when no finding is an error.
[[nodiscard]] bool passes(const Findings& findings);

}  // namespace trien
