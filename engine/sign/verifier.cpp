// SPDX-License-Identifier: Apache-2.0
#include "engine/sign/verifier.hpp"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <openssl/cms.h>
#include <openssl/err.h>

#include "engine/base/error.hpp"
#include "engine/sign/detail/changes.hpp"
#include "engine/sign/detail/cms_check.hpp"
#include "engine/sign/detail/cms_reader.hpp"
#include "engine/sign/detail/der.hpp"
#include "engine/sign/detail/judgement.hpp"
#include "engine/sign/detail/openssl.hpp"
#include "engine/sign/detail/pdf.hpp"
#include "engine/sign/detail/revision.hpp"
#include "engine/sign/detail/signature_place.hpp"

namespace trien::sign {

namespace {

/// A signature under judgement.
struct Candidate {
    FormField field;
    SignaturePlace place;
    SignatureReport report;
};

Message place_of(const std::string& field) {
    return {fmt::format("Chữ ký ở ô “{}”", field), fmt::format("the signature in field '{}'", field)};
}

Cause cause_at(
    const std::string& field, const char* code, Verdict verdict, const Message& what, const Message& mend = {}) {
    const Message place = place_of(field);
    return {code, verdict, {fmt::format("{}: {}", place.vi, what.vi), fmt::format("{}: {}", place.en, what.en)}, mend};
}

Cause malformed_file(const Message& what) {
    return {
        "malformed", Verdict::invalid, what, {"Lấy lại bản gốc từ cơ quan ban hành", "get the original file again"}};
}

Cause unsigned_file() {
    return {"unsigned",
            Verdict::invalid,
            {"Tệp không có chữ ký số nào", "the file has no digital signature"},
            {"Đề nghị cơ quan ban hành gửi bản đã ký số", "ask the issuing office for the signed file"}};
}

/// The form shows no signature, but the bytes hold one: somebody took it out of the form.
Cause hidden_signature() {
    return {"changed-after-signing",
            Verdict::invalid,
            {"Tệp còn dữ liệu chữ ký nhưng chữ ký đã bị gỡ khỏi biểu mẫu",
             "the file still holds signature data, but the signature was taken out of the form"},
            {"Lấy lại bản gốc từ cơ quan ban hành", "get the original from the issuing office"}};
}

/// The CMS at the front of /Contents, without the zeros that fill the rest.
std::string_view without_padding(std::string_view contents) {
    return der::Reader(contents).next().whole;
}

bool is_zero(std::string_view bytes) {
    return std::ranges::all_of(bytes, [](char c) { return c == '\0'; });
}

/// The same CMS in DER, for writers that used the looser BER; nothing if it cannot be read at all.
std::string as_der(std::string_view contents) {
    const unsigned char* begin = bytes_of(contents);
    const Handle<CMS_ContentInfo, CMS_ContentInfo_free> cms(
        d2i_CMS_ContentInfo(nullptr, &begin, static_cast<long>(contents.size())));
    ERR_clear_error();
    return cms ? der_of(cms.get(), i2d_CMS_ContentInfo) : std::string();
}

class Verification {
  public:
    Verification(std::string_view pdf, const TrustStore& trust, const VerifyOptions& options)
        : pdf_(pdf), trust_(trust), options_(options), document_(open_pdf(pdf)) {}

    VerifyReport run() {
        collect();
        check_revisions();
        check_document();
        for (Candidate& candidate : candidates_) {
            candidate.report.verdict = worst(candidate.report.causes);
            report_.signatures.push_back(std::move(candidate.report));
        }
        report_.verdict = worst(report_.causes);
        for (const SignatureReport& signature : report_.signatures) {
            report_.verdict = std::max(report_.verdict, signature.verdict);
        }
        return std::move(report_);
    }

  private:
    /// What a departure from the form is worth.
    [[nodiscard]] Verdict departure() const {
        return options_.profile == Profile::own ? Verdict::invalid : Verdict::indeterminate;
    }

    void collect() {
        for (const FormField& field : form_fields(*document_)) {
            if (field.type != "/Sig") continue;
            if (value_of(field.object, "/V").isNull()) {
                report_.empty_fields.push_back(field.name);
            } else {
                candidates_.push_back(judge(field));
            }
        }
        std::ranges::sort(candidates_, {}, [](const Candidate& candidate) {
            return std::pair(candidate.place.end, candidate.field.name);
        });
        for (std::size_t i = 0; i < candidates_.size(); ++i) candidates_[i].report.revision = i + 1;
    }

    Candidate judge(const FormField& field) {
        Candidate candidate{field, {}, {}};
        candidate.report.field = field.name;
        try {
            candidate.place = locate_signature(pdf_, *document_, field);
            candidate.report.byte_range = candidate.place.byte_range;
            candidate.report.covers_file = candidate.place.end == pdf_.size();
            read_dictionary(candidate);
            judge_signature(candidate);
        } catch (const Error& error) {
            candidate.report.causes.push_back(
                cause_at(field.name, "malformed", Verdict::invalid, error.cause(),
                         {"Lấy lại bản gốc từ cơ quan ban hành", "get the original file again"}));
        }
        return candidate;
    }

    void read_dictionary(Candidate& candidate) {
        const QPDFObjectHandle value = value_of(candidate.field.object, "/V");
        SignatureReport& report = candidate.report;
        QPDFObjectHandle time = value_of(value, "/M");
        if (time.isString()) report.signing_time = parse_pdf_date(time.getStringValue());
        report.name = text_of(value_of(value, "/Name"));
        report.reason = text_of(value_of(value, "/Reason"));
        report.location = text_of(value_of(value, "/Location"));
        report.certification = certified_permission(value).has_value();
    }

    void judge_signature(Candidate& candidate) {
        const std::string form = name_of(value_of(value_of(candidate.field.object, "/V"), "/SubFilter"));
        const bool known =
            form == "/ETSI.CAdES.detached" || (form == "/adbe.pkcs7.detached" && options_.profile == Profile::foreign);
        if (!known) {
            add(candidate, "unsupported", departure(),
                {fmt::format("dạng chữ ký “{}” không được hỗ trợ", form),
                 fmt::format("signatures of the form '{}' are not supported", form)});
            return;
        }
        const ReadSignedData data = read_signature(candidate);
        candidate.report.signer = describe_certificate(data.signer.parsed.get(), data.signer.der);
        candidate.report.certificate = data.signer.der;
        candidate.report.claims = data.claims;
        const Message place = place_of(candidate.field.name);
        const Verdict binding = form == "/adbe.pkcs7.detached" ? Verdict::valid : departure();
        append(candidate, check_signed_data(data, candidate.place.signed_bytes, binding, place));
        judge_signer(candidate, data);
    }

    ReadSignedData read_signature(Candidate& candidate) {
        const std::string& contents = candidate.place.signature;
        if (options_.profile == Profile::foreign) {
            const std::string der = as_der(contents);
            return read_signed_data(der.empty() ? std::string_view(contents) : std::string_view(der));
        }
        const std::string_view cms = without_padding(contents);
        ReadSignedData data = read_signed_data(cms);
        const bool own =
            data.own_form && candidate.place.plain_hex && is_zero(std::string_view(contents).substr(cms.size()));
        if (!own) {
            add(candidate, "malformed", Verdict::invalid,
                {"phần /Contents không đúng khuôn dạng do Triện ghi", "/Contents is not in the form Triện writes"});
        }
        return data;
    }

    void judge_signer(Candidate& candidate, const ReadSignedData& data) {
        const auto& signing_time = candidate.report.signing_time;
        if (!signing_time) {
            add(candidate, "no-time", Verdict::indeterminate,
                {"không ghi thời điểm ký nên không xét được hiệu lực của chứng thư số",
                 "no signing time is given, so the certificate's validity cannot be judged"});
        } else if (*signing_time > options_.now) {
            add(candidate, "future-time", Verdict::indeterminate,
                {fmt::format("thời điểm ký {} ở sau thời điểm kiểm tra", signing_time->text()),
                 fmt::format("the signing time {} lies ahead of the time of the check", signing_time->text())},
                {"Kiểm tra đồng hồ của máy", "check the machine's clock"});
        }
        const JudgementTime time{signing_time.value_or(options_.now), options_.now, options_.existed_by};
        std::vector<Certificate> embedded;
        embedded.reserve(data.certificates.size());
        for (const EmbeddedCertificate& certificate : data.certificates) embedded.push_back(certificate.parsed);
        append(candidate, judge_certificate(data.signer.parsed, embedded, trust_, time));
    }

    /// Holds every revision after the first signature against what the signatures before it allow.
    void check_revisions() {
        if (candidates_.empty()) return;
        for (std::size_t i = 0; i < candidates_.size(); ++i) {
            const std::size_t begin = candidates_[i].place.end;
            const bool last = i + 1 == candidates_.size();
            const std::size_t end = last ? pdf_.size() : candidates_[i + 1].place.end;
            // A signature without a place has its own cause already.
            if (begin == 0 || begin == end) continue;
            check_revision(i, begin, end);
        }
    }

    void check_revision(std::size_t index, std::size_t begin, std::size_t end) {
        const std::string_view old_bytes = pdf_.substr(0, begin);
        const std::string_view new_bytes = pdf_.substr(0, end);
        try {
            const auto before = open_pdf(old_bytes);
            const auto after = open_pdf(new_bytes);
            const Changes changes = account_for(index, begin, end, *before, *after);
            blame(index, changes.forbidden);
            for (std::size_t i = 0; i <= index; ++i) {
                auto& told = candidates_[i].report.changes;
                told.insert(told.end(), changes.allowed.begin(), changes.allowed.end());
            }
        } catch (const Error& error) {
            blame(index, {error.cause()});
        } catch (const QPDFExc& error) {
            blame(index, {broken_pdf("", error.getMessageDetail()).cause()});
        }
    }

    /// The changes of a revision of ours; for any other form, all differences as forbidden ones.
    Changes account_for(std::size_t index, std::size_t begin, std::size_t end, QPDF& before, QPDF& after) {
        try {
            const std::size_t xref = read_final_xref(pdf_.substr(0, begin));
            const Revision revision = read_revision(pdf_, begin, end, xref);
            Changes changes = compare(before, after, revision, certified_permission(before));
            const bool is_next = index + 1 < candidates_.size() &&
                                 changes.signed_fields == std::vector{candidates_[index + 1].field.name};
            if (!is_next) {
                changes.forbidden.push_back(
                    {"Phần nối thêm không phải là đúng một chữ ký", "what was appended is not exactly one signature"});
            }
            return changes;
        } catch (const Error& error) {
            if (options_.profile == Profile::own) throw;
            Changes changes;
            changes.forbidden = list_differences(before, after);
            changes.forbidden.insert(changes.forbidden.begin(), error.cause());
            return changes;
        }
    }

    /// The change speaks against every signature made before it.
    void blame(std::size_t index, const std::vector<Message>& forbidden) {
        if (forbidden.empty()) return;
        for (std::size_t i = 0; i <= index; ++i) {
            Candidate& candidate = candidates_[i];
            candidate.report.changes.insert(candidate.report.changes.end(), forbidden.begin(), forbidden.end());
            add(candidate, "changed-after-signing", departure(),
                {fmt::format("tệp đã bị sửa sau khi ký: {}", forbidden.front().vi),
                 fmt::format("the file was changed after signing: {}", forbidden.front().en)},
                {"Lấy lại bản gốc từ cơ quan ban hành", "get the original from the issuing office"});
        }
    }

    void check_document() {
        if (candidates_.empty()) {
            const bool hidden = pdf_.find("/ByteRange") != std::string_view::npos;
            report_.causes.push_back(hidden ? hidden_signature() : unsigned_file());
            return;
        }
        check_order();
        check_certification();
        check_structure();
    }

    /// Two fields may not share one signature, nor end at the same byte.
    void check_order() {
        std::set<std::size_t> ends;
        const bool distinct = std::ranges::all_of(candidates_, [&](const Candidate& candidate) {
            return candidate.place.end == 0 || ends.insert(candidate.place.end).second;
        });
        if (distinct) return;
        report_.causes.push_back(
            malformed_file({"Hai ô chữ ký dùng chung một chữ ký", "two fields share one signature"}));
    }

    /// Whoever reads the permissions must meet a signature that was judged here.
    void check_certification() {
        QPDFObjectHandle certification = value_of(value_of(document_->getRoot(), "/Perms"), "/DocMDP");
        if (certification.isNull()) return;
        const QPDFObjectHandle& first = candidates_.front().field.object;
        if (certification.unparse() == value_of(first, "/V").unparse()) return;
        report_.causes.push_back({"malformed",
                                  departure(),
                                  {"Chữ ký chứng nhận của tệp không phải là chữ ký đầu tiên",
                                   "the file's certification signature is not its first signature"},
                                  {}});
    }

    /// In a file of ours every object can be read without a warning.
    void check_structure() {
        if (options_.profile == Profile::foreign) return;
        (void)document_->getAllObjects();
        if (!document_->anyWarnings()) return;
        report_.causes.push_back(malformed_file({"Cấu trúc tệp PDF có lỗi", "the structure of the PDF has faults"}));
    }

    static void add(
        Candidate& candidate, const char* code, Verdict verdict, const Message& what, const Message& mend = {}) {
        candidate.report.causes.push_back(cause_at(candidate.field.name, code, verdict, what, mend));
    }

    static void append(Candidate& candidate, const Causes& causes) {
        candidate.report.causes.insert(candidate.report.causes.end(), causes.begin(), causes.end());
    }

    std::string_view pdf_;
    const TrustStore& trust_;
    const VerifyOptions& options_;
    std::shared_ptr<QPDF> document_;
    std::vector<Candidate> candidates_;
    VerifyReport report_;
};

VerifyReport unreadable(const Message& why) {
    VerifyReport report;
    report.causes.push_back(malformed_file(why));
    return report;
}

}  // namespace

VerifyReport verify_pdf(std::string_view pdf, const TrustStore& trust, const VerifyOptions& options) {
    try {
        return Verification(pdf, trust, options).run();
    } catch (const Error& error) {
        return unreadable(error.cause());
    } catch (const std::exception& error) {
        // qpdf throws several families of its own on hostile files.
        return unreadable(broken_pdf("", error.what()).cause());
    }
}

}  // namespace trien::sign
