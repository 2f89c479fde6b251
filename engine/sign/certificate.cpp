// SPDX-License-Identifier: Apache-2.0
#include "engine/sign/certificate.hpp"

#include <openssl/objects.h>

#include "engine/sign/detail/judgement.hpp"
#include "engine/sign/detail/openssl.hpp"

namespace trien::sign {

namespace {

/// The first value of a name's attribute, UTF-8; empty when there is none.
std::string name_part(const X509_NAME* name, int nid) {
    const int at = X509_NAME_get_index_by_NID(name, nid, -1);
    if (at < 0) return {};
    unsigned char* raw = nullptr;
    const int size = ASN1_STRING_to_UTF8(&raw, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
    const OpensslBytes bytes(raw);
    return size < 0 ? std::string() : std::string(reinterpret_cast<char*>(raw), static_cast<std::size_t>(size));
}

std::string issuer_of(const X509* certificate) {
    const X509_NAME* issuer = X509_get_issuer_name(certificate);
    const std::string common_name = name_part(issuer, NID_commonName);
    return common_name.empty() ? name_part(issuer, NID_organizationName) : common_name;
}

}  // namespace

CertificateSummary describe_certificate(std::string_view der) {
    return describe_certificate(parse_certificate(der).get(), der);
}

CertificateSummary describe_certificate(const X509* certificate, std::string_view der) {
    const X509_NAME* subject = X509_get_subject_name(certificate);
    return {
        .common_name = name_part(subject, NID_commonName),
        .title = name_part(subject, NID_title),
        .organisation = name_part(subject, NID_organizationName),
        .serial_number = name_part(subject, NID_serialNumber),
        .issuer = issuer_of(certificate),
        .serial = hex_of(X509_get0_serialNumber(certificate)),
        .not_before = instant_of(X509_get0_notBefore(certificate)),
        .not_after = instant_of(X509_get0_notAfter(certificate)),
        .sha256 = sha256(der),
    };
}

}  // namespace trien::sign
