// SPDX-License-Identifier: Apache-2.0
#include "ocr/batch.hpp"

#include <algorithm>
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/base/error.hpp"
#include "tests/unit/ocr/samples.hpp"

namespace trien::ocr {
namespace {

namespace fs = std::filesystem;
using papers::Degradation;
using papers::Kind;

/// Every file below a folder, by relative name.
std::map<std::string, std::string> contents(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) files[fs::relative(entry.path(), folder).string()] = read_file(entry.path());
    }
    return files;
}

class BatchOfPapers : public testing::Test {
  protected:
    void SetUp() override {
        fs::create_directories(in() / "sub");
        first_ = write_sample(in(), request_of(Kind::diploma, Degradation::fax), "a").path;
        write_sample(in() / "sub", {7, Kind::diploma, Degradation::blank, papers::Format::tiff, false}, "b");
    }

    [[nodiscard]] fs::path in() const { return folder_.path() / "in"; }
    [[nodiscard]] fs::path out(const std::string& name = "out") const { return folder_.path() / name; }

    [[nodiscard]] Batch batch(const fs::path& output) const { return {{in()}, output, 2, {}, {}}; }

    static const FileResult& result(const BatchReport& report, const std::string& name) {
        return *std::ranges::find(report.files, name, &FileResult::name);
    }

    TemporaryFolder folder_;
    fs::path first_;
};

TEST_F(BatchOfPapers, GivesFourFilesForEachPaper) {
    const BatchReport report = run_batch(batch(out()), shipped_settings());

    EXPECT_THAT(contents(out()),
                testing::UnorderedElementsAre(
                    testing::Key("a.txt"), testing::Key("a.words.json"), testing::Key("a.fields.json"),
                    testing::Key("a.pdf"), testing::Key("sub/b.txt"), testing::Key("sub/b.words.json"),
                    testing::Key("sub/b.fields.json"), testing::Key("sub/b.pdf"), testing::Key("batch.jsonl")));
    EXPECT_EQ(result(report, "sub/b.tif").pages, 2);
    EXPECT_GT(result(report, "sub/b.tif").words, 50U);
    EXPECT_EQ(result(report, "sub/b.tif").blank_pages, std::vector<int>{2});
    EXPECT_FALSE(report.stopped);
}

TEST_F(BatchOfPapers, OneBadFileStopsNothing) {
    write_file(in() / "aa.pdf", "%PDF-1.4 broken");

    const BatchReport report = run_batch(batch(out()), shipped_settings());

    ASSERT_EQ(report.files.size(), 3U);
    EXPECT_EQ(result(report, "aa.pdf").verdict, Verdict::failed);
    EXPECT_EQ(result(report, "aa.pdf").failure->code, "ocr.broken-pdf");
    EXPECT_EQ(result(report, "sub/b.tif").verdict, Verdict::needs_review);
}

TEST_F(BatchOfPapers, TheSameBytesAreReadOnce) {
    fs::copy_file(first_, in() / "again.tif");

    const BatchReport report = run_batch(batch(out()), shipped_settings());

    EXPECT_EQ(result(report, "again.tif").verdict, Verdict::duplicate);
    EXPECT_EQ(result(report, "again.tif").duplicate_of, "a.tif");
    EXPECT_FALSE(fs::exists(out() / "again.pdf"));
}

TEST_F(BatchOfPapers, TellsWhatItLeftOut) {
    write_file(in() / "notes.docx", "not a scan");

    EXPECT_THAT(run_batch(batch(out()), shipped_settings()).ignored, testing::ElementsAre("notes.docx"));
}

TEST_F(BatchOfPapers, ARerunReadsNothingAnewAndChangesNothing) {
    const BatchReport first = run_batch(batch(out()), shipped_settings());
    const auto before = contents(out());

    const BatchReport second = run_batch(batch(out()), shipped_settings());

    EXPECT_EQ(first.skipped, 0U);
    EXPECT_EQ(second.skipped, 2U);
    EXPECT_EQ(contents(out()), before);
}

TEST_F(BatchOfPapers, ARunBrokenOffEndsInTheSameBytes) {
    (void)run_batch(batch(out("whole")), shipped_settings());
    std::stop_source stop;
    Batch broken = batch(out());
    broken.workers = 1;
    broken.stop = stop.get_token();
    broken.on_progress = [&](const Progress& progress) {
        if (progress.files_done == 1) stop.request_stop();
    };

    const BatchReport half = run_batch(broken, shipped_settings());
    const std::string state = read_file(out() / "batch.jsonl");
    write_file(out() / "batch.jsonl", state + R"({"blank_pages":[],"doubt)");  // as a crash while writing leaves it
    const BatchReport rest = run_batch(batch(out()), shipped_settings());

    EXPECT_TRUE(half.stopped);
    EXPECT_EQ(half.files.size(), 1U);
    EXPECT_EQ(rest.skipped, 1U);
    EXPECT_EQ(contents(out()), contents(out("whole")));
}

TEST_F(BatchOfPapers, OtherSettingsReadEverythingAnew) {
    (void)run_batch(batch(out()), shipped_settings());
    Settings other = shipped_settings();
    other.digest = sha256("other");

    EXPECT_EQ(run_batch(batch(out()), other).skipped, 0U);
}

TEST_F(BatchOfPapers, OriginalsStayAsTheyAre) {
    const auto before = contents(in());

    (void)run_batch(batch(in() / "out"), shipped_settings());
    fs::rename(in() / "out", out());

    EXPECT_EQ(contents(in()), before);
}

TEST_F(BatchOfPapers, ReportsEveryPage) {
    std::vector<std::string> steps;
    Batch told = batch(out());
    told.workers = 1;
    told.on_progress = [&](const Progress& p) { steps.push_back(p.file + " " + std::to_string(p.page)); };

    (void)run_batch(told, shipped_settings());

    EXPECT_THAT(steps, testing::ElementsAre("a.tif 1", "a.tif 0", "sub/b.tif 1", "sub/b.tif 2", "sub/b.tif 0"));
}

TEST(Batch, RefusesTwoFilesOfOneName) {
    const TemporaryFolder folder;
    for (const char* part : {"x", "y"}) {
        fs::create_directories(folder.path() / part);
        write_file(folder.path() / part / "scan.png", part);
    }
    const Batch batch{{folder.path() / "x", folder.path() / "y"}, folder.path() / "out", 1, {}, {}};

    EXPECT_THROW((void)run_batch(batch, shipped_settings()), Error);
}

TEST(Batch, RefusesToReadNothing) {
    const TemporaryFolder folder;

    EXPECT_THROW((void)run_batch({{folder.path()}, folder.path() / "out", 1, {}, {}}, shipped_settings()), Error);
}

}  // namespace
}  // namespace trien::ocr
