// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <utility>

#include <fmt/format.h>
#include <openssl/ecdsa.h>
#include <p11-kit/uri.h>

#include "engine/base/digest.hpp"
#include "engine/sign/detail/openssl.hpp"
#include "engine/sign/detail/pkcs11.hpp"
#include "engine/sign/keys.hpp"

namespace trien::sign {

namespace {

using TokenUri = Handle<P11KitUri, p11_kit_uri_free>;
using EcdsaValue = Handle<ECDSA_SIG, ECDSA_SIG_free>;

Error bad_uri(const std::string& vi, const std::string& en) {
    return Error(Fault::usage, "sign.pkcs11-uri", {}, {vi, en},
                 {"Viết theo mẫu pkcs11:token=TÊN;object=TÊN?module-path=/đường/dẫn/trình-điều-khiển.so",
                  "write it as pkcs11:token=NAME;object=NAME?module-path=/path/to/driver.so"});
}

TokenUri parse_uri(const std::string& text) {
    TokenUri uri(p11_kit_uri_new());
    if (p11_kit_uri_parse(text.c_str(), P11_KIT_URI_FOR_ANY, uri.get()) != P11_KIT_URI_OK ||
        p11_kit_uri_any_unrecognized(uri.get()) != 0) {
        throw bad_uri("Địa chỉ thiết bị ký không đúng dạng RFC 7512", "the token's address is not a URI of RFC 7512");
    }
    if (p11_kit_uri_get_pin_value(uri.get()) != nullptr) {
        throw bad_uri("Không được ghi mã PIN trong địa chỉ thiết bị ký", "the token's address may not hold the PIN");
    }
    if (p11_kit_uri_get_module_path(uri.get()) == nullptr) {
        throw bad_uri("Địa chỉ thiết bị ký thiếu module-path", "the token's address lacks module-path");
    }
    return uri;
}

bool matches(const P11KitUri* uri, CK_SLOT_ID slot, CK_TOKEN_INFO token) {
    // p11-kit's query functions take a non-const URI for no reason of theirs.
    auto* writable = const_cast<P11KitUri*>(uri);
    const CK_SLOT_ID wanted = p11_kit_uri_get_slot_id(writable);
    if (wanted != static_cast<CK_SLOT_ID>(-1) && wanted != slot) return false;
    return p11_kit_uri_match_token_info(writable, &token) == 1;
}

/// The one token the URI names.
CK_SLOT_ID find_slot(const TokenModule& module, const P11KitUri* uri) {
    std::vector<CK_SLOT_ID> found;
    for (const CK_SLOT_ID slot : module.slots()) {
        const auto token = module.token(slot);
        if (token && (token->flags & CKF_TOKEN_INITIALIZED) != 0 && matches(uri, slot, *token)) found.push_back(slot);
    }
    if (found.size() == 1) return found.front();
    if (found.empty()) throw token_error(CKR_TOKEN_NOT_PRESENT, "C_GetSlotList");
    throw bad_uri(fmt::format("Địa chỉ này khớp với {} thiết bị ký đang cắm", found.size()),
                  fmt::format("the address fits {} tokens that are plugged in", found.size()));
}

/// A logged-in token, shared by its keys.
struct OpenToken {
    OpenToken(std::shared_ptr<TokenModule> module, CK_SLOT_ID slot, const Secret& its_pin)
        : session(std::move(module), slot, 0), pin(its_pin.duplicate()) {
        session.log_in(CKU_USER, its_pin);
    }

    std::mutex mutex;  ///< a session does one thing at a time
    TokenSession session;
    Secret pin;
};

/// Logs in, or joins the login that other keys of the token already use. PKCS#11 answers "already logged in" whatever
/// PIN comes second, so the second PIN is compared here.
std::shared_ptr<OpenToken> open_token(const std::shared_ptr<TokenModule>& module, CK_SLOT_ID slot, const Secret& pin) {
    static std::mutex mutex;
    static std::map<std::pair<const TokenModule*, CK_SLOT_ID>, std::weak_ptr<OpenToken>> open_tokens;
    const std::scoped_lock lock(mutex);
    std::weak_ptr<OpenToken>& known = open_tokens[{module.get(), slot}];
    auto token = known.lock();
    if (token && !token->pin.equals(pin)) throw wrong_pin(0);
    if (token) return token;
    token = std::make_shared<OpenToken>(module, slot, pin);
    known = token;
    return token;
}

struct TokenCertificate {
    std::string der;
    std::string id;
    std::vector<CK_OBJECT_HANDLE> private_keys;  ///< with the same CKA_ID
};

std::vector<CK_OBJECT_HANDLE> private_keys_with(const TokenSession& session, std::string id) {
    CK_OBJECT_CLASS object_class = CKO_PRIVATE_KEY;
    if (id.empty()) return {};
    return session.find({entry(CKA_CLASS, object_class), entry(CKA_ID, id)});
}

std::vector<TokenCertificate> certificates_of(const TokenSession& session, const std::vector<CK_ATTRIBUTE>& filter) {
    CK_OBJECT_CLASS object_class = CKO_CERTIFICATE;
    std::vector<CK_ATTRIBUTE> wanted = {entry(CKA_CLASS, object_class)};
    wanted.insert(wanted.end(), filter.begin(), filter.end());
    std::vector<TokenCertificate> certificates;
    for (const CK_OBJECT_HANDLE object : session.find(wanted)) {
        TokenCertificate certificate;
        certificate.der = session.attribute(object, CKA_VALUE).value_or("");
        certificate.id = session.attribute(object, CKA_ID).value_or("");
        certificate.private_keys = private_keys_with(session, certificate.id);
        if (!certificate.der.empty()) certificates.push_back(std::move(certificate));
    }
    return certificates;
}

/// `object` and `id` of the URI; views into it.
std::vector<CK_ATTRIBUTE> object_filter(P11KitUri* uri) {
    std::vector<CK_ATTRIBUTE> filter;
    for (const CK_ATTRIBUTE_TYPE type : {CKA_LABEL, CKA_ID}) {
        const CK_ATTRIBUTE* attribute = p11_kit_uri_get_attribute(uri, type);
        if (attribute != nullptr) filter.push_back(*attribute);
    }
    return filter;
}

TokenCertificate find_signer(const TokenSession& session, P11KitUri* uri) {
    std::vector<TokenCertificate> found = certificates_of(session, object_filter(uri));
    std::erase_if(found, [](const TokenCertificate& certificate) { return certificate.private_keys.size() != 1; });
    if (found.size() == 1) return found.front();
    throw Error(
        Fault::external, "sign.token-object", {},
        {fmt::format("Trên thiết bị ký có {} chứng thư số đi cùng khoá bí mật khớp với địa chỉ này, cần đúng một",
                     found.size()),
         fmt::format("the token holds {} certificates with a private key that fit the address, exactly one is "
                     "needed",
                     found.size())},
        {"Ghi object hoặc id của chứng thư số trong địa chỉ", "name the certificate's object or id in the address"});
}

/// Certificates of authorities, as vendors put them beside the key.
std::vector<std::string> chain_on(const TokenSession& session) {
    std::vector<std::string> chain;
    for (TokenCertificate& certificate : certificates_of(session, {})) {
        if (certificate.private_keys.empty()) chain.push_back(std::move(certificate.der));
    }
    return chain;
}

/// DigestInfo of SHA-256 (RFC 8017, 9.2): what CKM_RSA_PKCS signs. Every token knows that mechanism.
std::string digest_info(const Digest& digest) {
    static constexpr std::string_view prefix(
        "\x30\x31\x30\x0D\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20", 19);
    return std::string(prefix) + std::string(digest.view());
}

/// A token's r and s, of equal length, as ECDSA-Sig-Value.
std::string ecdsa_value(std::string_view pair) {
    const auto half = static_cast<int>(pair.size() / 2);
    const EcdsaValue value(ECDSA_SIG_new());
    BigNumber r(BN_bin2bn(bytes_of(pair), half, nullptr));
    BigNumber s(BN_bin2bn(bytes_of(pair) + half, half, nullptr));
    ECDSA_SIG_set0(value.get(), r.release(), s.release());
    return der_of(value.get(), i2d_ECDSA_SIG);
}

class TokenKey final : public SigningKey {
  public:
    TokenKey(TokenCertificate certificate, std::vector<std::string> chain, std::shared_ptr<OpenToken> token)
        : SigningKey(std::move(certificate.der), std::move(chain)),
          token_(std::move(token)),
          private_key_(certificate.private_keys.front()),
          asks_every_time_(token_->session.attribute(private_key_, CKA_ALWAYS_AUTHENTICATE) ==
                           std::string(1, CK_TRUE)) {}

    std::string sign(std::string_view to_be_signed) override {
        const Digest digest = sha256(to_be_signed);
        if (algorithm() == SignatureAlgorithm::rsa_sha256) return raw_sign(CKM_RSA_PKCS, digest_info(digest));
        return ecdsa_value(raw_sign(CKM_ECDSA, digest.view()));
    }

  private:
    std::string raw_sign(CK_MECHANISM_TYPE type, std::string_view input) {
        const std::scoped_lock lock(token_->mutex);
        const TokenSession& session = token_->session;
        CK_MECHANISM mechanism{type, nullptr, 0};
        check_token(session.call().C_SignInit(session.handle(), &mechanism, private_key_), "C_SignInit");
        if (asks_every_time_) token_->session.log_in(CKU_CONTEXT_SPECIFIC, token_->pin);
        // One fixed buffer, no question for the size: some drivers answer that one wrongly.
        std::array<CK_BYTE, 1024> buffer{};
        CK_ULONG size = buffer.size();
        check_token(session.call().C_Sign(session.handle(), unconst(input), input.size(), buffer.data(), &size),
                    "C_Sign");
        return {reinterpret_cast<const char*>(buffer.data()), std::min<std::size_t>(size, buffer.size())};
    }

    std::shared_ptr<OpenToken> token_;
    CK_OBJECT_HANDLE private_key_;
    bool asks_every_time_;
};

}  // namespace

std::unique_ptr<SigningKey> open_pkcs11(const std::string& uri, const Secret& pin) {
    const TokenUri parsed = parse_uri(uri);
    const auto module = TokenModule::open(p11_kit_uri_get_module_path(parsed.get()));
    const CK_SLOT_ID slot = find_slot(*module, parsed.get());
    auto token = open_token(module, slot, pin);
    const std::scoped_lock lock(token->mutex);
    TokenCertificate certificate = find_signer(token->session, parsed.get());
    std::vector<std::string> chain = chain_on(token->session);
    return std::make_unique<TokenKey>(std::move(certificate), std::move(chain), token);
}

}  // namespace trien::sign
