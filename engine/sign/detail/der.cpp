// SPDX-License-Identifier: Apache-2.0
#include "engine/sign/detail/der.hpp"

#include <algorithm>

#include "engine/base/error.hpp"

namespace trien::sign::der {

namespace {

Error malformed(const char* vi, const char* en) {
    return Error(Fault::input, "sign.der", {}, {vi, en});
}

std::string encoded_length(std::size_t length) {
    if (length < 0x80) return std::string(1, static_cast<char>(length));
    std::string octets;
    for (; length > 0; length >>= 8U) octets.insert(octets.begin(), static_cast<char>(length & 0xFFU));
    return static_cast<char>(0x80U | octets.size()) + octets;
}

struct Header {
    std::size_t size = 0;
    std::size_t length = 0;
};

/// Tag and length at the start of `bytes`; four length octets are more than any signature needs.
Header read_header(std::string_view bytes) {
    if (bytes.size() < 2) throw malformed("Mã DER bị cụt", "DER ends too early");
    const auto octet = [&](std::size_t at) { return static_cast<std::uint8_t>(bytes[at]); };
    if ((octet(0) & 0x1FU) == 0x1FU) throw malformed("Thẻ DER không được hỗ trợ", "DER tag is not supported");
    const std::uint8_t first = octet(1);
    if (first < 0x80) return {2, first};
    const std::size_t count = first & 0x7FU;
    if (count == 0 || count > 4) throw malformed("Độ dài DER không hợp lệ", "DER length is not valid");
    if (bytes.size() < 2 + count) throw malformed("Mã DER bị cụt", "DER ends too early");
    std::size_t length = 0;
    for (std::size_t i = 0; i < count; ++i) length = length << 8U | octet(2 + i);
    if (length < 0x80 || octet(2) == 0) throw malformed("Độ dài DER không tối giản", "DER length is not minimal");
    return {2 + count, length};
}

}  // namespace

std::string encode(std::uint8_t tag, std::string_view content) {
    std::string bytes(1, static_cast<char>(tag));
    bytes += encoded_length(content.size());
    bytes += content;
    return bytes;
}

std::string sequence(std::string_view content) {
    return encode(tag::sequence, content);
}

std::string sorted(std::vector<std::string> elements) {
    // Plain char comparison would be signed; string_view compares as unsigned.
    std::ranges::sort(elements, [](std::string_view a, std::string_view b) { return a < b; });
    std::string content;
    for (const std::string& element : elements) content += element;
    return content;
}

bool Reader::next_is(std::uint8_t tag) const {
    return !rest_.empty() && static_cast<std::uint8_t>(rest_.front()) == tag;
}

Element Reader::next() {
    const Header header = read_header(rest_);
    if (rest_.size() - header.size < header.length) throw malformed("Mã DER bị cụt", "DER ends too early");
    const std::string_view whole = rest_.substr(0, header.size + header.length);
    rest_.remove_prefix(whole.size());
    return {static_cast<std::uint8_t>(whole.front()), whole.substr(header.size), whole};
}

Element Reader::next(std::uint8_t tag) {
    if (!next_is(tag)) throw malformed("Cấu trúc DER không như mong đợi", "DER structure is not the expected one");
    return next();
}

std::optional<Element> Reader::next_if(std::uint8_t tag) {
    if (!next_is(tag)) return std::nullopt;
    return next();
}

void Reader::finish() const {
    if (!at_end()) throw malformed("Thừa dữ liệu trong cấu trúc DER", "data is left over in a DER structure");
}

}  // namespace trien::sign::der
