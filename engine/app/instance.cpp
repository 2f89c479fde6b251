// SPDX-License-Identifier: Apache-2.0
#include "engine/app/instance.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/base/fields.hpp"
#include "engine/base/file.hpp"
#include "engine/journal/postgres_connection.hpp"

namespace trien::app {

namespace {

namespace fs = std::filesystem;

TimeStamping read_time_stamping(Fields fields) {
    const TimeStamping read{fields.text("url"), std::chrono::minutes(fields.number_or("everyMinutes", 60))};
    if (read.every < std::chrono::minutes(1) || read.every > std::chrono::days(1)) {
        throw fields.fault("everyMinutes", {"Phải từ 1 đến 1440 phút", "this must be 1 to 1440 minutes"});
    }
    fields.done();
    return read;
}

/// Where the journal lies. trien.json is read by many and lies in backups: no place for a password.
std::string read_journal(Fields& root) {
    std::string connection = root.text_or("journal", "");
    if (connection.empty()) return connection;
    if (!connection.starts_with("postgresql://") && !connection.starts_with("postgres://")) {
        throw root.fault("journal", {"Phải dạng postgresql://…", "this must be of the form postgresql://…"});
    }
    if (journal::holds_password(connection)) {
        throw root.fault("journal", {"Chuỗi kết nối chứa mật khẩu", "the connection string holds a password"},
                         {"Bỏ mật khẩu khỏi trien.json, ghi vào ~/.pgpass hoặc tệp mà PGPASSFILE chỉ đến",
                          "take the password out of trien.json, and put it into ~/.pgpass or the file that PGPASSFILE "
                          "names"});
    }
    return connection;
}

Configuration read_configuration(const fs::path& folder) {
    const fs::path file = folder / "trien.json";
    if (!fs::exists(file)) {
        throw Error(Fault::environment, "instance.missing", {file.string(), 0, 0, ""},
                    {"Thư mục này không phải một đơn vị Triện", "this folder is no Triện instance"},
                    {fmt::format("Chạy: trien init {} --demo", folder.string()),
                     fmt::format("run: trien init {} --demo", folder.string())});
    }
    const Json json = parse_json(read_file(file), file.string());
    Fields root(json, file.string());
    if (root.text("schema") != "trien.instance/1") {
        throw root.fault("schema", {"Phải là “trien.instance/1”", "this must be \"trien.instance/1\""});
    }
    Configuration configuration{
        UnitId(root.text("unit")), root.text("origin"), root.flag_or("demo", false), {}, {}, {}, {}};
    configuration.journal = read_journal(root);
    configuration.softhsm_configuration = root.text_or("softhsmConfiguration", "");
    if (root.has("timeStamp")) configuration.time_stamping = read_time_stamping(root.object("timeStamp"));
    for (Fields& key : root.objects("keys")) {
        const std::string holder = key.text("holder");
        const KeyLocation location{key.text_or("pkcs12", ""), key.text_or("pkcs11", "")};
        if (location.pkcs12.empty() == location.pkcs11.empty()) {
            throw key.fault("holder", {"Mỗi khóa ở một nơi: hoặc pkcs12, hoặc pkcs11",
                                       "a key lies in one place: either pkcs12 or pkcs11"});
        }
        configuration.keys[holder] = location;
        key.done();
    }
    root.done();
    return configuration;
}

}  // namespace

bool holds_password(const std::string& connection) {
    return journal::holds_password(connection);
}

Instance::Instance(fs::path folder,
                   Configuration configuration,
                   organisation::Organisation organisation,
                   authority::Rules rules,
                   procedure::Library library,
                   calendar::CalendarSet calendars)
    : folder_(std::move(folder)),
      configuration_(std::move(configuration)),
      organisation_(std::move(organisation)),
      rules_(std::move(rules)),
      library_(std::move(library)),
      calendars_(std::move(calendars)) {}

Instance Instance::open(const fs::path& folder) {
    Configuration configuration = read_configuration(folder);
    const fs::path organisation_file = folder / "organisation.json";
    const fs::path rules_file = folder / "processes" / "authority.json";
    Instance instance(folder, std::move(configuration),
                      organisation::read_organisation(read_file(organisation_file), organisation_file.string()),
                      authority::read_rules(read_file(rules_file), rules_file.string()),
                      procedure::Library::load(folder / "processes"),
                      calendar::CalendarSet::load(folder / "processes" / "calendars", "vn-office"));
    if (instance.organisation_.unit(instance.configuration_.unit) == nullptr) {
        throw Error(Fault::input, "instance.unit", {(folder / "trien.json").string(), 0, 0, "unit"},
                    {"Đơn vị này không có trong organisation.json", "organisation.json has no such unit"},
                    {"Sửa mã đơn vị", "mend the unit's id"});
    }
    return instance;
}

const organisation::Unit& Instance::unit() const {
    return *organisation_.unit(configuration_.unit);
}

}  // namespace trien::app
