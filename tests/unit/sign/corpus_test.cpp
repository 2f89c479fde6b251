// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <filesystem>
#include <set>

#include <gtest/gtest.h>

#include "engine/base/error.hpp"
#include "engine/sign/attachments.hpp"
#include "tests/unit/sign/office.hpp"

namespace trien::sign {
namespace {

using namespace testing;
namespace fs = std::filesystem;

/// PDFs of a folder of the shared material; empty where that is not at hand.
std::set<fs::path> shared_pdfs(const std::string& folder) {
    const char* shared = std::getenv("TRIEN_SHARED");
    const fs::path root = shared == nullptr ? fs::path(TRIEN_SOURCE_DIR) / "../shared" : fs::path(shared);
    std::set<fs::path> files;
    std::error_code absent;
    for (const auto& entry : fs::directory_iterator(root / "data/pdf" / folder, absent)) {
        if (entry.path().extension() == ".pdf") files.insert(entry.path());
    }
    return files;
}

TEST(Corpus, EveryAttackIsRejected) {
    const auto files = shared_pdfs("attacks");
    if (files.empty()) GTEST_SKIP() << "TRIEN_SHARED has no data/pdf/attacks";
    for (const fs::path& file : files) {
        const std::string pdf = read_file(file);
        EXPECT_EQ(verify(pdf).verdict, Verdict::invalid) << file;
        EXPECT_NE(verify(pdf, Profile::foreign).verdict, Verdict::valid) << file;
    }
}

TEST(Corpus, SignedFilesOfOthersAreReadToTheSigner) {
    const auto files = shared_pdfs("signed");
    if (files.empty()) GTEST_SKIP() << "TRIEN_SHARED has no data/pdf/signed";
    for (const fs::path& file : files) {
        const VerifyReport report = verify(read_file(file), Profile::foreign);
        EXPECT_NE(report.verdict, Verdict::valid) << file << ": nobody trusts its authority";
        EXPECT_NE(verify(read_file(file)).verdict, Verdict::valid) << file;
    }
}

TEST(Corpus, OddStructuresDoNoHarm) {
    const auto files = shared_pdfs("structure");
    if (files.empty()) GTEST_SKIP() << "TRIEN_SHARED has no data/pdf/structure";
    for (const fs::path& file : files) {
        const std::string pdf = read_file(file);
        EXPECT_EQ(verify(pdf).verdict, Verdict::invalid) << file;
        try {
            (void)extract_attachments(pdf);
        } catch (const Error& error) {
            EXPECT_EQ(error.fault(), Fault::input) << file;
        }
        EXPECT_THROW((void)sign_pdf(pdf, chair_request(), Office::shared().chair(), Office::shared().trust()), Error)
            << file;
    }
}

}  // namespace
}  // namespace trien::sign
