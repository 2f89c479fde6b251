// SPDX-License-Identifier: Apache-2.0
#include "engine/app/keys.hpp"

#include <fmt/format.h>

#include "engine/sign/keys.hpp"

namespace trien::app {

KeyLocation key_of(const Instance& instance, const std::string& holder) {
    const auto& keys = instance.configuration().keys;
    const auto found = keys.find(holder);
    if (found == keys.end()) {
        throw Error(Fault::input, "key.unknown", {(instance.folder() / "trien.json").string(), 0, 0, "keys"},
                    {fmt::format("Chưa khai báo khóa của {}", holder), fmt::format("no key of {} is declared", holder)},
                    {"Dùng --p12 hoặc --pkcs11, hoặc khai báo trong trien.json",
                     "use --p12 or --pkcs11, or declare it in trien.json"});
    }
    KeyLocation location = found->second;
    if (!location.pkcs12.empty()) location.pkcs12 = instance.folder() / location.pkcs12;
    return location;
}

OpenKey key_opener(const KeyLocation& location, const ReadPin& read_pin) {
    return [location, read_pin]() -> std::unique_ptr<sign::SigningKey> {
        const Pin pin = read_pin();
        return location.pkcs11.empty() ? sign::open_pkcs12(location.pkcs12, pin)
                                       : sign::open_pkcs11(location.pkcs11, pin);
    };
}

}  // namespace trien::app
