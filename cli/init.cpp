// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "engine/app/instance.hpp"
#include "engine/base/file.hpp"
#include "engine/base/random.hpp"

namespace trien::cli {

namespace {

namespace fs = std::filesystem;

/// Debian's places for SoftHSM's module, by architecture.
fs::path find_softhsm() {
    for (const char* place : {"/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
                              "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so"}) {
        if (fs::exists(place)) return place;
    }
    throw Error(Fault::environment, "init.softhsm", {"libsofthsm2.so", 0, 0, ""},
                {"Chưa cài SoftHSM, nơi giữ khóa mẫu", "SoftHSM, which keeps the demonstration keys, is not installed"},
                {"Chạy: apt install softhsm2, hoặc dùng --module", "run: apt install softhsm2, or use --module"});
}

}  // namespace

void require_without_password(const StoreOptions& options) {
    if (options.connection.empty() || !app::holds_password(options.connection)) return;
    throw Error(Fault::usage, "usage.password", {"", 0, 0, "--store"},
                {"Mật khẩu trên dòng lệnh thì ai trên máy cũng thấy",
                 "a password on the command line is seen by everybody on the machine"},
                {"Bỏ mật khẩu khỏi chuỗi kết nối, ghi vào ~/.pgpass hoặc tệp mà PGPASSFILE chỉ đến",
                 "take it out of the connection string, and put it into ~/.pgpass or the file that PGPASSFILE names"});
}

ExitCode run_init(const InitOptions& options, const Console& console) {
    if (!options.demo) {
        throw Error(Fault::usage, "init.demo-only", {"", 0, 0, "--demo"},
                    {"Hiện chỉ khởi tạo được đơn vị mẫu", "only a demonstration office can be made so far"},
                    {"Thêm --demo; đơn vị thật dùng trien.json và organisation.json của mình",
                     "add --demo; a real office brings its own trien.json and organisation.json"});
    }
    require_without_password(options.store);
    std::string pin = "1234";  // the demonstration's published PIN
    if (!options.pin_file.empty()) {
        pin = read_file(options.pin_file, 4096);
        pin.erase(std::min(pin.find_first_of("\r\n"), pin.size()));
    }
    app::make_demo_instance(options.folder,
                            {data_folder(), options.module.empty() ? find_softhsm() : fs::path(options.module), pin,
                             options.store.connection, options.store.role});
    Office office({options.folder, "an.nguyen", ""});
    for (const auto& entry : fs::directory_iterator(fs::path(options.folder) / "processes")) {
        if (entry.path().extension() != ".bpmn") continue;
        const auto issued = office.engine().issue_procedure(office.caller(), entry.path());
        if (!issued) return console.report(issued.error());
    }
    console.say({fmt::format("Đã lập đơn vị mẫu tại {}", options.folder),
                 fmt::format("made the demonstration office in {}", options.folder)});
    return ExitCode::ok;
}

}  // namespace trien::cli
