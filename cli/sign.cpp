// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"
#include "engine/app/documents.hpp"
#include "engine/base/file.hpp"

namespace trien::cli {

ExitCode run_sign(const SignOptions& options, const Console& console) {
    const SystemClock clock;
    const std::string pdf = read_file(options.input);
    const auto context = app::read_verify_context(options.trust, clock.now());
    const auto key = app::key_opener({options.key.p12, options.key.pkcs11}, pin_reader(options.key, options.output))();
    try {
        write_file(options.output, app::sign_document(pdf, *key, context.trust, context.now, options.reason));
    } catch (const Error& error) {
        if (!error.place().file.empty()) throw;
        throw error.at({options.input, 0, 0, error.place().element});
    }
    console.say({"Đã ký số: " + options.output, "signed: " + options.output});
    return ExitCode::ok;
}

}  // namespace trien::cli
