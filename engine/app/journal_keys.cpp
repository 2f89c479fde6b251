// SPDX-License-Identifier: Apache-2.0
#include "engine/app/journal_keys.hpp"

#include <algorithm>
#include <sstream>
#include <string>

#include "engine/base/error.hpp"
#include "engine/base/file.hpp"

namespace trien::app {

namespace {

constexpr std::uintmax_t max_key_file_size = 65536;

void read_lines(const std::filesystem::path& file, JournalKeys& keys) {
    std::istringstream lines(read_file(file, max_key_file_size));
    std::int64_t number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (line.empty()) continue;
        if (const auto journal = journal::VerifierKey::parse(line)) {
            keys.journals.push_back(*journal);
        } else if (const auto witness = journal::WitnessKey::parse(line)) {
            keys.witnesses.push_back(*witness);
        } else {
            throw Error(Fault::input, "trust.journal-key", {file.string(), number, 0, ""},
                        {"Không phải khóa công khai của nhật ký hay nhân chứng",
                         "this is no public key of a journal or witness"},
                        {"Chép lại tệp journal.pub của đơn vị, witness.pub của nhân chứng",
                         "copy the office's journal.pub or the witness's witness.pub again"});
        }
    }
}

}  // namespace

JournalKeys read_journal_keys(const std::filesystem::path& trust) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(trust)) {
        if (entry.path().extension() == ".pub") files.push_back(entry.path());
    }
    std::ranges::sort(files);
    JournalKeys keys;
    for (const auto& file : files) read_lines(file, keys);
    return keys;
}

}  // namespace trien::app
