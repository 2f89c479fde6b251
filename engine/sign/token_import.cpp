// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/objects.h>

#include "engine/base/digest.hpp"
#include "engine/sign/demo_ca.hpp"
#include "engine/sign/detail/openssl.hpp"
#include "engine/sign/detail/pkcs11.hpp"

namespace trien::sign {

namespace {

Error no_free_slot(const std::string& label) {
    return Error(
        Fault::external, "sign.token-absent", {},
        {fmt::format("Không có thiết bị ký “{}” và không còn khe trống để tạo", label),
         fmt::format("there is no token '{}' and no free slot to make one in", label)},
        {"Kiểm tra cấu hình của trình điều khiển (SOFTHSM2_CONF)", "check the driver's configuration (SOFTHSM2_CONF)"});
}

Error object_exists(const std::string& label) {
    return Error(Fault::conflict, "sign.token-object-exists", {},
                 {fmt::format("Trên thiết bị ký đã có đối tượng “{}”", label),
                  fmt::format("the token already holds an object '{}'", label)},
                 {"Chọn tên khác hoặc xoá đối tượng cũ", "choose another name or remove the old object"});
}

std::optional<CK_SLOT_ID> slot_labelled(const TokenModule& module, const std::string& label) {
    for (const CK_SLOT_ID slot : module.slots()) {
        const auto token = module.token(slot);
        if (token && (token->flags & CKF_TOKEN_INITIALIZED) != 0 && label_of(*token) == label) return slot;
    }
    return std::nullopt;
}

std::optional<CK_SLOT_ID> empty_slot(const TokenModule& module) {
    for (const CK_SLOT_ID slot : module.slots()) {
        const auto token = module.token(slot);
        if (token && (token->flags & CKF_TOKEN_INITIALIZED) == 0) return slot;
    }
    return std::nullopt;
}

void initialise(const std::shared_ptr<TokenModule>& module,
                CK_SLOT_ID slot,
                const std::string& label,
                const Secret& so_pin) {
    std::string padded = label;
    padded.resize(32, ' ');
    check_token(module->call().C_InitToken(slot, unconst(so_pin.view()), so_pin.size(), unconst(padded)),
                "C_InitToken");
}

void set_user_pin(const std::shared_ptr<TokenModule>& module,
                  CK_SLOT_ID slot,
                  const Secret& so_pin,
                  const Secret& pin) {
    TokenSession session(module, slot, CKF_RW_SESSION);
    session.log_in(CKU_SO, so_pin);
    check_token(session.call().C_InitPIN(session.handle(), unconst(pin.view()), pin.size()), "C_InitPIN");
}

/// The slot of the token with this label, made where there is none.
CK_SLOT_ID prepare_token(const std::shared_ptr<TokenModule>& module,
                         const std::string& label,
                         const Secret& so_pin,
                         const Secret& pin) {
    if (const auto known = slot_labelled(*module, label)) return *known;
    const auto empty = empty_slot(*module);
    if (!empty) throw no_free_slot(label);
    initialise(module, *empty, label, so_pin);
    // Drivers may give a fresh token a new slot.
    const auto fresh = slot_labelled(*module, label);
    if (!fresh) throw no_free_slot(label);
    set_user_pin(module, *fresh, so_pin, pin);
    return *fresh;
}

/// Collects an object's attributes, keeping their bytes alive and wiping them afterwards.
class ObjectTemplate {
  public:
    ObjectTemplate& add(CK_ATTRIBUTE_TYPE type, std::string_view bytes) {
        values_.emplace_back(type, Secret(bytes));
        return *this;
    }
    ObjectTemplate& add_number(CK_ATTRIBUTE_TYPE type, CK_ULONG value) {
        return add(type, {reinterpret_cast<const char*>(&value), sizeof value});
    }
    ObjectTemplate& add_flag(CK_ATTRIBUTE_TYPE type, CK_BBOOL value) {
        return add(type, {reinterpret_cast<const char*>(&value), sizeof value});
    }
    void create(const TokenSession& session) const {
        std::vector<CK_ATTRIBUTE> attributes;
        attributes.reserve(values_.size());
        for (const auto& [type, value] : values_) {
            attributes.push_back({type, unconst(value.view()), value.size()});
        }
        CK_OBJECT_HANDLE object = 0;
        check_token(session.call().C_CreateObject(session.handle(), attributes.data(), attributes.size(), &object),
                    "C_CreateObject");
    }

  private:
    std::vector<std::pair<CK_ATTRIBUTE_TYPE, Secret>> values_;
};

Secret number_of(EVP_PKEY* key, const char* name, int width = 0) {
    BIGNUM* raw = nullptr;
    if (EVP_PKEY_get_bn_param(key, name, &raw) != 1) {
        throw Error(Fault::input, "sign.unsupported-key", {},
                    {"Không đọc được thành phần của khoá bí mật", "a component of the private key cannot be read"});
    }
    const BigNumber number(raw);
    std::vector<unsigned char> bytes(static_cast<std::size_t>(std::max(width, BN_num_bytes(raw))));
    BN_bn2binpad(raw, bytes.data(), static_cast<int>(bytes.size()));
    Secret secret(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
    OPENSSL_cleanse(bytes.data(), bytes.size());
    return secret;
}

void add_rsa(ObjectTemplate& object, EVP_PKEY* key) {
    static const std::pair<CK_ATTRIBUTE_TYPE, const char*> parts[] = {
        {CKA_MODULUS, OSSL_PKEY_PARAM_RSA_N},
        {CKA_PUBLIC_EXPONENT, OSSL_PKEY_PARAM_RSA_E},
        {CKA_PRIVATE_EXPONENT, OSSL_PKEY_PARAM_RSA_D},
        {CKA_PRIME_1, OSSL_PKEY_PARAM_RSA_FACTOR1},
        {CKA_PRIME_2, OSSL_PKEY_PARAM_RSA_FACTOR2},
        {CKA_EXPONENT_1, OSSL_PKEY_PARAM_RSA_EXPONENT1},
        {CKA_EXPONENT_2, OSSL_PKEY_PARAM_RSA_EXPONENT2},
        {CKA_COEFFICIENT, OSSL_PKEY_PARAM_RSA_COEFFICIENT1},
    };
    object.add_number(CKA_KEY_TYPE, CKK_RSA);
    for (const auto& [type, name] : parts) object.add(type, number_of(key, name).view());
}

void add_ec(ObjectTemplate& object, EVP_PKEY* key) {
    char curve[64] = {};
    EVP_PKEY_get_group_name(key, curve, sizeof curve, nullptr);
    const ASN1_OBJECT* curve_oid = OBJ_nid2obj(OBJ_txt2nid(curve));
    object.add_number(CKA_KEY_TYPE, CKK_EC);
    object.add(CKA_EC_PARAMS, der_of(curve_oid, i2d_ASN1_OBJECT));
    object.add(CKA_VALUE, number_of(key, OSSL_PKEY_PARAM_PRIV_KEY, (EVP_PKEY_get_bits(key) + 7) / 8).view());
}

void store_private_key(const TokenSession& session,
                       const IssuedKey& key,
                       const std::string& label,
                       std::string_view id) {
    const unsigned char* at = bytes_of(key.private_key.view());
    const Key private_key(d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(key.private_key.size())));
    ObjectTemplate object;
    object.add_number(CKA_CLASS, CKO_PRIVATE_KEY).add(CKA_LABEL, label).add(CKA_ID, id);
    object.add_flag(CKA_TOKEN, CK_TRUE).add_flag(CKA_PRIVATE, CK_TRUE).add_flag(CKA_SENSITIVE, CK_TRUE);
    object.add_flag(CKA_EXTRACTABLE, CK_FALSE).add_flag(CKA_SIGN, CK_TRUE);
    if (EVP_PKEY_get_base_id(private_key.get()) == EVP_PKEY_RSA) {
        add_rsa(object, private_key.get());
    } else {
        add_ec(object, private_key.get());
    }
    object.create(session);
}

void store_certificate(const TokenSession& session,
                       const std::string& der,
                       const std::string& label,
                       std::string_view id) {
    const Certificate certificate = parse_certificate(der);
    ObjectTemplate object;
    object.add_number(CKA_CLASS, CKO_CERTIFICATE).add_number(CKA_CERTIFICATE_TYPE, CKC_X_509);
    object.add(CKA_LABEL, label).add(CKA_ID, id).add_flag(CKA_TOKEN, CK_TRUE).add_flag(CKA_PRIVATE, CK_FALSE);
    object.add(CKA_SUBJECT, der_of(X509_get_subject_name(certificate.get()), i2d_X509_NAME));
    object.add(CKA_ISSUER, der_of(X509_get_issuer_name(certificate.get()), i2d_X509_NAME));
    object.add(CKA_SERIAL_NUMBER, der_of(X509_get0_serialNumber(certificate.get()), i2d_ASN1_INTEGER));
    object.add(CKA_VALUE, der);
    object.create(session);
}

/// RFC 3986: everything but unreserved characters is percent-encoded.
std::string percent_encoded(std::string_view text, std::string_view also_plain = "") {
    std::string encoded;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                           c == '.' || c == '_' || c == '~' || also_plain.find(c) != std::string_view::npos;
        encoded += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return encoded;
}

}  // namespace

std::string import_into_token(const TokenPlace& place, const Secret& so_pin, const Secret& pin, const IssuedKey& key) {
    const auto module = TokenModule::open(place.module);
    const CK_SLOT_ID slot = prepare_token(module, place.token, so_pin, pin);
    TokenSession session(module, slot, CKF_RW_SESSION);
    session.log_in(CKU_USER, pin);
    std::string label = place.object;
    if (!session.find({entry(CKA_LABEL, label)}).empty()) throw object_exists(label);
    // What joins key and certificate; any value will do that is the same on both and on no other.
    const Digest fingerprint = sha256(key.certificate);
    const std::string_view id = fingerprint.view().substr(0, 20);
    store_private_key(session, key, label, id);
    store_certificate(session, key.certificate, label, id);
    return fmt::format("pkcs11:token={};object={}?module-path={}", percent_encoded(place.token),
                       percent_encoded(place.object), percent_encoded(place.module.string(), "/"));
}

}  // namespace trien::sign
