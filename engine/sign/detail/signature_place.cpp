// SPDX-License-Identifier: Apache-2.0
#include "engine/sign/detail/signature_place.hpp"

#include <algorithm>

#include "engine/base/digest.hpp"

namespace trien::sign {

namespace {

Error bad_range(const char* vi, const char* en) {
    return Error(Fault::input, "sign.byte-range", {}, {vi, en});
}

std::array<std::uint64_t, 4> read_byte_range(const QPDFObjectHandle& signature) {
    QPDFObjectHandle range = value_of(signature, "/ByteRange");
    if (!range.isArray() || range.getArrayNItems() != 4) {
        throw bad_range("chữ ký không có /ByteRange gồm bốn số", "the signature has no /ByteRange of four numbers");
    }
    std::array<std::uint64_t, 4> numbers{};
    for (int i = 0; i < 4; ++i) {
        long long value = -1;
        if (!range.getArrayItem(i).getValueAsInt(value) || value < 0) {
            throw bad_range("/ByteRange chứa giá trị không hợp lệ", "/ByteRange holds a value that is not valid");
        }
        numbers.at(static_cast<std::size_t>(i)) = static_cast<std::uint64_t>(value);
    }
    return numbers;
}

/// The bytes of `<…>` between the two stretches.
std::string_view hole_of(std::string_view pdf, const std::array<std::uint64_t, 4>& range) {
    const auto [first, first_length, second, second_length] = range;
    const bool inside = first == 0 && first_length < second && second <= pdf.size() && second_length > 0 &&
                        second_length <= pdf.size() - second;
    if (!inside) {
        throw bad_range("/ByteRange không bao trùm tệp từ byte đầu tiên",
                        "/ByteRange does not cover the file from its first byte");
    }
    const std::string_view hole = pdf.substr(first_length, second - first_length);
    if (hole.size() < 2 || hole.front() != '<' || hole.back() != '>') {
        throw bad_range("phần chừa ra không đúng là /Contents", "what is left out is not exactly /Contents");
    }
    return hole;
}

/// The hole must lie within the object that holds the signature, not somewhere else with the same digits.
void check_hole_is_inside(std::string_view pdf,
                          QPDF& document,
                          const QPDFObjectHandle& holder,
                          const std::array<std::uint64_t, 4>& range) {
    const auto table = document.getXRefTable();
    const auto entry = table.find(holder.getObjGen());
    if (entry == table.end() || entry->second.getType() != 1) {
        throw bad_range("chữ ký nằm trong luồng nén", "the signature lies in an object stream");
    }
    const auto begin = static_cast<std::size_t>(entry->second.getOffset());
    const std::size_t end = pdf.find("endobj", begin);
    if (begin >= range[1] || end == std::string_view::npos || end < range[2]) {
        throw bad_range("phần chừa ra nằm ngoài đối tượng chữ ký",
                        "what is left out lies outside the signature object");
    }
}

}  // namespace

SignaturePlace locate_signature(std::string_view pdf, QPDF& document, const FormField& field) {
    const QPDFObjectHandle value = value_of(field.object, "/V");
    SignaturePlace place;
    place.byte_range = read_byte_range(value);
    const std::string_view hole = hole_of(pdf, place.byte_range);
    check_hole_is_inside(pdf, document, value.isIndirect() ? value : field.object, place.byte_range);
    const auto bytes = from_hex(hole.substr(1, hole.size() - 2));
    QPDFObjectHandle contents = value_of(value, "/Contents");
    if (!bytes || !contents.isString() || contents.getStringValue() != *bytes) {
        throw bad_range("phần chừa ra không đúng là /Contents", "what is left out is not exactly /Contents");
    }
    place.signature = *bytes;
    place.plain_hex = hole.substr(1, hole.size() - 2) == to_hex(*bytes);
    place.signed_bytes = {pdf.substr(0, place.byte_range[1]), pdf.substr(place.byte_range[2], place.byte_range[3])};
    place.end = place.byte_range[2] + place.byte_range[3];
    return place;
}

}  // namespace trien::sign
