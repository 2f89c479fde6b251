// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <csignal>
#include <thread>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"

namespace trien::cli {

namespace {

volatile std::sig_atomic_t stopped_by = 0;

void note_signal(int signal) {
    stopped_by = signal;
}

/// Fires what is due, and says so.
ExitCode work_once(app::Engine& engine, const Console& console) {
    const app::Fired fired = engine.fire_timers();
    if (console.json()) {
        console.print(Json{{"schema", "trien.worker/1"}, {"fired", fired.count}, {"failed", fired.findings.size()}});
    } else if (fired.count > 0) {
        console.print(
            Message{fmt::format("{} hẹn giờ đã đến", fired.count), fmt::format("{} timers fired", fired.count)});
    }
    return fired.findings.empty() ? ExitCode::ok : console.report(fired.findings);
}

}  // namespace

ExitCode run_worker(const WorkerOptions& options, const Console& console) {
    Office office(options.office);
    if (options.once) return work_once(office.engine(), console);
    std::signal(SIGINT, note_signal);
    std::signal(SIGTERM, note_signal);
    while (stopped_by == 0) {
        (void)work_once(office.engine(), console);
        std::this_thread::sleep_for(std::chrono::seconds(1));  // a signal ends it early
    }
    return stopped_by == SIGTERM ? ExitCode::terminated : ExitCode::interrupted;
}

}  // namespace trien::cli
