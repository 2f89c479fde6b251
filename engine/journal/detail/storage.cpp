// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/detail/storage.hpp"

#include <chrono>

#include <fmt/format.h>

namespace trien::journal {

std::int64_t microseconds(Instant instant) {
    return instant.utc().time_since_epoch().count();
}

Instant instant(std::int64_t microseconds) {
    return Instant(Instant::Point(std::chrono::microseconds(microseconds)));
}

const char* name(Attestation::Kind kind) {
    return kind == Attestation::Kind::cosignature ? "cosignature" : "timestamp";
}

Attestation::Kind kind_of(const std::string& text) {
    return text == name(Attestation::Kind::cosignature) ? Attestation::Kind::cosignature : Attestation::Kind::timestamp;
}

Digest stored_digest(const std::string& raw) {
    if (const auto parsed = Digest::of_bytes(raw)) return *parsed;
    throw Error(Fault::corrupt, "journal.form", {},
                {"Nhật ký chứa một mã băm sai độ dài", "the journal holds a hash of wrong length"},
                {"Chạy `trien journal verify` để tìm chỗ sai", "run `trien journal verify` to find the place"});
}

Error checkpoint_conflict(std::int64_t size) {
    return Error(Fault::conflict, "journal.checkpoint", {"", 0, 0, fmt::format("checkpoint {}", size)},
                 {"Tiến trình khác đã lập điểm kiểm này", "another process has made this checkpoint"},
                 {"Đọc điểm kiểm mới nhất", "read the newest checkpoint"});
}

Error not_empty(const std::string& place) {
    return Error(Fault::conflict, "journal.not-empty", {place, 0, 0, ""},
                 {"Nhật ký này đã có dữ liệu", "this journal holds something already"},
                 {"Chép vào một nhật ký mới, còn trống", "copy into a new, empty journal"});
}

Error newer_schema(const std::string& place, std::int64_t version, std::int64_t known) {
    return Error(
        Fault::environment, "journal.newer", {place, 0, 0, ""},
        {fmt::format("Nhật ký do bản Triện mới hơn ghi (lược đồ {}, bản này đọc đến {})", version, known),
         fmt::format("a newer Triện wrote this journal (schema {}, this program reads up to {})", version, known)},
        {"Nâng cấp Triện trên máy này", "upgrade Triện on this machine"});
}

Finding storage_finding(const std::string& element, const Message& text) {
    return {Finding::Severity::error,
            "journal.storage",
            {"", 0, 0, element},
            text,
            {"Giữ nguyên hiện trạng và đối chiếu với bản sao lưu gần nhất",
             "leave everything as it is and compare with the newest backup"}};
}

void compare(const Definitions& expected, const Definitions& actual, Findings& findings) {
    for (const auto& definition : expected) {
        if (actual.contains(definition)) continue;
        const std::string& name = definition.first;
        findings.push_back(storage_finding(name, {fmt::format("Thiếu hoặc bị sửa trong cơ sở dữ liệu: {}", name),
                                                  fmt::format("missing or changed in the database: {}", name)}));
    }
    for (const auto& definition : actual) {
        if (expected.contains(definition)) continue;
        const std::string& name = definition.first;
        findings.push_back(storage_finding(name, {fmt::format("Không phải của Triện trong cơ sở dữ liệu: {}", name),
                                                  fmt::format("not Triện's in the database: {}", name)}));
    }
}

}  // namespace trien::journal
