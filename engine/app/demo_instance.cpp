// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/app/instance.hpp"
#include "engine/base/fields.hpp"
#include "engine/base/file.hpp"
#include "engine/journal/postgres_connection.hpp"
#include "engine/journal/postgres_store.hpp"
#include "engine/journal/signing_key.hpp"
#include "engine/journal/sqlite_store.hpp"
#include "engine/sign/demo_ca.hpp"

namespace trien::app {

namespace {

namespace fs = std::filesystem;

/// Copies a folder of data without what development leaves in it.
void copy_data(const fs::path& from, const fs::path& to) {
    fs::create_directories(to);
    for (const auto& entry : fs::directory_iterator(from)) {
        const fs::path name = entry.path().filename();
        if (name == "schema" || name == "node_modules") continue;
        if (entry.is_directory()) {
            copy_data(entry.path(), to / name);
        } else {
            fs::copy_file(entry.path(), to / name);
        }
    }
}

Json read_json(const fs::path& file) {
    return parse_json(read_file(file), file.string());
}

/// Issues the keys of the office one by one, and notes where each lies and which certificate it has.
class KeyMaker {
  public:
    KeyMaker(const fs::path& folder, const DemoSources& sources, sign::Validity validity, std::string token)
        : folder_(folder),
          sources_(sources),
          validity_(validity),
          token_(std::move(token)),
          authority_(sign::KeyType::rsa_3072, validity) {}

    void make(const std::string& holder, const std::string& store, Json& organisation) {
        Json& owner = owner_of(holder, organisation);
        const bool is_unit = owner.contains("symbol");
        const sign::IssuedKey key =
            authority_.issue({owner.at("name").get<std::string>(), "", "", holder},
                             is_unit ? sign::KeyType::rsa_3072 : sign::KeyType::rsa_2048, validity_);
        owner["certificates"].push_back({{"sha256", sha256(key.certificate).hex()},
                                         {"from", text(validity_.from.date())},
                                         {"to", text(validity_.until.date())}});
        Json location = {{"holder", holder}};
        if (store == "token") {
            location["pkcs11"] = sign::import_into_token({sources_.module, token_, holder}, sign::Secret(sources_.pin),
                                                         sign::Secret(sources_.pin), key);
        } else {
            const fs::path file = folder_ / "keys" / (holder + ".p12");
            write_file(file, authority_.pkcs12(key, holder, sign::Secret(sources_.pin)));
            location["pkcs12"] = fs::relative(file, folder_).string();
        }
        locations_.push_back(std::move(location));
    }

    [[nodiscard]] const Json& locations() const { return locations_; }

    void write_trust() {
        write_file(folder_ / "trust" / "ca-mau.pem", authority_.anchor_pem());
        write_file(folder_ / "trust" / "ca-mau.crl", authority_.revocation_list_pem(validity_));
    }

  private:
    static Json& owner_of(const std::string& holder, Json& organisation) {
        for (const char* list : {"people", "units"}) {
            for (Json& candidate : organisation.at(list)) {
                if (candidate.at("id") == holder) return candidate;
            }
        }
        throw Error(Fault::input, "demo.holder", {"office.json", 0, 0, holder},
                    {"Không có người hay đơn vị này", "there is no such person or unit"});
    }

    fs::path folder_;
    const DemoSources& sources_;
    sign::Validity validity_;
    std::string token_;
    sign::DemoCa authority_;
    Json locations_ = Json::array();
};

/// A token store of the instance's own, so that no system-wide configuration is touched.
fs::path prepare_token_store(const fs::path& folder) {
    const fs::path tokens = fs::absolute(folder / "keys" / "tokens");
    fs::create_directories(tokens);
    const fs::path configuration = fs::absolute(folder / "keys" / "softhsm2.conf");
    write_file(configuration, fmt::format("directories.tokendir = {}\nobjectstore.backend = file\nlog.level = ERROR\n",
                                          tokens.string()));
    ::setenv("SOFTHSM2_CONF", configuration.c_str(), 1);
    return configuration;
}

void make_journal(const Instance& instance, const DemoSources& sources) {
    if (sources.owner_connection.empty()) {
        (void)journal::create_sqlite_store(instance.journal_path());
    } else {
        (void)journal::create_postgres_store(sources.owner_connection, sources.service_role);
    }
    const auto key = journal::SigningKey::generate();
    key.save(instance.journal_key_path());
    const std::string line = journal::VerifierKey{instance.configuration().origin, key.public_key()}.text() + "\n";
    write_file(instance.verifier_key_path(), line);
    write_file(instance.trust_path() / "journal.pub", line);
}

void make(const fs::path& folder, const DemoSources& sources) {
    for (const char* name : {"keys", "trust", "documents", "blobs"}) fs::create_directories(folder / name);
    copy_data(sources.data / "processes", folder / "processes");
    copy_data(sources.data / "templates", folder / "templates");

    const fs::path source = sources.data / "examples" / "demo-office";
    const Json office = read_json(source / "office.json");
    Json organisation = read_json(source / "organisation.json");
    Fields fields(office, (source / "office.json").string());
    Fields period = fields.object("certificates");
    const fs::path softhsm = prepare_token_store(folder);
    KeyMaker keys(folder, sources, {period.instant("from"), period.instant("until")}, fields.text("token"));
    for (Fields& key : fields.objects("keys")) keys.make(key.text("holder"), key.text("store"), organisation);
    keys.write_trust();

    write_file(folder / "organisation.json", organisation.dump(2) + "\n");
    write_file(folder / "keys" / "pin.txt", sources.pin + "\n");
    Json configuration = {{"schema", "trien.instance/1"},
                          {"unit", fields.text("unit")},
                          {"origin", fields.text("origin")},
                          {"demo", true},
                          {"softhsmConfiguration", softhsm.string()},
                          {"keys", keys.locations()}};
    if (!sources.owner_connection.empty()) {
        configuration["journal"] = journal::connection_as(sources.owner_connection, sources.service_role);
    }
    write_file(folder / "trien.json", configuration.dump(2) + "\n");
    make_journal(Instance::open(folder), sources);
}

}  // namespace

void make_demo_instance(const fs::path& folder, const DemoSources& sources) {
    const bool existed = fs::exists(folder);
    if (existed && !fs::is_empty(folder)) {
        throw Error(Fault::conflict, "instance.exists", {folder.string(), 0, 0, ""},
                    {"Thư mục đã có nội dung", "the folder is not empty"},
                    {"Chọn thư mục khác", "choose another folder"});
    }
    try {
        fs::create_directories(folder);
        make(folder, sources);
    } catch (...) {
        std::error_code ignored;
        fs::remove_all(folder, ignored);
        if (existed) fs::create_directories(folder, ignored);
        throw;
    }
}

}  // namespace trien::app
