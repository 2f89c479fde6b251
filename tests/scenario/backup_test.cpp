// SPDX-License-Identifier: Apache-2.0
// An office is backed up while it works, and comes back whole; a backup that is not sound is not used.
#include <atomic>
#include <csignal>
#include <fstream>
#include <thread>

#include <fmt/format.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/base/digest.hpp"
#include "tests/scenario/office.hpp"

namespace trien::scenario {
namespace {

namespace fs = std::filesystem;

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Backup : public Office {
  protected:
    std::string made_backup(const std::string& name = "backup") {
        const std::string path = temporary(name);
        expect(0, {"backup", path});
        return path;
    }

    /// `trien WORDS…` in the restored office.
    Ran in_restored(std::vector<std::string> words) {
        words.insert(words.end(), {"--instance", temporary("restored")});
        return trien(std::move(words));
    }
    Json restored_json(std::vector<std::string> words) {
        words.insert(words.begin(), "--json");
        const Ran ran = in_restored(std::move(words));
        EXPECT_EQ(ran.exit, 0) << ran.err;
        return ran.exit == 0 ? Json::parse(ran.out) : Json();
    }

    /// The backup is refused for this file, with and without restoring, and nothing is made.
    void expect_refused(const std::string& backup, const std::string& file) {
        EXPECT_THAT(expect(1, {"restore", "--verify-only", backup}).err, HasSubstr(file));
        EXPECT_THAT(expect(1, {"restore", backup, temporary("restored")}).err, HasSubstr(file));
        EXPECT_FALSE(fs::exists(temporary("restored")));
        EXPECT_FALSE(fs::exists(temporary("restored.partial")));
    }

    static void change_byte(const fs::path& file, std::size_t at) {
        std::string bytes = read_file(file);
        bytes.at(at) = static_cast<char>(bytes.at(at) ^ 1);
        fs::permissions(file, fs::perms::owner_write, fs::perm_options::add);
        write_file(file, bytes);
    }
};

/// Every file below a folder with its content.
std::map<std::string, std::string> content(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) files[fs::relative(entry.path(), folder)] = read_file(entry.path());
    }
    return files;
}

TEST_F(Backup, BringsTheOfficeBackAndWorkGoesOn) {
    const std::string copy = certified_copy();
    const std::string backup = made_backup();
    fs::rename(folder(), temporary("lost"));

    expect(0, {"restore", "--verify-only", backup});
    expect(0, {"restore", backup, temporary("restored")});

    EXPECT_THAT(in_restored({"journal", "verify"}).out, HasSubstr("VALID"));
    const std::string issued = temporary("restored/documents/") + fs::path(copy).filename().string();
    EXPECT_EQ(restored_json({"verify", issued}).at("verdict"), "VALID");
    EXPECT_EQ(restored_json({"dossier", "show", "H26.99.01-261116-0001"}).at("requester"), "Hoàng Minh Châu");
    const Json next =
        restored_json({"dossier", "open", "--as", "duc.pham", "--procedure", "2.000815", "--requester", "Trần Văn Đức",
                       "--original", scan(), "--title", "Bằng", "--pages", "1", "--sheets", "1"});
    EXPECT_EQ(next.at("dossier"), "H26.99.01-261116-0002");
    EXPECT_THAT(in_restored({"journal", "verify"}).out, HasSubstr("VALID"));
}

TEST_F(Backup, IsForItsOwnerOnlyAndIsNotChangedByRestoring) {
    (void)open_case();
    const std::string backup = made_backup();
    const auto before = content(backup);

    expect(0, {"restore", "--verify-only", backup});
    expect(0, {"restore", backup, temporary("restored")});

    EXPECT_EQ(content(backup), before);
    for (const auto& entry : fs::recursive_directory_iterator(backup)) {
        EXPECT_EQ(entry.status().permissions() & (fs::perms::group_all | fs::perms::others_all), fs::perms::none)
            << entry.path();
    }
}

TEST_F(Backup, NeverOverwrites) {
    const std::string backup = made_backup();
    const auto before = content(backup);

    EXPECT_THAT(expect(9, {"backup", backup}).err, HasSubstr("backup.exists"));
    EXPECT_THAT(expect(9, {"restore", backup, folder().string()}).err, HasSubstr("restore.not-empty"));
    fs::create_directory(temporary("other.partial"));
    EXPECT_THAT(expect(9, {"backup", temporary("other")}).err, HasSubstr("other.partial"));

    EXPECT_EQ(content(backup), before);
}

TEST_F(Backup, WithOneByteChangedInAnyFileIsRefusedNamingIt) {
    (void)certified_copy();
    const std::string backup = made_backup();
    std::size_t place = 0;
    for (const auto& [name, bytes] : content(backup)) {
        if (bytes.empty()) continue;
        const fs::path file = fs::path(backup) / name;
        const std::size_t at = (place += 7919) % bytes.size();
        change_byte(file, at);
        EXPECT_THAT(expect(1, {"restore", "--verify-only", backup}).err, HasSubstr(file.string())) << "byte " << at;
        change_byte(file, at);
    }
    expect(0, {"restore", "--verify-only", backup});
}

TEST_F(Backup, WithAFileMissingTruncatedOrAddedIsRefusedNamingIt) {
    (void)open_case();
    const std::string backup = made_backup();
    for (const char* name : {"manifest.json", "journal.db", "organisation.json", "journal.pub"}) {
        const std::string file = backup + "/" + name;
        const std::string bytes = read_file(file);
        fs::rename(file, temporary("aside"));
        expect_refused(backup, name);
        write_file(file, bytes.substr(0, bytes.size() / 2));
        expect_refused(backup, name);
        fs::rename(temporary("aside"), file);
    }
    write_file(backup + "/processes/la.bpmn", "<a/>");
    expect_refused(backup, "la.bpmn");
}

TEST_F(Backup, WithTheJournalOfAnotherHourOrOneCutIsRefused) {
    (void)open_case();
    const std::string earlier = made_backup("earlier");
    (void)open_case();
    const std::string backup = made_backup();
    const std::string journal = backup + "/journal.db";
    const std::string sound = read_file(journal);
    write_file(journal, read_file(earlier + "/journal.db"));
    expect_refused(backup, "journal.db");

    write_file(journal, sound);
    ASSERT_EQ(run({"sqlite3", journal,
                   "DROP TRIGGER entry_no_delete; DELETE FROM entry WHERE idx = (SELECT max(idx) FROM entry)"})
                  .exit,
              0);
    // Whoever cuts can also make the hashes fit, but not the signature.
    const std::string cut = read_file(journal);
    Json manifest = Json::parse(read_file(backup + "/manifest.json"));
    for (Json& file : manifest["files"]) {
        if (file["path"] != "journal.db") continue;
        file["sha256"] = sha256(cut).hex();
        file["size"] = cut.size();
    }
    write_file(backup + "/manifest.json", canonical(manifest));
    expect_refused(backup, "manifest.json");
}

TEST_F(Backup, TellsAFolderThatIsNoBackup) {
    EXPECT_THAT(expect(1, {"restore", "--verify-only", folder().string()}).err, HasSubstr("manifest.json"));
    EXPECT_THAT(expect(1, {"restore", temporary("khong-co"), temporary("restored")}).err, HasSubstr("khong-co"));
    expect(2, {"restore", folder().string()});
}

TEST_F(Backup, OfADamagedOfficeIsNotFinished) {
    (void)open_case();
    ASSERT_EQ(run({"sqlite3", (folder() / "journal.db").string(),
                   "DROP TRIGGER entry_no_update; UPDATE entry SET bytes = replace(bytes, 'duc', 'lan') WHERE bytes "
                   "LIKE '%duc.pham%'"})
                  .exit,
              0);

    EXPECT_THAT(expect(1, {"backup", temporary("backup")}).err, HasSubstr("backup.unsound"));

    EXPECT_FALSE(fs::exists(temporary("backup")));
    EXPECT_FALSE(fs::exists(temporary("backup.partial")));
}

TEST_F(Backup, WithoutItsKeyFileShowsPersonalDataAsDestroyed) {
    const std::string dossier = open_case();
    const std::string backup = made_backup();
    fs::remove(backup + "/personal-keys.db");

    EXPECT_THAT(expect(0, {"restore", backup, temporary("restored")}).err, HasSubstr("personal keys"));

    EXPECT_EQ(restored_json({"dossier", "show", dossier}).at("requester"), "");
    EXPECT_THAT(in_restored({"journal", "verify"}).out, HasSubstr("VALID"));
}

TEST_F(Backup, IsConsistentWhileTheOfficeWorks) {
    std::atomic<bool> stop = false;
    int opened = 0;
    std::thread counter([&] {
        while (!stop) {
            (void)open_case();
            ++opened;
        }
    });
    std::vector<Json> reports;
    for (int n = 0; n < 3; ++n) reports.push_back(json({"backup", temporary(fmt::format("b{}", n))}));
    stop = true;
    counter.join();
    ASSERT_GT(opened, 0);

    for (int n = 0; n < 3; ++n) {
        EXPECT_EQ(reports[static_cast<std::size_t>(n)].at("ok"), true);
        expect(0, {"restore", temporary(fmt::format("b{}", n)), temporary(fmt::format("r{}", n))});
        EXPECT_EQ(trien({"journal", "verify", "--instance", temporary(fmt::format("r{}", n))}).exit, 0);
    }
}

TEST_F(Backup, TheViewsAreRebuiltAndIdentical) {
    (void)certified_copy();
    const std::string database = (folder() / "journal.db").string();
    const std::string rows = "SELECT * FROM view_row ORDER BY view, key";
    const std::string before = run({"sqlite3", database, rows}).out;
    ASSERT_THAT(before, Not(IsEmpty()));
    run({"sqlite3", database, "DELETE FROM view_row WHERE rowid % 2; INSERT INTO view_row VALUES ('a', 'b', '{}')"});

    expect(0, {"journal", "rebuild"});

    EXPECT_EQ(run({"sqlite3", database, rows}).out, before);
    expect(0, {"journal", "verify"});
}

TEST_F(Backup, TheViewsAreRebuiltWhileTheOfficeWorks) {
    std::thread counter([&] {
        for (int n = 0; n < 5; ++n) (void)open_case();
    });
    for (int n = 0; n < 5; ++n) expect(0, {"journal", "rebuild"});
    counter.join();

    EXPECT_EQ(json({"dossier", "list"}).at("dossiers").size(), 5U);
    expect(0, {"journal", "verify"});
}

TEST_F(Backup, APasswordHasNoPlaceInTheConfigurationOrOnTheCommandLine) {
    const auto file = folder() / "trien.json";
    Json configuration = Json::parse(read_file(file));
    configuration["journal"] = "postgresql://an:bi-mat@localhost/trien";
    write_file(file, configuration.dump());

    EXPECT_THAT(expect(4, {"task", "list"}).err,
                AllOf(HasSubstr("trien.json"), HasSubstr("pgpass"), Not(HasSubstr("bi-mat"))));
    EXPECT_THAT(expect(2, {"init", temporary("moi"), "--demo", "--store", "postgresql://an:bi-mat@localhost/trien",
                           "--store-role", "trien"})
                    .err,
                AllOf(HasSubstr("pgpass"), Not(HasSubstr("bi-mat"))));
}

// --- a disk that is full, or cannot be written --------------------------------------------------------------------

/// A small file system of the test's own; only root may have one.
class SmallDisk {
  public:
    explicit SmallDisk(fs::path at, const std::string& size) : at_(std::move(at)) {
        fs::create_directories(at_);
        mounted_ = ::mount("tmpfs", at_.c_str(), "tmpfs", 0, ("size=" + size).c_str()) == 0;
    }
    ~SmallDisk() {
        if (mounted_) ::umount2(at_.c_str(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    [[nodiscard]] bool mounted() const { return mounted_; }
    bool read_only(bool on) const {
        return ::mount(nullptr, at_.c_str(), nullptr, on ? MS_REMOUNT | MS_RDONLY : 0UL + MS_REMOUNT, nullptr) == 0;
    }

  private:
    fs::path at_;
    bool mounted_ = false;
};

/// Lets no file of the programs started meanwhile grow beyond a size, as a full disk would not.
class SizeLimit {
  public:
    explicit SizeLimit(rlim_t bytes) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limit{bytes, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        handler_ = std::signal(SIGXFSZ, SIG_IGN);
    }
    ~SizeLimit() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }
    SizeLimit(const SizeLimit&) = delete;
    SizeLimit& operator=(const SizeLimit&) = delete;

  private:
    rlimit before_{};
    void (*handler_)(int) = SIG_DFL;
};

TEST_F(Backup, ThatFindsNoRoomLeavesNothingBehind) {
    (void)open_case();
    {
        const SizeLimit limit(40'000);
        const Ran ran = expect(3, {"backup", temporary("backup")});
        EXPECT_THAT(ran.err, AllOf(HasSubstr("backup.partial"), HasSubstr("→")));
    }
    EXPECT_FALSE(fs::exists(temporary("backup")));
    EXPECT_FALSE(fs::exists(temporary("backup.partial")));
    (void)made_backup();
}

TEST_F(Backup, OnAFullDiskLeavesNothingBehind) {
    const SmallDisk disk(temporary("disk"), "400k");
    if (!disk.mounted()) GTEST_SKIP() << "only root may mount a small disk";
    (void)open_case();

    const Ran ran = expect(3, {"backup", temporary("disk/backup")});

    EXPECT_THAT(ran.err, AllOf(HasSubstr("disk/backup.partial"), HasSubstr("→")));
    EXPECT_TRUE(fs::is_empty(temporary("disk")));
}

TEST_F(Backup, IntoAReadOnlyFolderIsRefusedNamingIt) {
    const SmallDisk disk(temporary("disk"), "400k");
    if (!disk.mounted()) GTEST_SKIP() << "only root may mount a small disk";
    ASSERT_TRUE(disk.read_only(true));

    EXPECT_THAT(expect(3, {"backup", temporary("disk/backup")}).err, HasSubstr("disk/backup.partial"));
}

TEST_F(Backup, ACommandThatFindsNoRoomIsRefusedWholeAndWorksLater) {
    const std::string dossier = open_case();
    const std::string task = this->task(dossier);
    const Json before = json({"dossier", "show", dossier});
    {
        const SizeLimit limit(20'000);
        const Ran ran = expect(3, {"task", "claim", task, "--as", "duc.pham", "--command-id", "c1"});
        EXPECT_THAT(ran.err, AllOf(HasSubstr("journal.db"), HasSubstr("→")));
    }
    EXPECT_EQ(json({"dossier", "show", dossier}), before);
    expect(0, {"journal", "verify"});

    expect(0, {"task", "claim", task, "--as", "duc.pham", "--command-id", "c1"});
    expect(0, {"journal", "verify"});
}

TEST_F(Backup, ACommandOnAFullOrReadOnlyDiskIsRefusedWholeAndWorksLater) {
    const std::string dossier = open_case();
    const std::string task = this->task(dossier);
    const SmallDisk disk(temporary("disk"), "8m");
    if (!disk.mounted()) GTEST_SKIP() << "only root may mount a small disk";
    const std::string office = temporary("disk/office");
    fs::copy(folder(), office, fs::copy_options::recursive);
    const std::vector<std::string> claim = {"task", "claim", task, "--as", "duc.pham", "--instance", office};

    {
        std::ofstream filler(temporary("disk/filler"));
        while (filler.write(std::string(4096, 'x').data(), 4096) && filler.flush()) {
        }
    }
    EXPECT_THAT(expect(3, claim).err, AllOf(HasSubstr("journal.full"), HasSubstr("make room")));
    fs::remove(temporary("disk/filler"));
    ASSERT_TRUE(disk.read_only(true));
    EXPECT_THAT(expect(3, claim).err, AllOf(HasSubstr("journal.db"), HasSubstr("mount")));
    ASSERT_TRUE(disk.read_only(false));

    expect(0, claim);
    expect(0, {"journal", "verify", "--instance", office});
}

}  // namespace
}  // namespace trien::scenario
