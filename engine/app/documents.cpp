// SPDX-License-Identifier: Apache-2.0
#include "engine/app/documents.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/app/evidence.hpp"
#include "engine/app/journal_keys.hpp"
#include "engine/authority/codec.hpp"
#include "engine/sign/attachments.hpp"
#include "engine/sign/pades.hpp"

namespace trien::app {

namespace {

using sign::Cause;
using sign::SignatureReport;
using sign::Verdict;

/// Collects what holds and what does not while a file is looked at.
class Inquiry {
  public:
    Inquiry(std::string_view pdf, const VerifyContext& context) : pdf_(pdf), context_(context) {
        report_.signatures = sign::verify_pdf(pdf, context.trust, {sign::Profile::own, context.now, std::nullopt});
        report_.causes = report_.signatures.causes;
        for (const SignatureReport& signature : report_.signatures.signatures) {
            std::ranges::copy(signature.causes, std::back_inserter(report_.causes));
        }
    }

    DocumentReport run() {
        read_attachments();
        for (const SignatureReport& signature : report_.signatures.signatures) {
            if (signature.claims.delegation) look_at_delegation(signature);
            if (context_.engine != nullptr) look_at_authority(signature);
        }
        if (context_.engine != nullptr) look_into_journal();
        report_.verdict = sign::worst(report_.causes);
        report_.json = to_json();
        return std::move(report_);
    }

  private:
    void fails(Verdict verdict, const char* code, Message text, Message mend = {}) {
        report_.causes.push_back({code, verdict, std::move(text), std::move(mend)});
    }
    void holds(Message sentence) { report_.findings.push_back(std::move(sentence)); }

    void read_attachments() {
        try {
            attachments_ = sign::extract_attachments(pdf_);
        } catch (const Error& error) {
            fails(Verdict::invalid, "malformed", error.cause(), error.mend());
            return;
        }
        const auto* file = attachment(evidence_file);
        if (file == nullptr) return;
        auto evidence = read_evidence(file->bytes);
        if (!evidence) {
            fails(Verdict::invalid, "evidence", evidence.error().text);
            return;
        }
        evidence_ = std::move(*evidence);
        const bool known = std::ranges::find(context_.journals, evidence_->key) != context_.journals.end();
        if (!known) {
            fails(Verdict::indeterminate, "unknown-journal",
                  {fmt::format("Nhật ký “{}” chứng minh hồ sơ này không nằm trong danh sách tin cậy",
                               evidence_->key.origin),
                   fmt::format("the journal \"{}\" that proves this case is not among the trusted ones",
                               evidence_->key.origin)},
                  {"Thêm khóa công khai của nhật ký vào thư mục tin cậy",
                   "add the journal's public key to the trust folder"});
            return;
        }
        holds({fmt::format("{} sự kiện của hồ sơ có chứng minh trong nhật ký {}", evidence_->entries.size(),
                           evidence_->key.origin),
               fmt::format("{} events of the case are proved by the journal {}", evidence_->entries.size(),
                           evidence_->key.origin)});
        const auto* definition = attachment(procedure_file);
        if (definition == nullptr || sha256(definition->bytes) != evidence_->procedure) {
            fails(Verdict::invalid, "procedure",
                  {"Quy trình đính kèm không phải quy trình mà hồ sơ đã theo",
                   "the attached procedure is not the one the case followed"});
        }
    }

    [[nodiscard]] const sign::Attachment* attachment(const char* name) const {
        const auto found = std::ranges::find(attachments_, name, &sign::Attachment::name);
        return found == attachments_.end() ? nullptr : &*found;
    }

    /// The instrument a signature names must be there, be signed itself, and cover the moment of signing.
    void look_at_delegation(const SignatureReport& signature) {
        const sign::DelegationAssertion& claim = *signature.claims.delegation;
        const auto* file = attachment(delegation_file);
        if (file == nullptr || sha256(file->bytes) != claim.instrument) {
            fails(Verdict::invalid, "outside-authority",
                  {fmt::format("Văn bản ủy quyền {} không được đính kèm đúng như đã ký", claim.number),
                   fmt::format("the delegation {} is not attached as it was signed for", claim.number)});
            return;
        }
        const auto instrument =
            sign::verify_pdf(file->bytes, context_.trust, {sign::Profile::own, context_.now, std::nullopt});
        if (instrument.verdict != Verdict::valid) {
            fails(instrument.verdict, "instrument",
                  {fmt::format("Văn bản ủy quyền {} đính kèm không hợp lệ", claim.number),
                   fmt::format("the attached delegation {} is not valid", claim.number)});
            return;
        }
        if (!signature.signing_time || *signature.signing_time > claim.not_after) {
            fails(Verdict::invalid, "outside-authority",
                  {fmt::format("Ký sau khi ủy quyền {} hết hạn ngày {}", claim.number,
                               vietnamese_text(claim.not_after.date())),
                   fmt::format("signed after the delegation {} ended on {}", claim.number,
                               text(claim.not_after.date()))});
            return;
        }
        if (!evidence_covers(claim, *signature.signing_time)) return;
        holds({fmt::format("Ký {} theo văn bản {} có chữ ký số hợp lệ, còn hiệu lực lúc ký", signature.claims.role,
                           claim.number),
               fmt::format("signed as {} under {}, itself validly signed and in force at the signing",
                           signature.claims.role, claim.number)});
    }

    /// The proved journal entries tell the same instrument and term, and no revocation before the signing.
    bool evidence_covers(const sign::DelegationAssertion& claim, Instant signing_time) {
        if (!evidence_) return true;
        authority::Instrument instrument;
        for (const journal::Entry& entry : evidence_->entries) {
            if (!entry.type.starts_with("delegation.")) continue;
            instrument = authority::evolve(std::move(instrument), authority::instrument_event(entry.type, entry.body));
        }
        const bool same = instrument.document == claim.instrument && instrument.delegation.id.value() == claim.number;
        const bool in_term = instrument.delegation.from <= signing_time.date() &&
                             signing_time.date() <= instrument.delegation.to && instrument.issued_at <= signing_time;
        const bool revoked = instrument.revocation && instrument.revocation->effective <= signing_time;
        if (same && in_term && !revoked) return true;
        fails(Verdict::invalid, "outside-authority",
              {fmt::format("Theo nhật ký, ủy quyền {} không có hiệu lực lúc ký", claim.number),
               fmt::format("by the journal, the delegation {} was not in force at the signing", claim.number)});
        return false;
    }

    /// Decides again, from the office's own journal, whether the certifier might sign at that instant.
    void look_at_authority(const SignatureReport& signature) {
        if (!signature.certification || !signature.signing_time || !evidence_) return;
        const auto& organisation = context_.engine->instance().organisation();
        const auto* person = organisation.holder_of(sha256(signature.certificate), signature.signing_time->date());
        const auto opened = std::ranges::find(evidence_->entries, "dossier.opened", &journal::Entry::type);
        if (person == nullptr || opened == evidence_->entries.end()) {
            fails(Verdict::invalid, "outside-authority",
                  {"Chứng thư số của người ký không thuộc người nào của đơn vị vào ngày ký",
                   "the signer's certificate was nobody's of the office on the day of signing"});
            return;
        }
        const auto decision = context_.engine->check_authority(
            person->id, ActCode(opened->body.at("act").get<std::string>()), *signature.signing_time);
        if (!decision.allowed()) {
            fails(Verdict::invalid, "outside-authority", decision.refusal->text, decision.refusal->mend);
            return;
        }
        holds({fmt::format("{} có thẩm quyền ({}) lúc {}", person->name, authority::abbreviation(*decision.capacity),
                           signature.signing_time->text()),
               fmt::format("{} had the authority ({}) at {}", person->name, authority::abbreviation(*decision.capacity),
                           signature.signing_time->text())});
    }

    void look_into_journal() {
        const auto known = context_.engine->find_document(sha256(pdf_));
        if (!known) {
            fails(Verdict::indeterminate, "not-in-journal",
                  {"Nhật ký của đơn vị không có đúng tệp này", "the office's journal does not hold this very file"},
                  {"So với tệp do đơn vị phát hành", "compare it with the file the office issued"});
            return;
        }
        journal_ = *known;
        const std::string of = known->at("of").get<std::string>();
        holds({fmt::format("Tệp này có trong nhật ký: {}", of), fmt::format("the journal holds this file: {}", of)});
    }

    [[nodiscard]] Json to_json() const {
        Json signatures = Json::array();
        for (const SignatureReport& s : report_.signatures.signatures) {
            Json json = {{"field", s.field},
                         {"verdict", sign::text(s.verdict)},
                         {"certification", s.certification},
                         {"revision", s.revision},
                         {"coversFile", s.covers_file}};
            if (s.signer) {
                json["signer"] = {{"name", s.signer->common_name},
                                  {"title", s.signer->title},
                                  {"organisation", s.signer->organisation},
                                  {"issuer", s.signer->issuer},
                                  {"certificate", s.signer->sha256.hex()}};
            }
            if (s.signing_time) json["signingTime"] = s.signing_time->text();
            if (!s.claims.role.empty()) json["role"] = s.claims.role;
            if (s.claims.delegation) {
                json["delegation"] = {{"number", s.claims.delegation->number},
                                      {"notAfter", s.claims.delegation->not_after.text()},
                                      {"scope", s.claims.delegation->scope}};
            }
            signatures.push_back(std::move(json));
        }
        Json causes = Json::array();
        for (const Cause& cause : report_.causes) {
            causes.push_back({{"code", cause.code},
                              {"verdict", sign::text(cause.verdict)},
                              {"vi", cause.text.vi},
                              {"en", cause.text.en}});
        }
        Json findings = Json::array();
        for (const Message& finding : report_.findings) findings.push_back({{"vi", finding.vi}, {"en", finding.en}});
        Json names = Json::array();
        for (const sign::Attachment& a : attachments_)
            names.push_back({{"name", a.name}, {"sha256", sha256(a.bytes).hex()}});
        return {{"schema", "trien.verify/1"}, {"sha256", sha256(pdf_).hex()}, {"verdict", sign::text(report_.verdict)},
                {"causes", causes},           {"findings", findings},         {"signatures", signatures},
                {"attachments", names},       {"journal", journal_}};
    }

    std::string_view pdf_;
    const VerifyContext& context_;
    DocumentReport report_;
    std::vector<sign::Attachment> attachments_;
    std::optional<Evidence> evidence_;
    Json journal_;
};

}  // namespace

VerifyContext read_verify_context(const std::filesystem::path& trust, Instant now) {
    return {sign::read_trust_store(trust), read_journal_keys(trust).journals, now, nullptr};
}

DocumentReport verify_document(std::string_view pdf, const VerifyContext& context) {
    return Inquiry(pdf, context).run();
}

std::string sign_document(std::string_view pdf,
                          sign::SigningKey& key,
                          const sign::TrustStore& trust,
                          Instant signing_time,
                          const std::string& reason) {
    const auto report = sign::verify_pdf(pdf, trust, {sign::Profile::foreign, signing_time, std::nullopt});
    if (report.empty_fields.empty()) {
        throw Error(Fault::input, "sign.field-absent", {},
                    {"Văn bản không còn ô chữ ký trống", "the document has no empty signature field"},
                    {"Tạo văn bản có ô chữ ký chuẩn bị sẵn", "make the document with a prepared signature field"});
    }
    sign::SignRequest request;
    request.field = report.empty_fields.front();
    request.signing_time = signing_time;
    request.reason = reason;
    return sign::sign_pdf(pdf, request, key, trust);
}

}  // namespace trien::app
