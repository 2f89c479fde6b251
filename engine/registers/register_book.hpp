// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "engine/base/error.hpp"
#include "engine/base/ids.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/json.hpp"
#include "engine/base/money.hpp"

namespace trien::registers {

/// One year of a numbered book (sổ): its ordinals run without gaps from 1 to the end of the year
/// (Decree 23/2015 Art. 13). Rebuilt from its events.
struct RegisterBook {
    RegisterCode code;
    int year = 0;
    int volume = 1;         ///< quyển số
    std::int64_t last = 0;  ///< the last ordinal allotted
    bool operator==(const RegisterBook&) const = default;
};

/// What a line of the register tells beside its number (the columns of the book).
struct Line {
    DossierId dossier;
    std::string title;   ///< tên của bản chính giấy tờ, văn bản
    std::string signer;  ///< họ tên, chức danh người ký
    std::int64_t copies = 0;
    Dong fee;
    bool operator==(const Line&) const = default;
};

/// A number was allotted. The requester's name belongs to the line too, but travels as personal data beside the event.
struct NumberAllotted {
    RegisterCode code;
    int year = 0;
    int volume = 0;
    std::int64_t ordinal = 0;
    Instant at;
    Line line;
    bool operator==(const NumberAllotted&) const = default;
};

/// The journal stream of one year of a book: "register/SCT-BS/2026".
[[nodiscard]] std::string stream_of(const RegisterCode& code, int year);

/// The next number. Refused when the instant lies outside the book's year.
[[nodiscard]] Result<NumberAllotted> allot(const RegisterBook& book, Instant at, Line line);

/// The book after an event. Total.
/// @throws Error(Fault::corrupt) when the ordinal is not the next one: the history has a gap or a double.
[[nodiscard]] RegisterBook evolve(RegisterBook book, const NumberAllotted& event);

/// Stable name of the event in the journal.
inline constexpr const char* number_allotted_type = "register.allotted";
[[nodiscard]] Json to_json(const NumberAllotted& event);
/// @throws Error(Fault::input) for a malformed body.
[[nodiscard]] NumberAllotted number_allotted_from(const Json& body);

/// The number as printed: at least two digits ("07").
[[nodiscard]] std::string ordinal_text(std::int64_t ordinal);
/// The volume as printed: "01/2026-SCT/BS".
[[nodiscard]] std::string volume_text(const NumberAllotted& number);

}  // namespace trien::registers
