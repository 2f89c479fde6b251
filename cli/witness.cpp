// SPDX-License-Identifier: Apache-2.0
#include "engine/app/witness.hpp"

#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "engine/base/file.hpp"

namespace trien::cli {

namespace {

constexpr std::uintmax_t max_request_size = 65536;

ExitCode init(const WitnessOptions& options, const Console& console) {
    const std::string line = app::make_witness(options.folder, options.name);
    if (console.json()) {
        console.print(Json{{"schema", "trien.witness-key/1"}, {"key", line}});
    } else {
        console.print(line);
    }
    return ExitCode::ok;
}

ExitCode add_log(const WitnessOptions& options, const Console& console) {
    const auto added = app::watch_log(options.folder, options.key);
    return added ? ExitCode::ok : console.report(added.error());
}

ExitCode cosign(const WitnessOptions& options, const Console& console) {
    const auto line = app::cosign(options.folder, read_file(options.request, max_request_size), SystemClock().now());
    if (line) {
        console.deliver(*line, options.output);
        return ExitCode::ok;
    }
    const ExitCode code = console.report(line.error());
    // A history that does not continue is the answer this was asked for, not a mishap.
    const bool forked = line.error().code == "witness.fork" || line.error().code == "witness.proof";
    return forked ? ExitCode::negative : code;
}

}  // namespace

ExitCode run_witness(const WitnessOptions& options, const Console& console) {
    if (options.verb == "init") return init(options, console);
    if (options.verb == "add-log") return add_log(options, console);
    return cosign(options, console);
}

}  // namespace trien::cli
