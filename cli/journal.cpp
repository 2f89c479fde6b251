// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "engine/app/witness.hpp"
#include "engine/base/file.hpp"

namespace trien::cli {

namespace {

constexpr std::uintmax_t max_lines_size = 65536;

/// What was done to the journal, from which entry on, and when that entry was recorded.
Json attack_json(const journal::VerifyReport& report) {
    Json json = Json::object();
    if (const auto attack = report.attack()) json["attack"] = journal::name(*attack);
    if (report.first_bad_index) json["firstBadIndex"] = *report.first_bad_index;
    const journal::Bracket bracket = report.bracket();
    const auto moment = [](const journal::Moment& m) { return Json{{"at", m.at.text()}, {"stamped", m.stamped}}; };
    if (bracket.not_before) json["recordedAfter"] = moment(*bracket.not_before);
    if (bracket.not_after) json["recordedBefore"] = moment(*bracket.not_after);
    return json;
}

std::string hour_of(const std::optional<journal::Moment>& moment, const char* unknown, const char* stamped) {
    if (!moment) return unknown;
    return moment->at.text() + (moment->stamped ? stamped : "");
}

/// The verdict in two sentences.
void tell_attack(const journal::VerifyReport& report, const Console& console) {
    const auto attack = report.attack();
    if (!attack) return;
    const Message what = journal::text(*attack);
    const journal::Bracket bracket = report.bracket();
    const std::int64_t first = report.first_bad_index.value_or(-1);
    console.print(Message{
        fmt::format("KHÔNG HỢP LỆ: {} ({})\n  từ bản ghi số {}, ghi trong khoảng {} đến {}", what.vi,
                    journal::name(*attack), first, hour_of(bracket.not_before, "không rõ", " (có dấu thời gian)"),
                    hour_of(bracket.not_after, "không rõ", " (có dấu thời gian)")),
        fmt::format("INVALID: {} ({})\n  from entry {} on, recorded between {} and {}", what.en, journal::name(*attack),
                    first, hour_of(bracket.not_before, "unknown", " (time-stamped)"),
                    hour_of(bracket.not_after, "unknown", " (time-stamped)"))});
}

ExitCode verify(const JournalOptions& options, const Console& console) {
    Office office(options.office);
    const auto report = office.engine().verify_journal({options.witnessed.begin(), options.witnessed.end()});
    if (console.json()) {
        Json findings = Json::array();
        for (const Finding& f : report.findings) {
            findings.push_back({{"code", f.code}, {"place", f.place.text()}, {"vi", f.text.vi}, {"en", f.text.en}});
        }
        Json json = {{"schema", "trien.journal-verify/1"},
                     {"ok", report.ok()},
                     {"entries", report.entries},
                     {"streams", report.streams},
                     {"checkpoints", report.checkpoints},
                     {"stamps", report.stamps},
                     {"destroyedValues", report.destroyed_values},
                     {"vouchedSize", report.vouched_size},
                     {"findings", findings}};
        json.update(attack_json(report));
        console.print(json);
    }
    (void)console.report(report.findings);
    if (!console.json() && report.ok()) {
        console.print(Message{fmt::format("HỢP LỆ: {} bản ghi, {} chuỗi, {} điểm kiểm; bảng tra cứu khớp với nhật ký",
                                          report.entries, report.streams, report.checkpoints),
                              fmt::format("VALID: {} entries, {} streams, {} checkpoints; the views match the journal",
                                          report.entries, report.streams, report.checkpoints)});
    }
    if (!console.json()) tell_attack(report, console);
    return report.ok() ? ExitCode::ok : ExitCode::negative;
}

ExitCode checkpoint(const JournalOptions& options, const Console& console) {
    Office office(options.office);
    const Json published = office.engine().publish_checkpoint();
    if (console.json()) {
        console.print(published);
    } else {
        console.deliver(published.at("note").get<std::string>(), "");
    }
    return ExitCode::ok;
}

Error one_of_the_two() {
    return Error(Fault::usage, "usage.prove", {"", 0, 0, "--dossier"},
                 {"Chứng minh một bản ghi (INDEX) hoặc một hồ sơ (--dossier), không phải cả hai",
                  "prove one entry (INDEX) or one case (--dossier), not both"});
}

Result<Json> proof(const JournalOptions& options) {
    if (!options.dossier.empty() && (options.index >= 0 || !options.log.empty())) throw one_of_the_two();
    if (options.dossier.empty() && options.index < 0) throw one_of_the_two();
    if (!options.log.empty()) return app::prove_from_log(options.log, options.index);
    Office office(options.office);
    if (options.dossier.empty()) return office.engine().prove_entry(options.index);
    return office.engine().prove_dossier(DossierId(options.dossier));
}

ExitCode prove(const JournalOptions& options, const Console& console) {
    const auto made = proof(options);
    if (!made) return console.report(made.error());
    console.deliver(made->dump(2) + "\n", options.output);
    return ExitCode::ok;
}

ExitCode witness_request(const JournalOptions& options, const Console& console) {
    Office office(options.office);
    const auto old = options.old < 0 ? std::nullopt : std::optional(options.old);
    console.deliver(office.engine().witness_request(old), options.output);
    return ExitCode::ok;
}

ExitCode cosign(const JournalOptions& options, const Console& console) {
    Office office(options.office);
    const auto kept = office.engine().add_cosignatures(read_file(options.input, max_lines_size));
    if (!kept) return console.report(kept.error());
    if (console.json()) console.print(*kept);
    for (const Json& each : kept->at("cosignatures")) {
        const auto size = each.at("size").get<std::int64_t>();
        const auto witness = each.at("witness").get<std::string>();
        const auto at = each.at("at").get<std::string>();
        console.say(
            {fmt::format("Đã nhận chữ ký của nhân chứng {} trên điểm kiểm cỡ {}, lúc {}", witness, size, at),
             fmt::format("kept the signature of witness {} on the checkpoint of size {}, at {}", witness, size, at)});
    }
    return ExitCode::ok;
}

ExitCode rebuild(const JournalOptions& options, const Console& console) {
    Office office(options.office);
    office.engine().rebuild_views();
    console.say({"Đã lập lại các bảng tra cứu từ nhật ký", "filled the views again from the journal"});
    return ExitCode::ok;
}

}  // namespace

ExitCode run_journal(const JournalOptions& options, const Console& console) {
    if (options.verb == "checkpoint") return checkpoint(options, console);
    if (options.verb == "prove") return prove(options, console);
    if (options.verb == "witness-request") return witness_request(options, console);
    if (options.verb == "cosign") return cosign(options, console);
    if (options.verb == "rebuild") return rebuild(options, console);
    return verify(options, console);
}

}  // namespace trien::cli
