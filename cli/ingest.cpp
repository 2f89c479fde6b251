// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <map>
#include <stop_token>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "engine/base/random.hpp"
#include "ocr/batch.hpp"

namespace trien::cli {

namespace {

/// The signal that asked us to stop; 0 while none did. All a signal handler may touch.
volatile std::sig_atomic_t asked_to_stop = 0;

extern "C" void on_stop_signal(int signal) {
    asked_to_stop = signal;
}

/// While it lives, SIGINT and SIGTERM ask for an orderly stop: what is finished is kept, a rerun goes on from there.
class StopSignals {
  public:
    StopSignals() : interrupt_(std::signal(SIGINT, on_stop_signal)), terminate_(std::signal(SIGTERM, on_stop_signal)) {}
    ~StopSignals() {
        (void)std::signal(SIGINT, interrupt_);
        (void)std::signal(SIGTERM, terminate_);
    }
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

  private:
    using Handler = void (*)(int);
    Handler interrupt_;
    Handler terminate_;
};

/// The header fields that name no person: they stand in the journal in clear.
Json impersonal(const std::map<std::string, ocr::FieldValue>& fields) {
    Json kept = Json::object();
    for (const char* name : {"agency", "number", "symbol", "date", "kind"}) {
        const auto field = fields.find(name);
        if (field != fields.end() && !field->second.value.empty()) kept[name] = field->second.value;
    }
    return kept;
}

/// One line of the report: what became of a file, and why.
Message line_of(const ocr::FileResult& result) {
    const std::string name = result.name;
    switch (result.verdict) {
        case ocr::Verdict::done:
            return {fmt::format("✓ {}  {} trang, {} từ", name, result.pages, result.words),
                    fmt::format("✓ {}  {} pages, {} words", name, result.pages, result.words)};
        case ocr::Verdict::needs_review:
            return {fmt::format("? {}  {} trang, {} từ, cần soát {} từ", name, result.pages, result.words,
                                result.doubtful_words),
                    fmt::format("? {}  {} pages, {} words, {} to check", name, result.pages, result.words,
                                result.doubtful_words)};
        case ocr::Verdict::duplicate:
            return {fmt::format("= {}  trùng với {}", name, result.duplicate_of),
                    fmt::format("= {}  duplicate of {}", name, result.duplicate_of)};
        case ocr::Verdict::failed:
            return {fmt::format("✗ {}  {}", name, result.failure ? result.failure->cause.vi : ""),
                    fmt::format("✗ {}  {}", name, result.failure ? result.failure->cause.en : "")};
    }
    return {};
}

Json to_json(const ocr::FileResult& result) {
    Json json = {{"name", result.name},
                 {"sha256", result.digest.hex()},
                 {"verdict", ocr::text(result.verdict)},
                 {"pages", result.pages},
                 {"blankPages", result.blank_pages},
                 {"words", result.words},
                 {"doubtfulWords", result.doubtful_words},
                 {"fields", impersonal(result.fields)}};
    if (!result.duplicate_of.empty()) json["duplicateOf"] = result.duplicate_of;
    if (result.failure) {
        json["error"] = {{"code", result.failure->code},
                         {"place", result.failure->place},
                         {"vi", result.failure->cause.vi},
                         {"en", result.failure->cause.en}};
    }
    return json;
}

}  // namespace

ExitCode run_ingest(const IngestOptions& options, const Console& console) {
    Office office(options.office);
    const app::Caller caller = office.caller();
    const auto settings = ocr::load_settings(data_folder() / "ocr" / "data");
    const std::string name = options.batch.empty() ? text(office.engine().now().date()) : options.batch;
    ocr::Batch batch;
    batch.inputs.assign(options.paths.begin(), options.paths.end());
    batch.output = office.engine().instance().folder() / "batches" / name;
    batch.workers = options.workers;
    std::stop_source stopping;
    batch.stop = stopping.get_token();
    batch.on_progress = [&](const ocr::Progress& progress) {
        if (asked_to_stop != 0) stopping.request_stop();
        console.progress(fmt::format("{}/{}  {}  {}/{}", progress.files_done, progress.files, progress.file,
                                     progress.page, progress.pages));
    };
    const auto report = [&] {
        const StopSignals signals;
        return ocr::run_batch(batch, settings);
    }();

    std::size_t failed = 0;
    Json files = Json::array();
    for (const ocr::FileResult& result : report.files) {
        files.push_back(to_json(result));
        if (!console.json()) console.print(line_of(result));
        if (result.verdict == ocr::Verdict::failed) ++failed;
        if (result.verdict == ocr::Verdict::failed || result.verdict == ocr::Verdict::duplicate) continue;
        const auto recorded = office.engine().record_paper(
            {caller.person, CommandId(fmt::format("ingest:{}", result.digest.hex()))},
            {result.source, result.pages, std::string(ocr::text(result.verdict)), impersonal(result.fields)});
        if (!recorded) return console.report(recorded.error());
    }
    if (console.json()) {
        console.print(Json{{"schema", "trien.batch/1"},
                           {"batch", name},
                           {"output", batch.output.string()},
                           {"skipped", report.skipped},
                           {"files", files}});
    }
    if (report.stopped) return asked_to_stop == SIGTERM ? ExitCode::terminated : ExitCode::interrupted;
    if (failed == 0) return ExitCode::ok;
    return failed == report.files.size() ? ExitCode::input : ExitCode::partial;
}

}  // namespace trien::cli
