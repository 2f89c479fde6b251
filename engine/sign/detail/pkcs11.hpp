// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <p11-kit/pkcs11.h>

#include "engine/base/error.hpp"
#include "engine/sign/secret.hpp"

/// The part of PKCS#11 (OASIS, 2.40) that signing needs; for the sources of this folder only.
namespace trien::sign {

/// What a failed call means, for people.
/// @param call  name of the function, for the English text.
[[nodiscard]] Error token_error(CK_RV code, const char* call);

/// Throws token_error unless the call succeeded.
void check_token(CK_RV code, const char* call);

/// A wrong PIN, with what the token says of the tries left.
[[nodiscard]] Error wrong_pin(CK_FLAGS token_flags);

/// A loaded PKCS#11 module, initialised once per process whoever uses it and finalised when the last user is gone.
class TokenModule {
  public:
    /// @throws Error(Fault::environment, "sign.pkcs11-module")
    static std::shared_ptr<TokenModule> open(const std::filesystem::path& path);

    explicit TokenModule(const std::filesystem::path& path);
    ~TokenModule();
    TokenModule(const TokenModule&) = delete;
    TokenModule& operator=(const TokenModule&) = delete;

    [[nodiscard]] CK_FUNCTION_LIST& call() const { return *functions_; }
    /// Slots with a token in them.
    [[nodiscard]] std::vector<CK_SLOT_ID> slots() const;
    /// Nothing when the token went away meanwhile.
    [[nodiscard]] std::optional<CK_TOKEN_INFO> token(CK_SLOT_ID slot) const;

  private:
    CK_FUNCTION_LIST* functions_ = nullptr;
    bool finalise_ = false;
};

/// The label of a token without its padding.
[[nodiscard]] std::string label_of(const CK_TOKEN_INFO& token);

/// One session with a token, closed at the end of life.
class TokenSession {
  public:
    TokenSession(std::shared_ptr<TokenModule> module, CK_SLOT_ID slot, CK_FLAGS flags);
    ~TokenSession();
    TokenSession(const TokenSession&) = delete;
    TokenSession& operator=(const TokenSession&) = delete;

    /// @throws Error(Fault::denied, "sign.pin" | "sign.pin-locked")
    void log_in(CK_USER_TYPE user, const Secret& pin);

    [[nodiscard]] CK_FUNCTION_LIST& call() const { return module_->call(); }
    [[nodiscard]] CK_SESSION_HANDLE handle() const { return handle_; }

    /// Objects that have all the attributes; at most 64.
    [[nodiscard]] std::vector<CK_OBJECT_HANDLE> find(const std::vector<CK_ATTRIBUTE>& attributes) const;
    /// An attribute's bytes; nothing where the object has none.
    [[nodiscard]] std::optional<std::string> attribute(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const;

  private:
    std::shared_ptr<TokenModule> module_;
    CK_SLOT_ID slot_;
    CK_SESSION_HANDLE handle_ = 0;
};

/// A template entry for find: the value must outlive it.
template <class T>
[[nodiscard]] CK_ATTRIBUTE entry(CK_ATTRIBUTE_TYPE type, T& value) {
    return {type, &value, sizeof value};
}
[[nodiscard]] inline CK_ATTRIBUTE entry(CK_ATTRIBUTE_TYPE type, std::string& value) {
    return {type, value.data(), value.size()};
}

/// PKCS#11 takes PINs and data through pointers to non-const and leaves them alone.
[[nodiscard]] inline CK_BYTE_PTR unconst(std::string_view bytes) {
    return reinterpret_cast<CK_BYTE_PTR>(const_cast<char*>(bytes.data()));
}

}  // namespace trien::sign
