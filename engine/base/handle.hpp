// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

namespace trien {

/// Deleter that calls one C release function; carries no state, so a Handle is one pointer wide.
template <auto Release>
struct ReleaseWith {
    template <class T>
    void operator()(T* object) const noexcept {
        Release(object);
    }
};

/// Owns one object of a C library: `using PrivateKey = Handle<EVP_PKEY, EVP_PKEY_free>;`
template <class T, auto Release>
using Handle = std::unique_ptr<T, ReleaseWith<Release>>;

}  // namespace trien
