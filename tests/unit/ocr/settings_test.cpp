// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "engine/base/error.hpp"
#include "tests/unit/ocr/samples.hpp"

namespace trien::ocr {
namespace {

namespace fs = std::filesystem;

class SettingsFolder : public testing::Test {
  protected:
    void SetUp() override {
        for (const char* name : {"settings.json", "documents.json"}) {
            fs::copy_file(fs::path(TRIEN_SOURCE_DIR) / "ocr/data" / name, folder_.path() / name);
        }
    }

    /// Replaces the first occurrence in settings.json.
    void change(const std::string& from, const std::string& to) const {
        std::string text = read_file(folder_.path() / "settings.json");
        text.replace(text.find(from), from.size(), to);
        write_file(folder_.path() / "settings.json", text);
    }

    TemporaryFolder folder_;
};

TEST_F(SettingsFolder, AChangeChangesTheDigest) {
    const Digest before = load_settings(folder_.path()).digest;

    change("\"raster_dpi\": 300", "\"raster_dpi\": 400");

    EXPECT_EQ(load_settings(folder_.path()).limits.raster_dpi, 400);
    EXPECT_NE(load_settings(folder_.path()).digest, before);
}

TEST_F(SettingsFolder, AMisspeltMemberIsAFault) {
    change("\"raster_dpi\"", "\"raster_dip\"");

    EXPECT_THROW((void)load_settings(folder_.path()), Error);
}

TEST_F(SettingsFolder, ANegativeValueIsAFault) {
    change("\"letter_low\": 21", "\"letter_low\": -1");

    try {
        (void)load_settings(folder_.path());
        FAIL() << "a negative height was accepted";
    } catch (const Error& e) {
        EXPECT_NE(e.place().text().find("letter_low"), std::string::npos) << e.place().text();
    }
}

}  // namespace
}  // namespace trien::ocr
