// SPDX-License-Identifier: Apache-2.0
#include "engine/sign/demo_ca.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509v3.h>

#include "engine/base/error.hpp"
#include "engine/base/random.hpp"
#include "engine/sign/detail/openssl.hpp"

namespace trien::sign {

namespace {

using Bio = Handle<BIO, BIO_free_all>;
using Extension = Handle<X509_EXTENSION, X509_EXTENSION_free>;
using Pkcs12 = Handle<PKCS12, PKCS12_free>;
using Revoked = Handle<X509_REVOKED, X509_REVOKED_free>;
using Time = Handle<ASN1_TIME, ASN1_TIME_free>;

void check(bool done) {
    if (done) return;
    throw Error(Fault::environment, "sign.demo-ca", {},
                {"Không tạo được khoá hoặc chứng thư số mẫu", "a sample key or certificate cannot be made"},
                {"Kiểm tra bản cài đặt OpenSSL", "check the OpenSSL installation"});
}

Key make_key(KeyType type) {
    const auto rsa = [](std::size_t bits) { return Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", bits)); };
    const auto ec = [](const char* curve) { return Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", curve)); };
    Key key;
    switch (type) {
        case KeyType::rsa_1024: key = rsa(1024); break;
        case KeyType::rsa_2048: key = rsa(2048); break;
        case KeyType::rsa_3072: key = rsa(3072); break;
        case KeyType::rsa_4096: key = rsa(4096); break;
        case KeyType::p256: key = ec("P-256"); break;
        case KeyType::p384: key = ec("P-384"); break;
    }
    check(key != nullptr);
    return key;
}

Time time_of(Instant instant) {
    Time time(ASN1_TIME_adj(nullptr, seconds(instant), 0, 0));
    check(time != nullptr);
    return time;
}

void add_name(X509_NAME* name, const char* field, const std::string& value) {
    if (value.empty()) return;
    check(X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, bytes_of(value), static_cast<int>(value.size()), -1,
                                     0) == 1);
}

void set_random_serial(X509* certificate) {
    std::string bytes = random_bytes(16);
    bytes.front() = static_cast<char>(bytes.front() & 0x7F);
    const BigNumber number(BN_bin2bn(bytes_of(bytes), static_cast<int>(bytes.size()), nullptr));
    check(BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr);
}

void add_extension(X509* certificate, X509* issuer, int nid, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
    check(extension != nullptr && X509_add_ext(certificate, extension.get(), -1) == 1);
}

Certificate draft(EVP_PKEY* key, const Validity& validity) {
    Certificate certificate = own(X509_new());
    check(certificate != nullptr && X509_set_version(certificate.get(), X509_VERSION_3) == 1);
    set_random_serial(certificate.get());
    check(X509_set1_notBefore(certificate.get(), time_of(validity.from).get()) == 1 &&
          X509_set1_notAfter(certificate.get(), time_of(validity.until).get()) == 1 &&
          X509_set_pubkey(certificate.get(), key) == 1);
    return certificate;
}

template <class Write>
std::string pem(Write write) {
    const Bio memory(BIO_new(BIO_s_mem()));
    check(write(memory.get()) == 1);
    std::string text(BIO_ctrl_pending(memory.get()), '\0');
    BIO_read(memory.get(), text.data(), static_cast<int>(text.size()));
    return text;
}

Secret private_key_of(EVP_PKEY* key) {
    unsigned char* raw = nullptr;
    const int size = i2d_PrivateKey(key, &raw);
    check(size > 0);
    Secret secret(std::string_view(reinterpret_cast<char*>(raw), static_cast<std::size_t>(size)));
    OPENSSL_clear_free(raw, static_cast<std::size_t>(size));
    return secret;
}

Key read_private_key(const Secret& der) {
    const unsigned char* at = bytes_of(der.view());
    Key key(d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(der.size())));
    check(key != nullptr);
    return key;
}

struct RevokedCertificate {
    std::string certificate;
    Instant at;
};

}  // namespace

struct DemoCa::State {
    Key key;
    Certificate certificate;
    std::vector<RevokedCertificate> revoked;
    std::int64_t lists = 0;
};

DemoCa::DemoCa(KeyType type, const Validity& validity) : state_(std::make_unique<State>()) {
    state_->key = make_key(type);
    state_->certificate = draft(state_->key.get(), validity);
    X509* certificate = state_->certificate.get();
    X509_NAME* name = X509_get_subject_name(certificate);
    add_name(name, "C", "VN");
    add_name(name, "O", "MẪU – KHÔNG CÓ GIÁ TRỊ");
    add_name(name, "CN", "MẪU – KHÔNG CÓ GIÁ TRỊ: CA trình diễn");
    check(X509_set_issuer_name(certificate, name) == 1);
    add_extension(certificate, certificate, NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
    add_extension(certificate, certificate, NID_key_usage, "critical,keyCertSign,cRLSign");
    add_extension(certificate, certificate, NID_subject_key_identifier, "hash");
    check(X509_sign(certificate, state_->key.get(), EVP_sha256()) > 0);
}

DemoCa::~DemoCa() = default;
DemoCa::DemoCa(DemoCa&&) noexcept = default;
DemoCa& DemoCa::operator=(DemoCa&&) noexcept = default;

IssuedKey DemoCa::issue(const CertificateSubject& subject, KeyType type, const Validity& validity) {
    const Key key = make_key(type);
    const Certificate certificate = draft(key.get(), validity);
    X509_NAME* name = X509_get_subject_name(certificate.get());
    add_name(name, "C", "VN");
    add_name(name, "O", subject.organisation);
    add_name(name, "title", subject.title);
    add_name(name, "CN", subject.common_name);
    add_name(name, "serialNumber", subject.serial_number);
    X509* issuer = state_->certificate.get();
    check(X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer)) == 1);
    add_extension(certificate.get(), issuer, NID_basic_constraints, "critical,CA:FALSE");
    add_extension(certificate.get(), issuer, NID_key_usage, "critical,digitalSignature,nonRepudiation");
    add_extension(certificate.get(), issuer, NID_subject_key_identifier, "hash");
    add_extension(certificate.get(), issuer, NID_authority_key_identifier, "keyid:always");
    check(X509_sign(certificate.get(), state_->key.get(), EVP_sha256()) > 0);
    return {der_of(certificate.get(), i2d_X509), private_key_of(key.get())};
}

void DemoCa::revoke(const IssuedKey& key, Instant at) {
    state_->revoked.push_back({key.certificate, at});
}

std::string DemoCa::anchor_pem() const {
    return pem([&](BIO* out) { return PEM_write_bio_X509(out, state_->certificate.get()); });
}

std::string DemoCa::revocation_list_pem(const Validity& validity) {
    const RevocationList list = own(X509_CRL_new());
    check(list != nullptr && X509_CRL_set_version(list.get(), X509_CRL_VERSION_2) == 1 &&
          X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(state_->certificate.get())) == 1 &&
          X509_CRL_set1_lastUpdate(list.get(), time_of(validity.from).get()) == 1 &&
          X509_CRL_set1_nextUpdate(list.get(), time_of(validity.until).get()) == 1);
    for (const RevokedCertificate& revoked : state_->revoked) {
        const Certificate certificate = parse_certificate(revoked.certificate);
        Revoked entry(X509_REVOKED_new());
        check(X509_REVOKED_set_serialNumber(entry.get(), X509_get_serialNumber(certificate.get())) == 1 &&
              X509_REVOKED_set_revocationDate(entry.get(), time_of(revoked.at).get()) == 1 &&
              X509_CRL_add0_revoked(list.get(), entry.get()) == 1);
        std::ignore = entry.release();
    }
    const Handle<ASN1_INTEGER, ASN1_INTEGER_free> number(ASN1_INTEGER_new());
    check(ASN1_INTEGER_set_int64(number.get(), ++state_->lists) == 1 &&
          X509_CRL_add1_ext_i2d(list.get(), NID_crl_number, number.get(), 0, 0) == 1);
    X509_CRL_sort(list.get());
    check(X509_CRL_sign(list.get(), state_->key.get(), EVP_sha256()) > 0);
    return pem([&](BIO* out) { return PEM_write_bio_X509_CRL(out, list.get()); });
}

std::string DemoCa::pkcs12(const IssuedKey& key, const std::string& name, const Secret& pin) const {
    const Key private_key = read_private_key(key.private_key);
    const Certificate certificate = parse_certificate(key.certificate);
    const BorrowedStack chain(sk_X509_new_null());
    sk_X509_push(chain.get(), state_->certificate.get());
    // 0: the library's own choice of ciphers, AES-256 with PBKDF2.
    const Pkcs12 container(
        PKCS12_create(pin.c_str(), name.c_str(), private_key.get(), certificate.get(), chain.get(), 0, 0, 0, 0, 0));
    check(container != nullptr);
    return der_of(container.get(), i2d_PKCS12);
}

}  // namespace trien::sign
