// SPDX-License-Identifier: Apache-2.0
#include "engine/app/backup.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/app/detail/engine_state.hpp"
#include "engine/app/detail/unfinished_folder.hpp"
#include "engine/app/projector.hpp"
#include "engine/app/stamps.hpp"
#include "engine/base/digest.hpp"
#include "engine/base/fields.hpp"
#include "engine/base/file.hpp"
#include "engine/journal/copy.hpp"
#include "engine/journal/postgres_connection.hpp"
#include "engine/journal/postgres_store.hpp"
#include "engine/journal/signing_key.hpp"
#include "engine/journal/sqlite_store.hpp"
#include "engine/journal/verify.hpp"

namespace trien::app {

namespace {

namespace fs = std::filesystem;

constexpr const char* manifest_name = "manifest.json";
constexpr const char* journal_name = "journal.db";
constexpr const char* keys_name = "personal-keys.db";
constexpr const char* schema = "trien.backup/1";

/// What an office consists of besides its journal.
constexpr std::array office_files = {"trien.json", "organisation.json", "journal.key", "journal.pub"};
constexpr std::array office_folders = {"batches", "blobs", "documents", "keys", "processes", "templates", "trust"};

/// What the manifest says of the backup; the members are those of the JSON.
struct Manifest {
    std::string made_at;
    std::string office;
    std::string unit;
    std::string folder;  ///< where the office was
    std::int64_t entries = 0;
    std::string checkpoint;  ///< the journal's newest; empty if it has none
    std::map<std::string, CopiedFile> files;
};

// --- the manifest --------------------------------------------------------------------------------------------------

Json to_json(const Manifest& manifest) {
    Json files = Json::array();
    for (const auto& [path, file] : manifest.files) {
        files.push_back({{"path", path}, {"sha256", file.digest.hex()}, {"size", file.size}});
    }
    return {
        {"schema", schema},          {"madeAt", manifest.made_at},
        {"office", manifest.office}, {"unit", manifest.unit},
        {"folder", manifest.folder}, {"journal", {{"entries", manifest.entries}, {"checkpoint", manifest.checkpoint}}},
        {"files", std::move(files)}};
}

/// What the office's journal key signs: the manifest without the signature. A checkpoint never starts like this.
std::string signed_text(Json manifest) {
    manifest.erase("signature");
    return fmt::format("{}\n{}", schema, canonical(manifest));
}

std::string write(const Manifest& manifest, const journal::SigningKey& key) {
    Json json = to_json(manifest);
    json["signature"] = to_base64(key.sign(signed_text(json)));
    return canonical(json);
}

CopiedFile read_file_of(Fields& fields) {
    CopiedFile file{fields.number("size"), {}};
    const auto digest = Digest::parse(fields.text("sha256"));
    if (!digest) throw fields.fault("sha256", {"Không phải mã băm SHA-256", "this is no SHA-256 value"});
    file.digest = *digest;
    return file;
}

/// @throws Error(Fault::input) naming the manifest and the member.
Manifest read_manifest(const Json& json, const std::string& name) {
    Fields fields(json, name);
    if (fields.text("schema") != schema) {
        throw fields.fault("schema", {fmt::format("Phải là “{}”", schema), fmt::format("this must be \"{}\"", schema)},
                           {"Khôi phục bằng bản Triện đã lập bản sao lưu này, hoặc mới hơn",
                            "restore with the Triện that made this backup, or a newer one"});
    }
    Manifest manifest{
        fields.text("madeAt"), fields.text("office"), fields.text("unit"), fields.text("folder"), 0, "", {}};
    Fields journal = fields.object("journal");
    manifest.entries = journal.number("entries");
    manifest.checkpoint = journal.text("checkpoint");
    journal.done();
    for (Fields& file : fields.objects("files")) {
        manifest.files[file.text("path")] = read_file_of(file);
        file.done();
    }
    (void)fields.text("signature");
    fields.done();
    return manifest;
}

// --- checking ------------------------------------------------------------------------------------------------------

Finding finding(const char* code, const fs::path& file, Message text) {
    return {Finding::Severity::error,
            code,
            {file.string(), 0, 0, ""},
            std::move(text),
            {"Không dùng bản sao lưu này; lấy bản khác", "do not use this backup; take another one"}};
}

Finding finding(const Error& error) {
    return {Finding::Severity::error, error.code(), error.place(), error.cause(), error.mend()};
}

/// Every file below a folder, by its path from there.
std::map<std::string, fs::path> files_below(const fs::path& folder) {
    std::map<std::string, fs::path> found;
    constexpr auto options = fs::directory_options::follow_directory_symlink;
    for (const auto& entry : fs::recursive_directory_iterator(folder, options)) {
        if (!entry.is_directory()) found.emplace(entry.path().lexically_relative(folder).string(), entry.path());
    }
    return found;
}

CopiedFile measure(const fs::path& path) {
    CopiedFile file;
    Hasher hasher;
    read_in_pieces(path, [&](std::string_view piece) {
        hasher.add(piece);
        file.size += std::ssize(piece);
    });
    file.digest = hasher.finish();
    return file;
}

/// The verifier key that the backup says is the office's.
journal::VerifierKey verifier_key(const fs::path& folder) {
    const fs::path file = folder / "journal.pub";
    const std::string text = read_file(file, 4096);
    if (auto key = journal::VerifierKey::parse(text.substr(0, text.find('\n')))) return *std::move(key);
    throw Error(Fault::input, "backup.key", {file.string(), 0, 0, ""},
                {"Không phải khóa kiểm tra nhật ký", "this is no verifier key of a journal"});
}

/// Holds a backup against its manifest, then its journal against the journal's own signatures.
class BackupCheck {
  public:
    explicit BackupCheck(fs::path backup) : backup_(std::move(backup)) {}

    /// Findings instead of errors: a backup is something from outside.
    BackupReport run() {
        try {
            check_manifest();
            if (report_.ok()) check_files();
            if (report_.ok()) check_journal();
        } catch (const Error& error) {
            report_.findings.push_back(finding(error));
        } catch (const fs::filesystem_error& error) {
            report_.findings.push_back(finding("backup.unreadable", error.path1(),
                                               {fmt::format("Không đọc được: {}", error.code().message()),
                                                fmt::format("this cannot be read: {}", error.code().message())}));
        }
        return std::move(report_);
    }

    [[nodiscard]] const Manifest& manifest() const { return manifest_; }

  private:
    [[nodiscard]] fs::path file(const std::string& name) const { return backup_ / name; }

    void check_manifest() {
        const fs::path path = file(manifest_name);
        if (!fs::is_directory(backup_) || !fs::exists(path)) {
            report_.findings.push_back(
                finding("backup.missing", path,
                        {"Thư mục này không phải một bản sao lưu hoàn chỉnh", "this folder is no finished backup"}));
            return;
        }
        const std::string text = read_file(path);
        const Json json = parse_json(text, path.string());
        manifest_ = read_manifest(json, path.string());
        const auto signature = from_base64(json.at("signature").get<std::string>());
        const auto key = verifier_key(backup_);
        if (!signature || canonical(json) != text || !key.key.verifies(signed_text(json), *signature)) {
            report_.findings.push_back(finding("backup.signature", path,
                                               {"Bản kê không mang chữ ký của khóa nhật ký trong journal.pub",
                                                "the manifest is not signed by the journal key in journal.pub"}));
        }
        report_.office = manifest_.office;
        report_.made_at = manifest_.made_at;
    }

    void check_files() {
        auto present = files_below(backup_);
        present.erase(manifest_name);
        for (const auto& [name, expected] : manifest_.files) {
            const auto found = present.find(name);
            if (found != present.end()) {
                check_file(name, found->second, expected);
                present.erase(found);
            } else if (name != keys_name) {
                report_.findings.push_back(
                    finding("backup.missing", file(name), {"Thiếu tệp này", "this file is missing"}));
            }
        }
        for (const auto& [name, path] : present) {
            report_.findings.push_back(finding(
                "backup.foreign", path, {"Tệp này không có trong bản kê", "the manifest does not name this file"}));
        }
    }

    void check_file(const std::string& name, const fs::path& path, const CopiedFile& expected) {
        const CopiedFile actual = measure(path);
        ++report_.files;
        report_.bytes += actual.size;
        report_.personal_keys = report_.personal_keys || name == keys_name;
        if (actual.size != expected.size || actual.digest != expected.digest) {
            report_.findings.push_back(
                finding("backup.altered", path,
                        {fmt::format("Tệp đã bị thay đổi: {} byte, bản kê ghi {} byte", actual.size, expected.size),
                         fmt::format("the file was altered: {} bytes, the manifest says {}; or the hash differs",
                                     actual.size, expected.size)}));
        }
        check_blob(name, path, actual.digest);
    }

    /// A blob's name is its hash: also a manifest made anew cannot put another in its place.
    void check_blob(const std::string& name, const fs::path& path, const Digest& digest) {
        constexpr std::string_view prefix = "blobs/";
        if (!name.starts_with(prefix)) return;
        std::string hex = name.substr(prefix.size());
        std::erase(hex, '/');
        if (hex == digest.hex()) return;
        report_.findings.push_back(
            finding("blob.altered", path,
                    {"Nội dung không khớp mã băm là tên tệp", "the content does not match the hash that is its name"}));
    }

    void check_journal() {
        const auto journal = open_journal_copy();
        journal::VerifyOptions options{verifier_key(backup_)};
        options.check_stamp = stamp_check(sign::read_trust_store(backup_ / "trust"));
        const auto verified = journal::verify(*journal.store, options);
        for (Finding found : verified.findings) {
            if (found.severity != Finding::Severity::error) continue;
            found.place.file = file(journal_name).string();
            report_.findings.push_back(std::move(found));
        }
        report_.entries = verified.entries;
        report_.destroyed_values = verified.destroyed_values;
        const auto newest = journal.store->last_checkpoint();
        if (verified.entries != manifest_.entries || (newest ? newest->note : "") != manifest_.checkpoint) {
            report_.findings.push_back(finding(
                "backup.journal", file(journal_name),
                {fmt::format("Nhật ký có {} bản ghi, bản kê ghi {}", verified.entries, manifest_.entries),
                 fmt::format("the journal has {} entries, the manifest says {}; or the checkpoint is another one",
                             verified.entries, manifest_.entries)}));
        }
    }

  public:
    /// The backup's journal with its personal keys, open for reading.
    struct JournalCopy {
        std::unique_ptr<TemporaryFolder> upgraded;  ///< where it lies, if an older program made it
        std::unique_ptr<journal::Store> store;
    };

    [[nodiscard]] JournalCopy open_journal_copy() const {
        const fs::path keys = fs::exists(file(keys_name)) ? file(keys_name) : fs::path();
        try {
            return {nullptr, open_copy(file(journal_name), keys)};
        } catch (const Error& error) {
            if (error.code() != "journal.older") throw;
        }
        JournalCopy copy{std::make_unique<TemporaryFolder>(), nullptr};
        const auto upgraded = [&](const fs::path& path) {
            const fs::path to = copy.upgraded->path() / path.filename();
            fs::copy_file(path, to);
            (void)journal::open_sqlite_store(to);
            return to;
        };
        copy.store = open_copy(upgraded(file(journal_name)), keys.empty() ? keys : upgraded(keys));
        return copy;
    }

  private:
    static std::unique_ptr<journal::Store> open_copy(const fs::path& journal, const fs::path& keys) {
        journal::SqliteOptions options;
        options.copy = true;
        options.keys = keys;
        return journal::open_sqlite_store(journal, options);
    }

    fs::path backup_;
    Manifest manifest_;
    BackupReport report_;
};

// --- making --------------------------------------------------------------------------------------------------------

/// The journal first: a blob is stored before an entry names it, so none that is named can be missing then.
void copy_journal(const Instance& instance, const UnfinishedFolder& target, Manifest& manifest) {
    journal::SqliteOptions options;
    options.copy = true;
    const auto copy = journal::create_sqlite_store(target.path() / journal_name, options);
    const auto keys = journal::create_sqlite_store(target.path() / keys_name, options);
    journal::copy_apart(*open_journal(instance), *copy, *keys);
    manifest.entries = copy->size();
    if (const auto newest = copy->last_checkpoint()) manifest.checkpoint = newest->note;
}

void copy_files(const Instance& instance, const UnfinishedFolder& target, Manifest& manifest) {
    const fs::path& office = instance.folder();
    for (const char* name : office_files) manifest.files[name] = target.copy_in(office / name, name);
    for (const char* folder : office_folders) {
        if (!fs::is_directory(office / folder)) continue;
        for (const auto& [name, path] : files_below(office / folder)) {
            if (path.extension() == ".part") continue;  // on its way in, and not yet the office's
            const std::string to = (fs::path(folder) / name).string();
            manifest.files[to] = target.copy_in(path, to);
        }
    }
}

Error unsound(const Finding& found) {
    Message cause = found.text;
    cause.vi = "Bản sao vừa lập không đạt kiểm tra: " + cause.vi;
    cause.en = "the copy just made does not pass its check: " + cause.en;
    return Error(Fault::corrupt, "backup.unsound", found.place, cause,
                 {"Kiểm tra đơn vị bằng `trien journal verify`, và kiểm tra đĩa",
                  "check the office with `trien journal verify`, and check the disk"});
}

[[noreturn]] void translate(const fs::filesystem_error& error) {
    throw Error(Fault::environment, "file.unreadable", {error.path1().string(), 0, 0, ""},
                {fmt::format("Không đọc ghi được: {}", error.code().message()),
                 fmt::format("this cannot be read or written: {}", error.code().message())},
                {"Kiểm tra đĩa, chỗ trống và quyền truy cập", "check the disk, its free space and the access rights"});
}

BackupReport make_backup(const Instance& instance, const fs::path& folder, Instant now) {
    if (fs::exists(fs::symlink_status(folder))) {
        throw Error(Fault::conflict, "backup.exists", {folder.string(), 0, 0, ""},
                    {"Ở đây đã có tệp hay thư mục, không ghi đè", "something is here already and is not overwritten"},
                    {"Chọn tên khác, ví dụ có ngày giờ", "choose another name, such as one with the date and hour"});
    }
    const Configuration& configuration = instance.configuration();
    Manifest manifest{now.text(),
                      configuration.origin,
                      configuration.unit.value(),
                      fs::absolute(instance.folder()).lexically_normal().string(),
                      0,
                      "",
                      {}};
    UnfinishedFolder target(folder);
    copy_journal(instance, target, manifest);
    for (const char* name : {journal_name, keys_name}) manifest.files[name] = measure(target.path() / name);
    copy_files(instance, target, manifest);
    write_file(target.path() / manifest_name, write(manifest, journal::SigningKey::load(instance.journal_key_path())));
    fs::permissions(target.path() / manifest_name, fs::perms::owner_read | fs::perms::owner_write);
    BackupReport report = BackupCheck(target.path()).run();
    if (!report.ok()) throw unsound(report.findings.front());
    target.finish();
    return report;
}

// --- restoring -----------------------------------------------------------------------------------------------------

/// Where something in the old office lies in the new one; empty if it lay elsewhere.
std::string moved(const std::string& path, const std::string& from, const fs::path& to) {
    if (!path.starts_with(from + "/")) return "";
    return (to / path.substr(from.size() + 1)).string();
}

/// What names the office's own folder names the new one, and the journal is where it now is.
void adapt_configuration(const fs::path& built,
                         const std::string& old_folder,
                         const fs::path& new_folder,
                         const std::string& connection) {
    const fs::path file = built / "trien.json";
    Json configuration = parse_json(read_file(file), file.string());
    configuration.erase("journal");
    if (!connection.empty()) configuration["journal"] = connection;
    const std::string token = configuration.value("softhsmConfiguration", "");
    if (const std::string now = moved(token, old_folder, new_folder); !now.empty()) {
        configuration["softhsmConfiguration"] = now;
        const fs::path token_file = built / fs::path(token).lexically_relative(old_folder);
        std::string text = read_file(token_file);
        if (const auto at = text.find(old_folder + "/"); at != std::string::npos) {
            text.replace(at, old_folder.size(), new_folder.string());
        }
        write_file(token_file, text);
    }
    write_file(file, configuration.dump(2) + "\n");
}

/// A journal in PostgreSQL to restore into: a new one, or one that is there and empty.
std::unique_ptr<journal::Store> new_postgres_journal(const RestoreOptions& options) {
    try {
        return journal::create_postgres_store(options.owner_connection, options.service_role);
    } catch (const Error& error) {
        if (error.code() != "journal.exists") throw;
        return journal::open_postgres_store(options.owner_connection);
    }
}

/// Fills the office's journal and its views, and examines the result.
Findings fill_journal(const BackupCheck& backup, journal::Store& store, const fs::path& built) {
    journal::copy(*backup.open_journal_copy().store, store);
    store.rebuild_views(Projector());
    journal::VerifyOptions options{verifier_key(built)};
    options.replay = std::make_unique<ViewReplay>();
    auto verified = journal::verify(store, options);
    std::erase_if(verified.findings, [](const Finding& f) { return f.severity != Finding::Severity::error; });
    return verified.findings;
}

BackupReport make_office(const fs::path& backup, const fs::path& folder, const RestoreOptions& options) {
    if (fs::exists(folder) && !(fs::is_directory(folder) && fs::is_empty(folder))) {
        throw Error(Fault::conflict, "restore.not-empty", {folder.string(), 0, 0, ""},
                    {"Thư mục đã có nội dung, không ghi đè", "the folder is not empty and is not overwritten"},
                    {"Chọn thư mục mới", "choose a new folder"});
    }
    BackupCheck check(backup);
    BackupReport report = check.run();
    if (!report.ok()) return report;
    UnfinishedFolder target(folder);
    // Also those that were empty, as private as the folder itself.
    for (const char* name : office_folders) fs::create_directory(target.path() / name, target.path());
    for (const auto& [name, expected] : check.manifest().files) {
        if (name == journal_name || name == keys_name) continue;
        if (target.copy_in(backup / name, name).digest == expected.digest) continue;
        report.findings.push_back(
            finding("backup.altered", backup / name, {"Tệp vừa bị thay đổi", "the file has just been altered"}));
        return report;
    }
    const bool in_folder = options.owner_connection.empty();
    adapt_configuration(target.path(), check.manifest().folder, fs::absolute(folder).lexically_normal(),
                        in_folder ? "" : journal::connection_as(options.owner_connection, options.service_role));
    (void)Instance::open(target.path());
    {
        const auto store =
            in_folder ? journal::create_sqlite_store(target.path() / journal_name) : new_postgres_journal(options);
        report.findings = fill_journal(check, *store, target.path());
    }
    if (report.ok()) target.finish();
    return report;
}

}  // namespace

BackupReport back_up(const Instance& instance, const fs::path& folder, Instant now) {
    try {
        return make_backup(instance, folder, now);
    } catch (const fs::filesystem_error& error) {
        translate(error);
    }
}

BackupReport check_backup(const fs::path& backup) {
    return BackupCheck(backup).run();
}

BackupReport restore(const fs::path& backup, const fs::path& folder, const RestoreOptions& options) {
    try {
        return make_office(backup, folder, options);
    } catch (const fs::filesystem_error& error) {
        translate(error);
    }
}

}  // namespace trien::app
