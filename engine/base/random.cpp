// SPDX-License-Identifier: Apache-2.0
#include "engine/base/random.hpp"

#include <chrono>
#include <utility>

#include <openssl/rand.h>

#include "engine/base/digest.hpp"
#include "engine/base/error.hpp"

namespace trien {

namespace {

/// RFC 9562, 4: sixteen bytes with their version and variant set, in text.
std::string uuid_of(std::string bytes, unsigned version) {
    bytes[6] = static_cast<char>((static_cast<unsigned char>(bytes[6]) & 0x0FU) | version << 4U);
    bytes[8] = static_cast<char>((static_cast<unsigned char>(bytes[8]) & 0x3FU) | 0x80U);
    std::string text = to_hex(bytes);
    for (const std::size_t at : {8U, 13U, 18U, 23U}) text.insert(at, "-");
    return text;
}

}  // namespace

std::string random_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) != 1) {
        throw Error(Fault::environment, "base.random", {},
                    {"Không lấy được số ngẫu nhiên", "the crypto library gave no random bytes"});
    }
    return bytes;
}

std::int64_t random_id() {
    std::int64_t number = 0;
    for (const char byte : random_bytes(sizeof number))
        number = ((number & 0xFFFFFFFFFFFFFF) << 8) | static_cast<unsigned char>(byte);
    return (number & ((std::int64_t{1} << 62) - 1)) | 1;
}

std::string random_uuid() {
    return uuid_of(random_bytes(16), 4);
}

std::string time_ordered_uuid(Instant now) {
    constexpr std::size_t time_size = 6;
    std::string bytes = random_bytes(16);
    auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(now.utc()).time_since_epoch().count();
    for (std::size_t i = time_size; i-- > 0; milliseconds >>= 8U) bytes[i] = static_cast<char>(milliseconds & 0xFF);
    return uuid_of(std::move(bytes), 7);
}

}  // namespace trien
