// SPDX-License-Identifier: Apache-2.0
#include "engine/registers/register_book.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/base/fields.hpp"

namespace trien::registers {

std::string stream_of(const RegisterCode& code, int year) {
    std::string name = code.value();
    std::ranges::replace(name, '/', '-');
    return fmt::format("register/{}/{}", name, year);
}

Result<NumberAllotted> allot(const RegisterBook& book, Instant at, Line line) {
    if (static_cast<int>(at.date().year()) != book.year) {
        return refuse(
            Refusal::Reason::invalid, "register.year",
            {fmt::format("Sổ {} năm {} không ghi việc của ngày {}", book.code.value(), book.year,
                         vietnamese_text(at.date())),
             fmt::format("the register {} of {} takes no act of {}", book.code.value(), book.year, text(at.date()))});
    }
    return NumberAllotted{book.code, book.year, book.volume, book.last + 1, at, std::move(line)};
}

RegisterBook evolve(RegisterBook book, const NumberAllotted& event) {
    if (event.ordinal != book.last + 1) {
        throw Error(Fault::corrupt, "register.gap", {"", 0, 0, stream_of(event.code, event.year)},
                    {fmt::format("Số {} không nối tiếp số {}", event.ordinal, book.last),
                     fmt::format("number {} does not follow number {}", event.ordinal, book.last)});
    }
    book.code = event.code;
    book.year = event.year;
    book.volume = event.volume;
    book.last = event.ordinal;
    return book;
}

Json to_json(const NumberAllotted& event) {
    return {{"register", event.code.value()}, {"year", event.year},          {"volume", event.volume},
            {"ordinal", event.ordinal},       {"at", event.at.text()},       {"dossier", event.line.dossier.value()},
            {"title", event.line.title},      {"signer", event.line.signer}, {"copies", event.line.copies},
            {"fee", event.line.fee.amount()}};
}

NumberAllotted number_allotted_from(const Json& body) {
    Fields fields(body, number_allotted_type);
    return {RegisterCode(fields.text("register")),
            static_cast<int>(fields.number("year")),
            static_cast<int>(fields.number("volume")),
            fields.number("ordinal"),
            fields.instant("at"),
            {DossierId(fields.text("dossier")), fields.text("title"), fields.text("signer"), fields.number("copies"),
             Dong(fields.number("fee"))}};
}

std::string ordinal_text(std::int64_t ordinal) {
    return fmt::format("{:02}", ordinal);
}

std::string volume_text(const NumberAllotted& number) {
    return fmt::format("{:02}/{}-{}", number.volume, number.year, number.code.value());
}

}  // namespace trien::registers
