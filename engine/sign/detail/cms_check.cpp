// SPDX-License-Identifier: Apache-2.0
#include "engine/sign/detail/cms_check.hpp"

#include <algorithm>
#include <string>

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/rsa.h>

#include "engine/sign/detail/der.hpp"
#include "engine/sign/detail/oids.hpp"
#include "engine/sign/detail/openssl.hpp"

namespace trien::sign {

namespace {

Message at(const Message& place, const std::string& vi, const std::string& en) {
    return {fmt::format("{}: {}", place.vi, vi), fmt::format("{}: {}", place.en, en)};
}

/// The NID of an object identifier given as DER; NID_undef when OpenSSL does not know it.
int nid_of(std::string_view der) {
    const unsigned char* begin = bytes_of(der);
    const Handle<ASN1_OBJECT, ASN1_OBJECT_free> object(d2i_ASN1_OBJECT(nullptr, &begin, static_cast<long>(der.size())));
    if (!object) ERR_clear_error();
    return object ? OBJ_obj2nid(object.get()) : NID_undef;
}

/// The hash, if the law allows it (TT 15/2025/TT-BKHCN, Annex I); else null. Hashes of no fixed length are left out.
const EVP_MD* allowed_hash(std::string_view object_identifier_der) {
    static constexpr std::array allowed = {NID_sha224,     NID_sha256,   NID_sha384,   NID_sha512,   NID_sha512_224,
                                           NID_sha512_256, NID_sha3_224, NID_sha3_256, NID_sha3_384, NID_sha3_512};
    const int nid = nid_of(object_identifier_der);
    return std::ranges::find(allowed, nid) == allowed.end() ? nullptr : EVP_get_digestbynid(nid);
}

std::string digest_of(const EVP_MD* hash, const SignedBytes& bytes) {
    const DigestContext context(EVP_MD_CTX_new());
    std::string digest(EVP_MAX_MD_SIZE, '\0');
    unsigned size = 0;
    EVP_DigestInit_ex(context.get(), hash, nullptr);
    for (const std::string_view part : bytes) EVP_DigestUpdate(context.get(), part.data(), part.size());
    EVP_DigestFinal_ex(context.get(), reinterpret_cast<unsigned char*>(digest.data()), &size);
    digest.resize(size);
    return digest;
}

std::string_view algorithm_of(const ReadSignedData& data) {
    der::Reader identifier(der::Reader(data.signature_algorithm).next());
    return identifier.next(der::tag::object_identifier).whole;
}

/// True when the algorithm's name says the same hash and the same kind of key as digest algorithm and certificate.
bool algorithms_agree(int signature_nid, int digest_nid, EVP_PKEY* key) {
    const int key_type = EVP_PKEY_get_base_id(key);
    if (signature_nid == NID_rsaEncryption || signature_nid == NID_rsassaPss) return key_type == EVP_PKEY_RSA;
    if (signature_nid == NID_ED25519) return key_type == EVP_PKEY_ED25519 && digest_nid == NID_sha512;  // RFC 8419
    int hash = NID_undef;
    int kind = NID_undef;
    return OBJ_find_sigid_algs(signature_nid, &hash, &kind) == 1 && hash == digest_nid && kind == key_type;
}

bool value_fits(const ReadSignedData& data, EVP_PKEY* key, const EVP_MD* hash) {
    const int signature_nid = nid_of(algorithm_of(data));
    if (!algorithms_agree(signature_nid, EVP_MD_get_type(hash), key)) return false;
    const DigestContext context(EVP_MD_CTX_new());
    EVP_PKEY_CTX* parameters = nullptr;
    // Ed25519 hashes by itself.
    const EVP_MD* outer = signature_nid == NID_ED25519 ? nullptr : hash;
    if (EVP_DigestVerifyInit(context.get(), &parameters, outer, nullptr, key) != 1) return false;
    if (signature_nid == NID_rsassaPss) {
        EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING);
        EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_AUTO);
    }
    const std::string message = data.signed_message();
    return EVP_DigestVerify(context.get(), bytes_of(data.signature), data.signature.size(), bytes_of(message),
                            message.size()) == 1;
}

bool names(const ReadSignedData::CertificateHash& named, std::string_view certificate) {
    const EVP_MD* hash = allowed_hash(named.algorithm);
    return hash != nullptr && digest_of(hash, {certificate, ""}) == named.value;
}

Cause weak_hash(const Message& place) {
    return {"weak-algorithm",
            Verdict::invalid,
            at(place, "chữ ký dùng hàm băm không còn được phép (MD5, SHA-1) hoặc không rõ",
               "the signature uses a hash that is no longer allowed (MD5, SHA-1) or not known"),
            {"Đề nghị người ký ký lại với SHA-256 trở lên", "ask the signer to sign again with SHA-256 or better"}};
}

Cause altered(const Message& place) {
    return {"altered",
            Verdict::invalid,
            at(place, "nội dung đã bị thay đổi so với lúc ký", "the content is no longer what was signed"),
            {"Lấy lại bản gốc từ cơ quan ban hành", "get the original from the issuing office"}};
}

Cause bad_signature(const Message& place) {
    return {"bad-signature",
            Verdict::invalid,
            at(place, "giá trị chữ ký không khớp với chứng thư số của người ký",
               "the signature value does not fit the signer's certificate"),
            {"Lấy lại bản gốc từ cơ quan ban hành", "get the original from the issuing office"}};
}

Cause unbound(const Message& place, Verdict verdict) {
    return {"malformed",
            verdict,
            at(place, "chữ ký không gắn với chứng thư số của người ký (thiếu hoặc sai signing-certificate-v2)",
               "the signature is not bound to the signer's certificate (signing-certificate-v2 missing or wrong)"),
            {"Đề nghị người ký ký lại theo chuẩn PAdES", "ask the signer to sign again in PAdES form"}};
}

}  // namespace

Causes check_signed_data(const ReadSignedData& data, const SignedBytes& bytes, Verdict binding, const Message& place) {
    const EVP_MD* hash = allowed_hash(data.digest_algorithm);
    if (hash == nullptr) return {weak_hash(place)};
    Causes causes;
    if (digest_of(hash, bytes) != data.message_digest) causes.push_back(altered(place));
    EVP_PKEY* key = X509_get0_pubkey(data.signer.parsed.get());
    if (key == nullptr || !value_fits(data, key, hash)) causes.push_back(bad_signature(place));
    const auto& named = data.signing_certificate;
    if (named && !names(*named, data.signer.der)) causes.push_back(unbound(place, Verdict::invalid));
    if (!named && binding != Verdict::valid) causes.push_back(unbound(place, binding));
    ERR_clear_error();
    return causes;
}

}  // namespace trien::sign
