// SPDX-License-Identifier: Apache-2.0
#include "engine/sign/trust.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include "engine/base/error.hpp"
#include "engine/base/file.hpp"
#include "engine/sign/detail/judgement.hpp"
#include "engine/sign/detail/openssl.hpp"

namespace trien::sign {

namespace fs = std::filesystem;

/// The one door to what a store has read.
struct TrustContent {
    static const std::vector<Certificate>& authorities(const TrustStore& trust) { return trust.authorities_; }
    static const std::vector<RevocationList>& revocation_lists(const TrustStore& trust) {
        return trust.revocation_lists_;
    }
};

namespace {

using Bio = Handle<BIO, BIO_free_all>;
using VerifyContext = Handle<X509_STORE_CTX, X509_STORE_CTX_free>;

std::string day_of(const ASN1_TIME* time) {
    return vietnamese_text(instant_of(time).date());
}

std::string day_of(Instant instant) {
    return vietnamese_text(instant.date());
}

std::string holder(const X509* certificate) {
    const CertificateSummary summary = describe_certificate(certificate, der_of(certificate, i2d_X509));
    return summary.common_name.empty() ? summary.organisation : summary.common_name;
}

BorrowedStack stack_of(const std::vector<Certificate>& certificates) {
    BorrowedStack stack(sk_X509_new_null());
    for (const Certificate& certificate : certificates) sk_X509_push(stack.get(), certificate.get());
    return stack;
}

Cause expired(const X509* certificate, Instant at) {
    const std::string who = holder(certificate);
    const std::string end = day_of(X509_get0_notAfter(certificate));
    return {"expired",
            Verdict::invalid,
            {fmt::format("Chứng thư số của “{}” đã hết hạn ngày {}, trước ngày ký {}", who, end, day_of(at)),
             fmt::format("the certificate of '{}' expired on {}, before the signing day {}", who, end, day_of(at))},
            {"Dùng chứng thư số còn hiệu lực tại thời điểm ký", "use a certificate in force at the signing time"}};
}

Cause not_yet_valid(const X509* certificate, Instant at) {
    const std::string who = holder(certificate);
    const std::string start = day_of(X509_get0_notBefore(certificate));
    return {"not-yet-valid",
            Verdict::invalid,
            {fmt::format("Chứng thư số của “{}” chỉ có hiệu lực từ ngày {}, sau ngày ký {}", who, start, day_of(at)),
             fmt::format("the certificate of '{}' is in force only from {}, after the signing day {}", who, start,
                         day_of(at))},
            {"Dùng chứng thư số còn hiệu lực tại thời điểm ký", "use a certificate in force at the signing time"}};
}

Cause weak(const X509* certificate) {
    const std::string who = holder(certificate);
    return {"weak-algorithm",
            Verdict::invalid,
            {fmt::format("Chứng thư số của “{}” dùng khoá hoặc hàm băm quá yếu (RSA dưới 2048 bit, SHA-1, MD5)", who),
             fmt::format(
                 "the certificate of '{}' uses a key or hash that is too weak (RSA below 2048 bits, SHA-1, MD5)", who)},
            {"Xin cấp chứng thư số mới", "have a new certificate issued"}};
}

Cause untrusted(const X509* certificate, int error) {
    const std::string who = holder(certificate);
    const std::string detail = X509_verify_cert_error_string(error);
    return {"untrusted",
            Verdict::indeterminate,
            {fmt::format("Chứng thư số của “{}” không dẫn tới tổ chức chứng thực nào trong danh sách tin cậy ({})", who,
                         detail),
             fmt::format("the certificate of '{}' leads to no authority on the trust list ({})", who, detail)},
            {"Thêm chứng thư số gốc của tổ chức chứng thực vào danh sách tin cậy, nếu tổ chức đó được công nhận",
             "add the authority's root certificate to the trust list, if the authority is recognised"}};
}

/// What a failed chain means. OpenSSL names the certificate at fault.
Cause chain_cause(const X509* certificate, int error, Instant at) {
    switch (error) {
        case X509_V_ERR_CERT_HAS_EXPIRED: return expired(certificate, at);
        case X509_V_ERR_CERT_NOT_YET_VALID: return not_yet_valid(certificate, at);
        case X509_V_ERR_EE_KEY_TOO_SMALL:
        case X509_V_ERR_CA_KEY_TOO_SMALL:
        case X509_V_ERR_CA_MD_TOO_WEAK: return weak(certificate);
        default: return untrusted(certificate, error);
    }
}

/// The law's 256 bits (TT 15/2025/TT-BKHCN, Annex I); OpenSSL's level of 112 bits would let P-224 pass.
bool has_weak_curve(X509* certificate) {
    EVP_PKEY* key = X509_get0_pubkey(certificate);
    return key != nullptr && EVP_PKEY_get_base_id(key) == EVP_PKEY_EC && EVP_PKEY_get_bits(key) < 256;
}

bool may_sign_documents(X509* certificate) {
    // 0xFFFFFFFF when the extension is absent: then any use is allowed (RFC 5280, 4.2.1.3).
    const std::uint32_t usage = X509_get_key_usage(certificate);
    return (usage & (X509v3_KU_DIGITAL_SIGNATURE | X509v3_KU_NON_REPUDIATION)) != 0;
}

/// OpenSSL's test holds key usage and criticality, but passes over extended usages it has no name for; so they are
/// counted.
bool may_stamp_time(X509* certificate) {
    using Usages = Handle<EXTENDED_KEY_USAGE, EXTENDED_KEY_USAGE_free>;
    const Usages usages(
        static_cast<EXTENDED_KEY_USAGE*>(X509_get_ext_d2i(certificate, NID_ext_key_usage, nullptr, nullptr)));
    return usages && sk_ASN1_OBJECT_num(usages.get()) == 1 &&
           X509_check_purpose(certificate, X509_PURPOSE_TIMESTAMP_SIGN, 0) == 1;
}

Cause wrong_usage(const X509* certificate, Purpose purpose) {
    const std::string who = holder(certificate);
    if (purpose == Purpose::time_stamps) {
        return {"wrong-key-usage",
                Verdict::invalid,
                {fmt::format("Chứng thư số của “{}” không được cấp riêng để cấp dấu thời gian", who),
                 fmt::format("the certificate of '{}' was not issued for time stamping and nothing else", who)},
                {"Dùng tổ chức cấp dấu thời gian có chứng thư số đúng chuẩn RFC 3161",
                 "use an authority whose certificate is as RFC 3161 demands"}};
    }
    return {"wrong-key-usage",
            Verdict::invalid,
            {fmt::format("Chứng thư số của “{}” không được cấp để ký văn bản", who),
             fmt::format("the certificate of '{}' was not issued for signing documents", who)},
            {"Dùng chứng thư số có mục đích ký số", "use a certificate whose key usage is signing"}};
}

/// True when the issuer itself signed the list and the list speaks for all of its certificates.
bool speaks_for(X509_CRL* list, X509* issuer) {
    if (X509_NAME_cmp(X509_CRL_get_issuer(list), X509_get_subject_name(issuer)) != 0) return false;
    if ((X509_get_key_usage(issuer) & X509v3_KU_CRL_SIGN) == 0) return false;
    // A critical extension restricts the list to some certificates or to changes since another list.
    if (X509_CRL_get_ext_by_critical(list, 1, -1) >= 0) return false;
    const bool signed_by_issuer = X509_CRL_verify(list, X509_get0_pubkey(issuer)) == 1;
    if (!signed_by_issuer) ERR_clear_error();
    return signed_by_issuer;
}

Cause revoked(const X509* certificate, const ASN1_TIME* when, const JudgementTime& time) {
    const std::string who = holder(certificate);
    if (instant_of(when) <= time.signing) {
        return {"revoked",
                Verdict::invalid,
                {fmt::format("Chứng thư số của “{}” đã bị thu hồi ngày {}, trước khi ký", who, day_of(when)),
                 fmt::format("the certificate of '{}' was revoked on {}, before signing", who, day_of(when))},
                {"Dùng chứng thư số khác còn hiệu lực", "use another certificate that is in force"}};
    }
    return {
        "revoked-later",
        Verdict::indeterminate,
        {fmt::format("Chứng thư số của “{}” bị thu hồi ngày {}; chưa có gì chứng minh văn bản đã được ký trước đó", who,
                     day_of(when)),
         fmt::format("the certificate of '{}' was revoked on {}; nothing proves that the document was signed before",
                     who, day_of(when))},
        {"Kiểm tra bằng sổ nhật ký hoặc dấu thời gian của văn bản", "check with the journal entry or a time stamp"}};
}

Cause unknown_revocation(const X509* certificate, const ASN1_TIME* newest_end) {
    const std::string who = holder(certificate);
    const Message mend = {"Tải danh sách thu hồi (CRL) mới nhất của tổ chức chứng thực vào thư mục tin cậy",
                          "put the authority's newest revocation list (CRL) into the trust folder"};
    if (newest_end == nullptr) {
        return {"unknown-revocation",
                Verdict::indeterminate,
                {fmt::format("Không có danh sách thu hồi để biết chứng thư số của “{}” có bị thu hồi không", who),
                 fmt::format("there is no revocation list that tells whether the certificate of '{}' is revoked", who)},
                mend};
    }
    const std::string end = day_of(newest_end);
    return {"unknown-revocation",
            Verdict::indeterminate,
            {fmt::format("Danh sách thu hồi dùng cho chứng thư số của “{}” đã hết hiệu lực ngày {}", who, end),
             fmt::format("the revocation list for the certificate of '{}' ran out on {}", who, end)},
            mend};
}

/// True unless the list says why, and why is not a matter of the key: unspecified, affiliation changed, superseded,
/// cessation of operation (RFC 5280, 5.3.1).
bool key_in_doubt(X509_REVOKED* entry) {
    const Handle<ASN1_ENUMERATED, ASN1_ENUMERATED_free> reason(
        static_cast<ASN1_ENUMERATED*>(X509_REVOKED_get_ext_d2i(entry, NID_crl_reason, nullptr, nullptr)));
    if (!reason) return true;
    switch (ASN1_ENUMERATED_get(reason.get())) {
        case CRL_REASON_UNSPECIFIED:
        case CRL_REASON_AFFILIATION_CHANGED:
        case CRL_REASON_SUPERSEDED:
        case CRL_REASON_CESSATION_OF_OPERATION: return false;
        default: return true;
    }
}

Cause voided(const X509* certificate, const ASN1_TIME* when) {
    const std::string who = holder(certificate);
    return {"revoked",
            Verdict::invalid,
            {fmt::format("Chứng thư số của “{}” bị thu hồi ngày {} vì lý do làm mất giá trị cả những gì ký trước đó",
                         who, day_of(when)),
             fmt::format("the certificate of '{}' was revoked on {} for a reason that voids what it signed before", who,
                         day_of(when))},
            {"Dùng tổ chức cấp dấu thời gian khác", "use another time-stamping authority"}};
}

/// The times of revocation, on any list old or new, and whether a list is still in force.
struct ListedStatus {
    bool key_in_doubt = false;
    const ASN1_TIME* revoked = nullptr;
    const ASN1_TIME* newest_end = nullptr;
    bool covered = false;
};

ListedStatus look_up(X509* certificate, X509* issuer, const std::vector<RevocationList>& lists, Instant as_of) {
    ListedStatus status;
    for (const RevocationList& list : lists) {
        if (!speaks_for(list.get(), issuer)) continue;
        X509_REVOKED* entry = nullptr;
        // 2 means "removed from the list again".
        if (X509_CRL_get0_by_cert(list.get(), &entry, certificate) == 1) {
            const ASN1_TIME* when = X509_REVOKED_get0_revocationDate(entry);
            if (status.revoked == nullptr || ASN1_TIME_compare(when, status.revoked) < 0) status.revoked = when;
            status.key_in_doubt = status.key_in_doubt || key_in_doubt(entry);
        }
        const ASN1_TIME* end = X509_CRL_get0_nextUpdate(list.get());
        if (end == nullptr) continue;
        status.covered = status.covered || instant_of(end) >= as_of;
        if (status.newest_end == nullptr || ASN1_TIME_compare(end, status.newest_end) > 0) status.newest_end = end;
    }
    return status;
}

std::optional<Cause> revocation_cause(X509* certificate,
                                      X509* issuer,
                                      const std::vector<RevocationList>& lists,
                                      const JudgementTime& time,
                                      Purpose purpose) {
    const Instant as_of = time.existed_by.value_or(time.now);
    const ListedStatus status = look_up(certificate, issuer, lists, as_of);
    if (purpose == Purpose::time_stamps && status.key_in_doubt) return voided(certificate, status.revoked);
    if (status.revoked != nullptr && instant_of(status.revoked) <= std::max(as_of, time.signing)) {
        return revoked(certificate, status.revoked, time);
    }
    if (!status.covered) return unknown_revocation(certificate, status.newest_end);
    return std::nullopt;
}

Causes revocation_causes(STACK_OF(X509) * chain, const TrustStore& trust, const JudgementTime& time, Purpose purpose) {
    const std::vector<RevocationList>& lists = TrustContent::revocation_lists(trust);
    Causes causes;
    for (int i = 0; i + 1 < sk_X509_num(chain); ++i) {
        auto cause = revocation_cause(sk_X509_value(chain, i), sk_X509_value(chain, i + 1), lists, time, purpose);
        if (cause) causes.push_back(*std::move(cause));
    }
    return causes;
}

Causes chain_causes(X509* certificate,
                    const std::vector<Certificate>& intermediates,
                    const TrustStore& trust,
                    const JudgementTime& time,
                    Purpose purpose) {
    const BorrowedStack trusted = stack_of(TrustContent::authorities(trust));
    const BorrowedStack untrusted_stack = stack_of(intermediates);
    const VerifyContext context(X509_STORE_CTX_new());
    X509_STORE_CTX_init(context.get(), nullptr, certificate, untrusted_stack.get());
    X509_STORE_CTX_set0_trusted_stack(context.get(), trusted.get());
    X509_VERIFY_PARAM* parameters = X509_STORE_CTX_get0_param(context.get());
    X509_VERIFY_PARAM_set_time(parameters, seconds(time.signing));
    X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_PARTIAL_CHAIN);
    // Level 2 is 112 bits: RSA 2048, SHA-224 and above (TT 15/2025/TT-BKHCN, Annex I).
    X509_VERIFY_PARAM_set_auth_level(parameters, 2);
    if (X509_verify_cert(context.get()) == 1) {
        return revocation_causes(X509_STORE_CTX_get0_chain(context.get()), trust, time, purpose);
    }
    ERR_clear_error();
    const X509* at_fault = X509_STORE_CTX_get_current_cert(context.get());
    return {chain_cause(at_fault == nullptr ? certificate : at_fault, X509_STORE_CTX_get_error(context.get()),
                        time.signing)};
}

bool has(const Causes& causes, const std::string& code) {
    return std::ranges::any_of(causes, [&](const Cause& cause) { return cause.code == code; });
}

Error not_a_trust_file(const std::string& name) {
    return Error(Fault::input, "sign.trust-file", {name, 0, 0, ""},
                 {"Tệp không chứa chứng thư số hay danh sách thu hồi nào",
                  "the file holds neither a certificate nor a revocation list"},
                 {"Chỉ để tệp PEM hoặc DER của tổ chức chứng thực trong thư mục tin cậy",
                  "keep only PEM or DER files of authorities in the trust folder"});
}

}  // namespace

void TrustStore::add(std::string_view bytes, const std::string& name) {
    const std::size_t before = authorities_.size() + revocation_lists_.size();
    const Bio memory(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
    while (Certificate certificate = own(PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr))) {
        authorities_.push_back(std::move(certificate));
    }
    BIO_reset(memory.get());
    while (RevocationList list = own(PEM_read_bio_X509_CRL(memory.get(), nullptr, nullptr, nullptr))) {
        revocation_lists_.push_back(std::move(list));
    }
    BIO_reset(memory.get());
    if (Certificate certificate = own(d2i_X509_bio(memory.get(), nullptr))) {
        authorities_.push_back(std::move(certificate));
    }
    BIO_reset(memory.get());
    if (RevocationList list = own(d2i_X509_CRL_bio(memory.get(), nullptr))) {
        revocation_lists_.push_back(std::move(list));
    }
    ERR_clear_error();
    if (authorities_.size() + revocation_lists_.size() == before) throw not_a_trust_file(name);
}

TrustStore read_trust_store(const fs::path& folder) {
    static const std::set<std::string> extensions = {".pem", ".crt", ".cer", ".der", ".crl"};
    std::error_code error;
    std::set<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        if (extensions.contains(entry.path().extension().string())) files.insert(entry.path());
    }
    if (error) {
        throw Error(
            Fault::input, "sign.trust-folder", {folder.string(), 0, 0, ""},
            {"Không đọc được thư mục tin cậy", "the trust folder cannot be read"},
            {"Kiểm tra đường dẫn thư mục chứa chứng thư số gốc", "check the path of the folder of authorities"});
    }
    constexpr std::uintmax_t largest = std::uintmax_t{64} << 20U;  // national revocation lists run to tens of megabytes
    TrustStore store;
    for (const fs::path& file : files) store.add(read_file(file, largest), file.string());
    return store;
}

Causes judge_certificate(const Certificate& certificate,
                         const std::vector<Certificate>& intermediates,
                         const TrustStore& trust,
                         const JudgementTime& time,
                         Purpose purpose) {
    X509* leaf = certificate.get();
    Causes causes;
    const bool made_for_it = purpose == Purpose::documents ? may_sign_documents(leaf) : may_stamp_time(leaf);
    if (!made_for_it) causes.push_back(wrong_usage(leaf, purpose));
    if (has_weak_curve(leaf)) causes.push_back(weak(leaf));
    // Asked here too: a certificate without a chain is still seen to be out of date.
    if (instant_of(X509_get0_notAfter(leaf)) < time.signing) causes.push_back(expired(leaf, time.signing));
    if (instant_of(X509_get0_notBefore(leaf)) > time.signing) causes.push_back(not_yet_valid(leaf, time.signing));
    for (Cause& cause : chain_causes(leaf, intermediates, trust, time, purpose)) {
        if (!has(causes, cause.code)) causes.push_back(std::move(cause));
    }
    return causes;
}

Causes judge_certificate(std::string_view certificate,
                         const std::vector<std::string>& intermediates,
                         const TrustStore& trust,
                         const JudgementTime& time) {
    std::vector<Certificate> between;
    between.reserve(intermediates.size());
    for (const std::string& der : intermediates) between.push_back(parse_certificate(der));
    return judge_certificate(parse_certificate(certificate), between, trust, time);
}

}  // namespace trien::sign
