// SPDX-License-Identifier: Apache-2.0
#include "engine/sign/timestamp.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/ts.h>
#include <openssl/x509v3.h>

#include "engine/base/random.hpp"
#include "engine/base/text.hpp"
#include "engine/sign/detail/cms_check.hpp"
#include "engine/sign/detail/cms_reader.hpp"
#include "engine/sign/detail/der.hpp"
#include "engine/sign/detail/judgement.hpp"
#include "engine/sign/detail/oids.hpp"

namespace trien::sign {

namespace {

using der::encode;
using der::sequence;
using Info = Handle<TS_TST_INFO, TS_TST_INFO_free>;
using Status = Handle<TS_STATUS_INFO, TS_STATUS_INFO_free>;
namespace tag = der::tag;

/// Why a stamp is not accepted; nothing when it is.
using Objection = std::optional<Refusal>;

/// What most objections leave to do.
const Message another_authority = {"Dùng tổ chức cấp dấu thời gian khác", "use another time-stamping authority"};

Refusal object(const std::string& code, Message text, Message mend = another_authority) {
    return {Refusal::Reason::invalid, "timestamp." + code, std::move(text), std::move(mend), "RFC 3161"};
}

Refusal malformed(const Message& why) {
    return object("malformed", {fmt::format("Dấu thời gian không đúng dạng: {}", why.vi),
                                fmt::format("the time stamp is malformed: {}", why.en)});
}

/// Only an authority that leads to no anchor is for the reader to mend.
Refusal object(const Cause& cause) {
    return object(cause.code, cause.text, cause.code == "untrusted" ? cause.mend : another_authority);
}

Error unreadable(const char* vi, const char* en) {
    return Error(Fault::input, "sign.timestamp", {}, {vi, en});
}

/// DER of a positive whole number given as its magnitude.
std::string positive_integer(std::string_view magnitude) {
    magnitude.remove_prefix(std::min(magnitude.find_first_not_of('\0'), magnitude.size()));
    std::string content(magnitude);
    if (content.empty() || (static_cast<unsigned char>(content.front()) & 0x80U) != 0) content.insert(0, 1, '\0');
    return encode(tag::integer, content);
}

// --- What the authority says (TSTInfo) -------------------------------------------------------------------------------

Info parse_info(std::string_view der) {
    const unsigned char* at = bytes_of(der);
    Info info(d2i_TS_TST_INFO(nullptr, &at, static_cast<long>(der.size())));
    if (info && at == bytes_of(der) + der.size()) return info;
    throw unreadable("nội dung không phải TSTInfo", "its content is no TSTInfo");
}

/// "20261123020000.25Z": always UTC and whole seconds, perhaps with a fraction (RFC 3161, 2.4.2).
Instant stamped_time(const TS_TST_INFO* info) {
    const ASN1_GENERALIZEDTIME* time = TS_TST_INFO_get_time(info);
    const std::string_view text = view_of(time);
    constexpr std::size_t whole = 14;
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const std::string_view fraction = text.size() > whole + 2 ? text.substr(whole + 1, text.size() - whole - 2) : "";
    const bool has_fraction = text.size() > whole + 2 && text[whole] == '.';
    if (text.size() < whole + 1 || text.back() != 'Z' || !std::ranges::all_of(text.substr(0, whole), is_digit) ||
        !std::ranges::all_of(fraction, is_digit) || (text.size() != whole + 1 && !has_fraction)) {
        throw unreadable("thời điểm không đọc được", "its time cannot be read");
    }
    std::int64_t microseconds = 0;
    for (std::size_t i = 0; i < 6; ++i) {
        microseconds = microseconds * 10 + (i < fraction.size() ? fraction[i] - '0' : 0);
    }
    return Instant(instant_of(time).utc() + std::chrono::microseconds(microseconds));
}

/// One part of an accuracy; absent is nought.
std::int64_t part_of(const ASN1_INTEGER* number, std::int64_t limit) {
    std::int64_t value = 0;
    if (number == nullptr) return 0;
    if (ASN1_INTEGER_get_int64(&value, number) == 1 && value >= 0 && value <= limit) return value;
    throw unreadable("độ chính xác không đọc được", "its accuracy cannot be read");
}

std::optional<std::chrono::microseconds> accuracy_of(TS_TST_INFO* info) {
    const TS_ACCURACY* accuracy = TS_TST_INFO_get_accuracy(info);
    if (accuracy == nullptr) return std::nullopt;
    constexpr std::int64_t year = std::int64_t{366} * 24 * 3600;
    return std::chrono::seconds(part_of(TS_ACCURACY_get_seconds(accuracy), year)) +
           std::chrono::milliseconds(part_of(TS_ACCURACY_get_millis(accuracy), 999)) +
           std::chrono::microseconds(part_of(TS_ACCURACY_get_micros(accuracy), 999));
}

std::string policy_of(TS_TST_INFO* info) {
    std::array<char, 256> text{};
    const int size = OBJ_obj2txt(text.data(), text.size(), TS_TST_INFO_get_policy_id(info), 1);
    if (size > 0 && static_cast<std::size_t>(size) < text.size()) return text.data();
    throw unreadable("mã chính sách không đọc được", "its policy cannot be read");
}

bool stamps(TS_TST_INFO* info, const Digest& imprint) {
    TS_MSG_IMPRINT* stamped = TS_TST_INFO_get_msg_imprint(info);
    return OBJ_obj2nid(TS_MSG_IMPRINT_get_algo(stamped)->algorithm) == NID_sha256 &&
           view_of(TS_MSG_IMPRINT_get_msg(stamped)) == imprint.view();
}

Objection object_to_info(TS_TST_INFO* info, const Digest& imprint) {
    if (TS_TST_INFO_get_version(info) != 1) return malformed({"phiên bản lạ", "unknown version"});
    if (TS_TST_INFO_get_ext_by_critical(info, 1, -1) >= 0) {
        return object("unsupported", {"Dấu thời gian có phần mở rộng bắt buộc mà phần mềm không hiểu",
                                      "the time stamp has a critical extension that is not understood here"});
    }
    if (stamps(info, imprint)) return std::nullopt;
    return object("imprint", {"Dấu thời gian được cấp cho dữ liệu khác", "the time stamp is one of other bytes"});
}

Objection object_to_nonce(const TS_TST_INFO* info, const std::string& nonce) {
    const ASN1_INTEGER* answered = TS_TST_INFO_get_nonce(info);
    if (answered != nullptr && der_of(answered, i2d_ASN1_INTEGER) == positive_integer(nonce)) return std::nullopt;
    return object("nonce", {"Dấu thời gian trả lời một yêu cầu khác (số nonce không khớp)",
                            "the time stamp answers another request (the nonce differs)"});
}

// --- Who says it -----------------------------------------------------------------------------------------------------

std::string sha1_of(std::string_view bytes) {
    std::array<unsigned char, 20> digest{};
    EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha1(), nullptr);
    return {digest.begin(), digest.end()};
}

/// RFC 5816: one of the two attributes must name the certificate. SHA-1 will do there: the certificate itself is
/// judged, and nobody can make a second one for a given SHA-1.
bool is_bound(const ReadSignedData& data) {
    const auto& by_sha1 = data.signing_certificate_v1;
    if (by_sha1 && *by_sha1 != sha1_of(data.signer.der)) return false;
    return by_sha1 || data.signing_certificate;
}

/// RFC 3161, 2.4.2: where the content names the authority, the certificate must name it too.
bool is_named_in(GENERAL_NAME* name, const X509* certificate) {
    if (name->type == GEN_DIRNAME && X509_NAME_cmp(name->d.directoryName, X509_get_subject_name(certificate)) == 0) {
        return true;
    }
    const Handle<GENERAL_NAMES, GENERAL_NAMES_free> others(
        static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
    for (int i = 0; others && i < sk_GENERAL_NAME_num(others.get()); ++i) {
        if (GENERAL_NAME_cmp(name, sk_GENERAL_NAME_value(others.get(), i)) == 0) return true;
    }
    return false;
}

Objection object_to_signature(const ReadSignedData& data, TS_TST_INFO* info) {
    const Message place = {"Dấu thời gian", "time stamp"};
    const Causes causes = check_signed_data(data, {data.content, ""}, Verdict::valid, place);
    if (!causes.empty()) return object(causes.front());
    if (!is_bound(data)) {
        return malformed({"không gắn với chứng thư số của tổ chức cấp (thiếu hoặc sai signing-certificate)",
                          "it is not bound to the authority's certificate (signing-certificate missing or wrong)"});
    }
    GENERAL_NAME* tsa = TS_TST_INFO_get_tsa(info);
    if (tsa == nullptr || is_named_in(tsa, data.signer.parsed.get())) return std::nullopt;
    return object("tsa", {"Dấu thời gian ghi tên một tổ chức khác với chứng thư số của nó",
                          "the time stamp names an authority that its certificate does not name"});
}

Causes judge_authority(const ReadSignedData& data, const TrustStore& trust, Instant stamped) {
    std::vector<Certificate> intermediates;
    intermediates.reserve(data.certificates.size());
    for (const EmbeddedCertificate& certificate : data.certificates) intermediates.push_back(certificate.parsed);
    return judge_certificate(data.signer.parsed, intermediates, trust, {stamped, stamped, stamped},
                             Purpose::time_stamps);
}

std::string name_of(const ReadSignedData& data) {
    const CertificateSummary summary = describe_certificate(data.signer.parsed.get(), data.signer.der);
    return summary.common_name.empty() ? summary.organisation : summary.common_name;
}

/// @param nonce  null for a stored token: there is no question any more.
/// @throws Error(Fault::input) on bytes that are no token.
Result<TimeStamp> check_token(std::string_view token,
                              const Digest& imprint,
                              const std::string* nonce,
                              const TrustStore& trust) {
    const ReadSignedData data = read_time_stamp_token(token);
    const Info info = parse_info(data.content);
    if (auto objection = object_to_info(info.get(), imprint)) return tl::unexpected(*std::move(objection));
    if (nonce != nullptr) {
        if (auto objection = object_to_nonce(info.get(), *nonce)) return tl::unexpected(*std::move(objection));
    }
    if (auto objection = object_to_signature(data, info.get())) return tl::unexpected(*std::move(objection));
    const Instant time = stamped_time(info.get());
    TimeStamp stamp{.time = time,
                    .accuracy = accuracy_of(info.get()),
                    .tsa = name_of(data),
                    .policy = policy_of(info.get()),
                    .serial = hex_of(TS_TST_INFO_get_serial(info.get())),
                    .token_der = std::string(token),
                    .doubts = judge_authority(data, trust, time)};
    for (const Cause& cause : stamp.doubts) {
        if (cause.code != "unknown-revocation") return tl::unexpected(object(cause));
    }
    return stamp;
}

// --- The answer around it (TimeStampResp) ----------------------------------------------------------------------------

/// PKIFailureInfo (RFC 3161, 2.4.2).
struct Failure {
    int bit;
    const char* name;
};
constexpr std::array failures = {Failure{TS_INFO_BAD_ALG, "badAlg"},
                                 Failure{TS_INFO_BAD_REQUEST, "badRequest"},
                                 Failure{TS_INFO_BAD_DATA_FORMAT, "badDataFormat"},
                                 Failure{TS_INFO_TIME_NOT_AVAILABLE, "timeNotAvailable"},
                                 Failure{TS_INFO_UNACCEPTED_POLICY, "unacceptedPolicy"},
                                 Failure{TS_INFO_UNACCEPTED_EXTENSION, "unacceptedExtension"},
                                 Failure{TS_INFO_ADD_INFO_NOT_AVAILABLE, "addInfoNotAvailable"},
                                 Failure{TS_INFO_SYSTEM_FAILURE, "systemFailure"}};

/// A sentence of a stranger's, if it can be shown to people as it is: short and without control characters.
bool is_presentable(std::string_view text) {
    constexpr std::size_t longest = 200;
    if (text.size() > longest || !is_utf8(text)) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        const bool c1 = c == 0xC2 && static_cast<unsigned char>(text[i + 1]) < 0xA0;  // U+0080 to U+009F
        if (c < 0x20 || c == 0x7F || c1) return false;
    }
    return true;
}

std::string reasons_of(const TS_STATUS_INFO* status, long code) {
    std::string reasons = fmt::format("status {}", code);
    const ASN1_BIT_STRING* bits = TS_STATUS_INFO_get0_failure_info(status);
    for (const Failure& failure : failures) {
        if (bits != nullptr && ASN1_BIT_STRING_get_bit(bits, failure.bit) == 1) {
            reasons += fmt::format(", {}", failure.name);
        }
    }
    const STACK_OF(ASN1_UTF8STRING)* texts = TS_STATUS_INFO_get0_text(status);
    for (int i = 0; texts != nullptr && i < sk_ASN1_UTF8STRING_num(texts); ++i) {
        const std::string_view text = view_of(sk_ASN1_UTF8STRING_value(texts, i));
        if (is_presentable(text)) reasons += fmt::format(", “{}”", text);
    }
    return reasons;
}

Objection object_to_status(std::string_view der) {
    const unsigned char* at = bytes_of(der);
    const Status status(d2i_TS_STATUS_INFO(nullptr, &at, static_cast<long>(der.size())));
    if (!status) throw unreadable("trạng thái trả lời không đọc được", "the answer's status cannot be read");
    const long code = ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(status.get()));
    // Whatever was modified: the token is checked in full.
    if (code == TS_STATUS_GRANTED || code == TS_STATUS_GRANTED_WITH_MODS) return std::nullopt;
    const std::string reasons = reasons_of(status.get(), code);
    return object("refused", {fmt::format("Tổ chức cấp dấu thời gian từ chối yêu cầu ({})", reasons),
                              fmt::format("the time-stamping authority refused the request ({})", reasons)});
}

Result<TimeStamp> check_response(std::string_view response, const TimeStampQuery& query, const TrustStore& trust) {
    der::Reader outer(response);
    der::Reader parts(outer.next(tag::sequence));
    outer.finish();
    if (auto objection = object_to_status(parts.next(tag::sequence).whole)) {
        return tl::unexpected(*std::move(objection));
    }
    const std::string_view token = parts.next(tag::sequence).whole;
    parts.finish();
    return check_token(token, query.imprint, &query.nonce, trust);
}

/// Runs a check of bytes from outside; what they break becomes a refusal.
template <class Check>
Result<TimeStamp> judged(const Check& check) {
    try {
        Result<TimeStamp> answer = check();
        ERR_clear_error();
        return answer;
    } catch (const Error& error) {
        ERR_clear_error();
        return tl::unexpected(malformed(error.cause()));
    }
}

}  // namespace

std::string TimeStampQuery::der() const {
    const std::string version_1 = encode(tag::integer, "\x01");
    const std::string sha_256 = sequence(object_identifier(oid::sha256) + encode(tag::null, ""));
    const std::string cert_req = encode(tag::boolean, "\xFF");
    return sequence(version_1 + sequence(sha_256 + encode(tag::octet_string, imprint.view())) +
                    positive_integer(nonce) + cert_req);
}

TimeStampQuery make_timestamp_query(const Digest& imprint) {
    return {imprint, random_bytes(16)};
}

Result<TimeStamp> read_timestamp_response(std::string_view response,
                                          const TimeStampQuery& query,
                                          const TrustStore& trust) {
    return judged([&] { return check_response(response, query, trust); });
}

Result<TimeStamp> request_timestamp(const Digest& imprint,
                                    const std::string& url,
                                    const Post& post,
                                    const TrustStore& trust) {
    const TimeStampQuery query = make_timestamp_query(imprint);
    return read_timestamp_response(post(url, "application/timestamp-query", query.der()), query, trust);
}

Result<TimeStamp> verify_timestamp(std::string_view token, const Digest& imprint, const TrustStore& trust) {
    return judged([&] { return check_token(token, imprint, nullptr, trust); });
}

}  // namespace trien::sign
