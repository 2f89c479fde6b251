// SPDX-License-Identifier: Apache-2.0
#include "engine/sign/secret.hpp"

#include <algorithm>
#include <utility>

#include <openssl/crypto.h>

namespace trien::sign {

// One allocation of the final size: growing would leave an unwiped copy behind.
Secret::Secret(std::string_view text) : bytes_(text.size() + 1) {
    std::ranges::copy(text, bytes_.begin());
}

Secret::~Secret() {
    wipe();
}

Secret& Secret::operator=(Secret&& other) noexcept {
    if (this == &other) return *this;
    wipe();
    bytes_ = std::move(other.bytes_);
    return *this;
}

bool Secret::equals(const Secret& other) const {
    return size() == other.size() && CRYPTO_memcmp(view().data(), other.view().data(), size()) == 0;
}

void Secret::wipe() noexcept {
    OPENSSL_cleanse(bytes_.data(), bytes_.size());
}

}  // namespace trien::sign
