// SPDX-License-Identifier: Apache-2.0
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "engine/app/documents.hpp"
#include "engine/base/file.hpp"

namespace trien::cli {

namespace {

using sign::Verdict;

Message in_words(Verdict verdict) {
    switch (verdict) {
        case Verdict::valid: return {"HỢP LỆ", "VALID"};
        case Verdict::indeterminate: return {"CHƯA KẾT LUẬN ĐƯỢC", "INDETERMINATE"};
        case Verdict::invalid: return {"KHÔNG HỢP LỆ", "INVALID"};
    }
    return {};
}

void print(const std::string& file, const app::DocumentReport& report, const Console& console) {
    const Message verdict = in_words(report.verdict);
    console.print(Message{file + ": " + verdict.vi, file + ": " + verdict.en});
    for (const auto& signature : report.signatures.signatures) {
        const Message own = in_words(signature.verdict);
        const std::string who = signature.signer ? signature.signer->common_name : "?";
        const std::string when = signature.signing_time ? signature.signing_time->text() : "?";
        console.print(Message{
            fmt::format("  chữ ký {}: {} — {}, {} {}", signature.field, own.vi, who, when, signature.claims.role),
            fmt::format("  signature {}: {} — {}, {} {}", signature.field, own.en, who, when, signature.claims.role)});
    }
    for (const Message& finding : report.findings) console.print(Message{"  ✓ " + finding.vi, "  ✓ " + finding.en});
    for (const auto& cause : report.causes) {
        console.print(Message{fmt::format("  ✗ {} [{}]", cause.text.vi, cause.code),
                              fmt::format("  ✗ {} [{}]", cause.text.en, cause.code)});
    }
}

ExitCode exit_code_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::valid: return ExitCode::ok;
        case Verdict::indeterminate: return ExitCode::indeterminate;
        case Verdict::invalid: return ExitCode::negative;
    }
    return ExitCode::negative;
}

}  // namespace

ExitCode run_verify(const VerifyOptions& options, const Console& console) {
    std::optional<Office> office;
    if (options.trust.empty()) office.emplace(options.office);
    const Instant now = office ? office->engine().now() : SystemClock().now();
    auto context = app::read_verify_context(
        office ? office->engine().instance().trust_path() : std::filesystem::path(options.trust), now);
    if (office) context.engine = &office->engine();

    Verdict worst = Verdict::valid;
    Json reports = Json::array();
    for (const std::string& file : options.files) {
        const auto report = app::verify_document(read_file(file), context);
        worst = std::max(worst, report.verdict);
        if (console.json()) {
            Json json = report.json;
            json["file"] = file;
            reports.push_back(std::move(json));
        } else {
            print(file, report, console);
        }
    }
    if (console.json()) console.print(reports.size() == 1 ? reports.front() : reports);
    return exit_code_of(worst);
}

}  // namespace trien::cli
