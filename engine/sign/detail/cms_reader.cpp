// SPDX-License-Identifier: Apache-2.0
#include "engine/sign/detail/cms_reader.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "engine/base/error.hpp"
#include "engine/sign/detail/cms_form.hpp"
#include "engine/sign/detail/der.hpp"
#include "engine/sign/detail/oids.hpp"
#include "engine/sign/detail/openssl.hpp"

namespace trien::sign {

namespace {

using der::Element;
using der::Reader;
namespace tag = der::tag;

/// Type to the content of its value set, each type once.
using Attributes = std::map<std::string, std::string_view>;

Error malformed(const char* vi, const char* en) {
    return Error(Fault::input, "sign.cms", {}, {vi, en});
}

Error wrong_content() {
    return malformed("Chữ ký không phải trên loại nội dung này", "the signature is not one over this kind of content");
}

Attributes read_attributes(std::string_view set) {
    Attributes attributes;
    for (Reader reader(set); !reader.at_end();) {
        Reader attribute(reader.next(tag::sequence));
        const std::string type(attribute.next(tag::object_identifier).whole);
        const std::string_view values = attribute.next(tag::set).content;
        attribute.finish();
        if (!attributes.emplace(type, values).second) {
            throw malformed("Một thuộc tính đã ký xuất hiện hai lần", "a signed attribute occurs twice");
        }
    }
    return attributes;
}

std::optional<std::string_view> find(const Attributes& attributes, std::string_view type) {
    const auto found = attributes.find(object_identifier(type));
    if (found == attributes.end()) return std::nullopt;
    return found->second;
}

/// SigningCertificate and SigningCertificateV2: only the first entry, the signer's, matters here.
ReadSignedData::CertificateHash read_signing_certificate(std::string_view values) {
    Reader signing_certificate(Reader(values).next(tag::sequence));
    Reader certificates(signing_certificate.next(tag::sequence));
    Reader id(certificates.next(tag::sequence));
    ReadSignedData::CertificateHash hash;
    hash.algorithm = object_identifier(oid::sha256);
    if (const auto algorithm = id.next_if(tag::sequence)) {
        hash.algorithm = Reader(*algorithm).next(tag::object_identifier).whole;
    }
    hash.value = id.next(tag::octet_string).content;
    return hash;
}

/// "20261231235959Z".
Instant read_generalized_time(const Element& element) {
    const Handle<ASN1_GENERALIZEDTIME, ASN1_GENERALIZEDTIME_free> time(ASN1_GENERALIZEDTIME_new());
    if (ASN1_GENERALIZEDTIME_set_string(time.get(), std::string(element.content).c_str()) != 1) {
        throw malformed("Thời điểm trong chữ ký không đọc được", "a time in the signature cannot be read");
    }
    return instant_of(time.get());
}

std::string read_claimed_role(const Element& claimed) {
    Reader attributes(Reader(claimed).next(tag::sequence));
    while (!attributes.at_end()) {
        Reader attribute(attributes.next(tag::sequence));
        const bool is_title = attribute.next(tag::object_identifier).whole == object_identifier(oid::title);
        Reader values(attribute.next(tag::set));
        if (is_title && values.next_is(tag::utf8_string)) return std::string(values.next().content);
    }
    return {};
}

DelegationAssertion read_delegation(const Element& value) {
    Reader reader(value);
    DelegationAssertion delegation;
    const std::string_view instrument = reader.next(tag::octet_string).content;
    if (instrument.size() != delegation.instrument.bytes.size()) {
        throw malformed("Mã băm của văn bản uỷ quyền sai độ dài", "the delegation's hash has the wrong length");
    }
    std::ranges::copy(instrument, delegation.instrument.bytes.begin());
    delegation.number = reader.next(tag::utf8_string).content;
    delegation.not_after = read_generalized_time(reader.next(tag::generalized_time));
    delegation.scope = reader.next(tag::utf8_string).content;
    reader.finish();
    return delegation;
}

std::optional<DelegationAssertion> read_assertions(const Element& signed_assertions) {
    Reader assertions(Reader(signed_assertions).next(tag::sequence));
    while (!assertions.at_end()) {
        Reader assertion(assertions.next(tag::sequence));
        const bool is_ours =
            assertion.next(tag::object_identifier).whole == object_identifier(delegation_assertion_oid);
        if (is_ours) return read_delegation(assertion.next(tag::sequence));
    }
    return std::nullopt;
}

void read_signer_attributes(std::string_view values, SignerClaims& claims) {
    Reader parts(Reader(values).next(tag::sequence));
    if (const auto claimed = parts.next_if(tag::context(0))) claims.role = read_claimed_role(*claimed);
    parts.next_if(tag::context(1));
    if (const auto assertions = parts.next_if(tag::context(2))) claims.delegation = read_assertions(*assertions);
}

std::optional<Commitment> read_commitment(std::string_view values) {
    const std::string type(Reader(Reader(values).next(tag::sequence)).next(tag::object_identifier).whole);
    if (type == object_identifier(oid::proof_of_origin)) return Commitment::proof_of_origin;
    if (type == object_identifier(oid::proof_of_approval)) return Commitment::proof_of_approval;
    if (type == object_identifier(oid::proof_of_creation)) return Commitment::proof_of_creation;
    return std::nullopt;
}

/// @param type  the content type the signature must be over.
void read_signed_attributes(ReadSignedData& data, std::string_view type) {
    const Attributes attributes = read_attributes(data.attributes);
    const auto content_type = find(attributes, oid::content_type);
    const auto digest = find(attributes, oid::message_digest);
    if (!content_type || !digest) {
        throw malformed("Chữ ký thiếu thuộc tính bắt buộc", "the signature lacks a mandatory attribute");
    }
    if (*content_type != object_identifier(type)) throw wrong_content();
    data.message_digest = Reader(*digest).next(tag::octet_string).content;
    if (const auto values = find(attributes, oid::signing_certificate_v2)) {
        data.signing_certificate = read_signing_certificate(*values);
    }
    if (const auto values = find(attributes, oid::signing_certificate_v1); values && type == oid::time_stamp_info) {
        data.signing_certificate_v1 = read_signing_certificate(*values).value;
    }
    if (const auto values = find(attributes, oid::signer_attributes_v2)) read_signer_attributes(*values, data.claims);
    if (const auto values = find(attributes, oid::commitment_type)) data.claims.commitment = read_commitment(*values);
}

bool is_named_by(X509* certificate, const Element& signer_id) {
    if (signer_id.tag == tag::sequence) return issuer_and_serial(certificate) == signer_id.content;
    const ASN1_OCTET_STRING* key_id = X509_get0_subject_key_id(certificate);
    return key_id != nullptr && view_of(key_id) == signer_id.content;
}

Element read_signer_id(Reader& signer_info) {
    if (auto key_id = signer_info.next_if(tag::context_primitive(0))) return *key_id;
    return signer_info.next(tag::sequence);
}

void read_signer_info(Reader signer_info, ReadSignedData& data) {
    signer_info.next(tag::integer);
    const Element signer_id = read_signer_id(signer_info);
    data.digest_algorithm = Reader(signer_info.next(tag::sequence)).next(tag::object_identifier).whole;
    data.attributes = signer_info.next(tag::context(0)).content;
    data.signature_algorithm = signer_info.next(tag::sequence).whole;
    data.signature = signer_info.next(tag::octet_string).content;
    signer_info.next_if(tag::context(1));
    signer_info.finish();
    const auto signer = std::ranges::find_if(data.certificates, [&](const EmbeddedCertificate& certificate) {
        return is_named_by(certificate.parsed.get(), signer_id);
    });
    if (signer == data.certificates.end()) {
        throw malformed("Chữ ký không kèm chứng thư số của người ký", "the signer's certificate is not embedded");
    }
    data.signer = *signer;
}

/// What our builder would have written from the same parts.
std::string own_form_of(const ReadSignedData& data) {
    SignedDataParts parts;
    for (const EmbeddedCertificate& certificate : data.certificates) parts.certificates.push_back(certificate.der);
    parts.issuer_and_serial = issuer_and_serial(data.signer.parsed.get());
    parts.attributes = data.attributes;
    const std::string algorithm(Reader(Reader(data.signature_algorithm).next()).next(tag::object_identifier).whole);
    parts.algorithm = algorithm == object_identifier(oid::ecdsa_with_sha256) ? SignatureAlgorithm::ecdsa_sha256
                                                                             : SignatureAlgorithm::rsa_sha256;
    parts.signature = data.signature;
    return assemble(parts);
}

/// Nothing is embedded but the signer's certificate and those that lead up from it.
bool has_only_own_certificates(const ReadSignedData& data) {
    std::vector<Certificate> others;
    for (const EmbeddedCertificate& certificate : data.certificates) {
        if (certificate.parsed != data.signer.parsed) others.push_back(certificate.parsed);
    }
    Certificate below = data.signer.parsed;
    const auto issued_it = [&](const Certificate& certificate) {
        return X509_check_issued(certificate.get(), below.get()) == X509_V_OK &&
               X509_verify(below.get(), X509_get0_pubkey(certificate.get())) == 1;
    };
    while (!others.empty()) {
        const auto found = std::ranges::find_if(others, issued_it);
        if (found == others.end()) return false;
        below = std::move(*found);
        others.erase(found);
    }
    return true;
}

bool has_only_own_attributes(const ReadSignedData& data) {
    std::vector<std::string> own;
    for (const std::string_view type : {oid::content_type, oid::message_digest, oid::signing_certificate_v2,
                                        oid::signer_attributes_v2, oid::commitment_type}) {
        own.push_back(object_identifier(type));
    }
    std::vector<std::string> elements;
    for (Reader reader(data.attributes); !reader.at_end();) elements.emplace_back(reader.next().whole);
    return der::sorted(elements) == data.attributes && data.signing_certificate &&
           std::ranges::all_of(read_attributes(data.attributes), [&](const auto& attribute) {
               return std::ranges::find(own, attribute.first) != own.end();
           });
}

/// @param type  the content type it must be over.
ReadSignedData read_content_info(const Element& whole, std::string_view type) {
    Reader content_info(whole);
    if (content_info.next(tag::object_identifier).whole != object_identifier(oid::signed_data)) {
        throw malformed("Nội dung chữ ký không phải CMS SignedData", "the signature is not CMS SignedData");
    }
    Reader signed_data(Reader(content_info.next(tag::context(0))).next(tag::sequence));
    signed_data.next(tag::integer);
    signed_data.next(tag::set);
    ReadSignedData data;
    Reader encapsulated(signed_data.next(tag::sequence));
    if (encapsulated.next(tag::object_identifier).whole != object_identifier(type)) throw wrong_content();
    if (type == oid::time_stamp_info) {
        Reader content(encapsulated.next(tag::context(0)));
        data.content = content.next(tag::octet_string).content;
        content.finish();
    }
    if (!encapsulated.at_end()) {
        throw malformed("Chữ ký chứa nội dung riêng thay vì ký trên tệp", "the signature carries content of its own");
    }
    for (Reader certificates(signed_data.next(tag::context(0))); !certificates.at_end();) {
        const std::string_view certificate = certificates.next(tag::sequence).whole;
        data.certificates.push_back({std::string(certificate), parse_certificate(certificate)});
    }
    signed_data.next_if(tag::context(1));
    Reader signer_infos(signed_data.next(tag::set));
    signed_data.finish();
    content_info.finish();
    read_signer_info(Reader(signer_infos.next(tag::sequence)), data);
    signer_infos.finish();
    read_signed_attributes(data, type);
    return data;
}

/// An AlgorithmIdentifier without parameters, or with NULL for parameters; RSASSA-PSS has more to say.
bool is_plain(const Element& algorithm) {
    Reader reader(algorithm);
    if (reader.next(tag::object_identifier).whole == object_identifier(oid::rsa_pss)) return true;
    if (reader.at_end()) return true;
    const bool is_null = reader.next().whole == der::encode(tag::null, "");
    return is_null && reader.at_end();
}

/// Holds what no signature covers to the one value RFC 5652 gives it (5.1, 5.3): the versions and the algorithms, said
/// once for the whole and once for the signer.
void require_one_form(const Element& token) {
    Reader content_info(token);
    content_info.next(tag::object_identifier);
    Reader signed_data(Reader(content_info.next(tag::context(0))).next(tag::sequence));
    const std::string_view version = signed_data.next(tag::integer).content;
    Reader digests(signed_data.next(tag::set));
    const Element digest = digests.next(tag::sequence);
    signed_data.next(tag::sequence);
    signed_data.next_if(tag::context(0));
    signed_data.next_if(tag::context(1));
    Reader signer_info(Reader(signed_data.next(tag::set)).next(tag::sequence));
    const std::string_view signer_version = signer_info.next(tag::integer).content;
    const bool by_key_id = read_signer_id(signer_info).tag != tag::sequence;
    const Element signer_digest = signer_info.next(tag::sequence);
    signer_info.next_if(tag::context(0));
    const Element signature_algorithm = signer_info.next(tag::sequence);
    const bool same_digest = Reader(digest).next().whole == Reader(signer_digest).next().whole;
    if (version != "\x03" || signer_version != (by_key_id ? "\x03" : "\x01") || !digests.at_end() || !same_digest ||
        !is_plain(digest) || !is_plain(signer_digest) || !is_plain(signature_algorithm)) {
        throw malformed("Dấu thời gian không đúng dạng", "the time stamp is not in its one form");
    }
}

}  // namespace

std::string ReadSignedData::signed_message() const {
    return der::encode(tag::set, attributes);
}

ReadSignedData read_signed_data(std::string_view der) {
    const Element whole = Reader(der).next(tag::sequence);
    ReadSignedData data = read_content_info(whole, oid::data);
    data.own_form =
        has_only_own_attributes(data) && has_only_own_certificates(data) && own_form_of(data) == whole.whole;
    ERR_clear_error();
    return data;
}

ReadSignedData read_time_stamp_token(std::string_view der) {
    Reader reader(der);
    const Element whole = reader.next(tag::sequence);
    reader.finish();
    require_one_form(whole);
    return read_content_info(whole, oid::time_stamp_info);
}

}  // namespace trien::sign
