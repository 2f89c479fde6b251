// SPDX-License-Identifier: Apache-2.0
#include "engine/sign/cms.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>
#include <openssl/x509v3.h>

#include "engine/base/error.hpp"
#include "engine/sign/detail/cms_form.hpp"
#include "engine/sign/detail/der.hpp"
#include "engine/sign/detail/oids.hpp"
#include "engine/sign/detail/openssl.hpp"

namespace trien::sign {

namespace {

using der::encode;
using der::sequence;
namespace tag = der::tag;

const std::string null = encode(tag::null, "");

/// A key with its certificate parsed.
struct Signer {
    explicit Signer(const SigningKey& its_key) : key(its_key), certificate(parse_certificate(its_key.certificate())) {}

    const SigningKey& key;
    Certificate certificate;
};

std::string utf8(std::string_view text) {
    return encode(tag::utf8_string, text);
}

/// Attribute ::= SEQUENCE { type OBJECT IDENTIFIER, values SET OF ANY }, with one value.
std::string attribute(std::string_view type, std::string_view value) {
    return sequence(object_identifier(type) + encode(tag::set, value));
}

/// "20261231235959Z"; DER allows no other form for whole seconds.
std::string generalized_time(Instant instant) {
    const Instant utc(std::chrono::floor<std::chrono::seconds>(instant.utc()), std::chrono::minutes{0});
    const Date date = utc.date();
    const std::chrono::hh_mm_ss time(std::chrono::duration_cast<std::chrono::seconds>(utc.time_of_day()));
    return encode(tag::generalized_time,
                  fmt::format("{:04}{:02}{:02}{:02}{:02}{:02}Z", static_cast<int>(date.year()),
                              static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                              time.hours().count(), time.minutes().count(), time.seconds().count()));
}

/// ESSCertIDv2 with the default hash, SHA-256, left out (RFC 5035, 4).
std::string signing_certificate(const X509* certificate, std::string_view der) {
    const std::string name = der_of(X509_get_issuer_name(certificate), i2d_X509_NAME);
    const std::string serial = der_of(X509_get0_serialNumber(certificate), i2d_ASN1_INTEGER);
    const std::string directory_name = encode(tag::context(4), name);
    const std::string hash = encode(tag::octet_string, sha256(der).view());
    const std::string id = sequence(hash + sequence(sequence(directory_name) + serial));
    return attribute(oid::signing_certificate_v2, sequence(sequence(id)));
}

std::string delegation_assertion(const DelegationAssertion& delegation) {
    return sequence(object_identifier(delegation_assertion_oid) +
                    sequence(encode(tag::octet_string, delegation.instrument.view()) + utf8(delegation.number) +
                             generalized_time(delegation.not_after) + utf8(delegation.scope)));
}

/// SignerAttributeV2 (EN 319 122-1, 5.2.6.1). The role is carried as `title`: other validators read it as text there,
/// while id-at-role expects a structure.
std::string signer_attributes(const SignerClaims& claims) {
    std::string value;
    if (!claims.role.empty()) {
        value += encode(tag::context(0), sequence(attribute(oid::title, utf8(claims.role))));
    }
    if (claims.delegation) value += encode(tag::context(2), sequence(delegation_assertion(*claims.delegation)));
    return attribute(oid::signer_attributes_v2, sequence(value));
}

std::string_view commitment_oid(Commitment commitment) {
    switch (commitment) {
        case Commitment::proof_of_origin: return oid::proof_of_origin;
        case Commitment::proof_of_creation: return oid::proof_of_creation;
        case Commitment::proof_of_approval: break;
    }
    return oid::proof_of_approval;
}

/// Content of the SET OF signed attributes, sorted.
std::string signed_attributes(const Digest& document, const SignerClaims& claims, const Signer& signer) {
    std::vector<std::string> attributes = {
        attribute(oid::content_type, object_identifier(oid::data)),
        attribute(oid::message_digest, encode(tag::octet_string, document.view())),
        signing_certificate(signer.certificate.get(), signer.key.certificate()),
    };
    if (!claims.role.empty() || claims.delegation) attributes.push_back(signer_attributes(claims));
    if (claims.commitment) {
        const std::string type = object_identifier(commitment_oid(*claims.commitment));
        attributes.push_back(attribute(oid::commitment_type, sequence(type)));
    }
    return der::sorted(std::move(attributes));
}

std::string algorithm_identifier(SignatureAlgorithm algorithm) {
    // RFC 3279: RSA identifiers carry NULL parameters, ECDSA identifiers none.
    if (algorithm == SignatureAlgorithm::ecdsa_sha256) return sequence(object_identifier(oid::ecdsa_with_sha256));
    return sequence(object_identifier(oid::rsa_with_sha256) + null);
}

/// The certificates between the signer and the root, in order. The root is the verifier's to know, and whatever else
/// lies on the token is nobody's business.
std::vector<std::string> certificates_above(const Signer& signer) {
    std::vector<std::string> above;
    std::vector<Certificate> left;
    for (const std::string& der : signer.key.chain()) left.push_back(parse_certificate(der));
    Certificate below = signer.certificate;
    const auto issued_it = [&](const Certificate& certificate) {
        return X509_check_issued(certificate.get(), below.get()) == X509_V_OK;
    };
    for (auto found = std::ranges::find_if(left, issued_it); found != left.end();
         found = std::ranges::find_if(left, issued_it)) {
        below = *found;
        if (X509_check_issued(below.get(), below.get()) == X509_V_OK) break;
        above.push_back(der_of(below.get(), i2d_X509));
        left.erase(found);
    }
    return above;
}

SignedDataParts parts_of(const Signer& signer, std::string attributes, std::string signature) {
    SignedDataParts parts;
    parts.certificates = certificates_above(signer);
    parts.certificates.push_back(signer.key.certificate());
    parts.issuer_and_serial = issuer_and_serial(signer.certificate.get());
    parts.attributes = std::move(attributes);
    parts.algorithm = signer.key.algorithm();
    parts.signature = std::move(signature);
    return parts;
}

void check_signature(const Signer& signer, const std::string& message, const std::string& signature) {
    if (signature.size() <= signer.key.signature_size() &&
        signature_fits(X509_get0_pubkey(signer.certificate.get()), message, signature)) {
        return;
    }
    throw Error(Fault::external, "sign.token-wrong-signature", {},
                {"Khoá bí mật trả về chữ ký không khớp với chứng thư số",
                 "the private key returned a signature that does not fit the certificate"},
                {"Kiểm tra lại cặp khoá và chứng thư số trên thiết bị",
                 "check that key and certificate on the device belong together"});
}

}  // namespace

std::string assemble(const SignedDataParts& parts) {
    const std::string version_1 = encode(tag::integer, "\x01");
    const std::string digest_algorithm = sequence(object_identifier(oid::sha256));
    const std::string signer_info = sequence(
        version_1 + sequence(parts.issuer_and_serial) + digest_algorithm + encode(tag::context(0), parts.attributes) +
        algorithm_identifier(parts.algorithm) + encode(tag::octet_string, parts.signature));
    const std::string signed_data =
        sequence(version_1 + encode(tag::set, digest_algorithm) + sequence(object_identifier(oid::data)) +
                 encode(tag::context(0), der::sorted(parts.certificates)) + encode(tag::set, signer_info));
    return sequence(object_identifier(oid::signed_data) + encode(tag::context(0), signed_data));
}

std::string build_signed_data(const Digest& document, const SignerClaims& claims, SigningKey& key) {
    const Signer signer(key);
    std::string attributes = signed_attributes(document, claims, signer);
    // Signed as a SET, stored as [0] (RFC 5652, 5.4).
    const std::string message = encode(tag::set, attributes);
    std::string signature = key.sign(message);
    check_signature(signer, message, signature);
    return assemble(parts_of(signer, std::move(attributes), std::move(signature)));
}

std::size_t signed_data_size(const SignerClaims& claims, const SigningKey& key) {
    const Signer signer(key);
    std::string longest(key.signature_size(), '\0');
    return assemble(parts_of(signer, signed_attributes(Digest{}, claims, signer), std::move(longest))).size();
}

}  // namespace trien::sign
