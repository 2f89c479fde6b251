// SPDX-License-Identifier: Apache-2.0
#include "engine/app/detail/journal_audit.hpp"

#include <memory>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace trien::app {

namespace {

Finding finding(const char* code, std::int64_t index, Message text) {
    return {Finding::Severity::error,
            code,
            {"", 0, 0, fmt::format("entry {}", index)},
            std::move(text),
            {"Giữ nguyên hiện trạng, báo người phụ trách và đối chiếu với bản sao lưu gần nhất",
             "leave everything as it is, tell the person in charge, and compare with the newest backup"}};
}

}  // namespace

class JournalAudit::Listener final : public journal::Replay {
  public:
    explicit Listener(JournalAudit& audit) : audit_(audit) {}
    void see(const journal::Entry& entry) override {
        audit_.see(entry);
        views_.see(entry);
    }
    [[nodiscard]] journal::DerivedViews views() override { return views_.views(); }

  private:
    JournalAudit& audit_;
    ViewReplay views_;
};

std::unique_ptr<journal::Replay> JournalAudit::replay() {
    return std::make_unique<Listener>(*this);
}

void JournalAudit::see(const journal::Entry& entry) {
    if (entry.personal.size() < entry.commitments.size()) unreadable_.emplace(entry.stream, entry.index);
    if (entry.type == procedure_issued_type) {
        if (const auto digest = Digest::parse(entry.body.value("digest", "")))
            definitions_.emplace(*digest, entry.index);
    }
    if (entry.type == personal_destroyed_type) {
        destroyed_.insert(dossier_stream(DossierId(entry.body.value("dossier", ""))));
    }
}

void JournalAudit::conclude(const blob::BlobStore& blobs, journal::VerifyReport& report) const {
    for (const auto& [digest, index] : definitions_) {
        try {
            blobs.check(digest);
        } catch (const Error& error) {
            report.blame(index);
            report.add(finding("journal.definition", index,
                               {fmt::format("Quy trình ban hành ở bản ghi số {} nay đã khác: {} ({})", index,
                                            error.cause().vi, error.place().file),
                                fmt::format("the procedure issued by entry {} is no longer the same: {} ({})", index,
                                            error.cause().en, error.place().file)}));
        }
    }
    if (report.codes.contains("journal.personal")) return;  // that explains why they cannot be read
    for (const auto& [stream, index] : unreadable_) {
        if (destroyed_.contains(stream)) continue;
        report.blame(index);
        report.add(
            finding("journal.personal", index,
                    {fmt::format("Khóa dữ liệu cá nhân của {} bị hủy mà không có quyết định nào", stream),
                     fmt::format("the key of the personal data of {} was destroyed without a decision", stream)}));
    }
}

}  // namespace trien::app
