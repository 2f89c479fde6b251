// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "engine/base/file.hpp"
#include "engine/base/json.hpp"

namespace trien::scenario {

/// What a program said and how it ended.
struct Ran {
    int exit = -1;
    std::string out;
    std::string err;
};

/// Runs a program with an argument vector; `extra` is added to the environment.
Ran run(const std::vector<std::string>& words, const std::map<std::string, std::string>& extra = {});

/// A demonstration office of its own for each scenario, driven through the command line only.
class Office : public testing::Test {
  protected:
    Office();

    /// `trien WORDS…` in this office at the scenario's present time, in English.
    Ran trien(std::vector<std::string> words);
    /// The same; fails the test unless it ends with `exit`.
    Ran expect(int exit, std::vector<std::string> words);
    /// The same with --json, which must succeed.
    Json json(std::vector<std::string> words);

    /// The working day of the scenarios is Monday, 16 November 2026.
    void clock(const std::string& time) { now_ = "2026-11-16T" + time + ":00+07:00"; }
    void date(const std::string& date) { now_ = date + "T09:00:00+07:00"; }

    void grant_delegation(const std::string& from = "2026-11-16", const std::string& to = "2026-12-31");
    /// A case of one scanned diploma, received; its code.
    std::string open_case();
    /// The id of the case's only open task.
    std::string task(const std::string& dossier);
    /// Receives and examines it: next comes the signature.
    std::string case_ready_to_sign();
    /// All five steps; the path of the certified copy.
    std::string certified_copy();

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
    [[nodiscard]] std::string pin() const { return (folder_ / "keys" / "pin.txt").string(); }
    [[nodiscard]] std::string temporary(const std::string& name) const { return (temporary_.path() / name).string(); }
    /// A clean scan of a diploma (JPEG).
    static std::string scan();

  private:
    TemporaryFolder temporary_;
    std::filesystem::path folder_;
    std::string now_;
};

}  // namespace trien::scenario
