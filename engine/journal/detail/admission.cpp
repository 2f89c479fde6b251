// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/detail/admission.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace trien::journal {

namespace {

const Message again{"Tải lại rồi thực hiện lại", "load it again and repeat the command"};

Error no_id() {
    return Error(Fault::input, "journal.name", {}, {"Lệnh thiếu mã lệnh", "the command lacks its id"});
}

Error key_gone(const Subject& subject) {
    return Error(Fault::conflict, "journal.personal-key", {"", 0, 0, subject.stream},
                 {"Khóa dữ liệu cá nhân vừa bị hủy", "the personal data's key was destroyed meanwhile"}, again);
}

}  // namespace

Error version_conflict(const std::string& stream, std::int64_t expected, std::int64_t actual) {
    if (expected == actual) {
        return Error(Fault::conflict, "journal.version", {"", 0, 0, stream},
                     {fmt::format("Chuỗi {} ở phiên bản {} nhưng với nội dung khác", stream, actual),
                      fmt::format("stream {} is at version {} but with another entry", stream, actual)},
                     again);
    }
    return Error(Fault::conflict, "journal.version", {"", 0, 0, stream},
                 {fmt::format("Chuỗi {} đã có thay đổi: lệnh dựa trên phiên bản {}, nay là phiên bản {}", stream,
                              expected, actual),
                  fmt::format("expected stream {} at version {}, but it is at version {}", stream, expected, actual)},
                 again);
}

const Head& Admission::head(const std::string& stream) {
    const auto known = heads_.find(stream);
    if (known != heads_.end()) return known->second;
    return heads_.emplace(stream, stored_.head(stream)).first->second;
}

std::optional<PersonalKey>& Admission::key(const Subject& subject) {
    const auto known = keys_.find(subject);
    if (known != keys_.end()) return known->second;
    return keys_.emplace(subject, stored_.key(subject)).first->second;
}

std::optional<Error> Admission::key_fault_of(const Encoded& encoded, const EncodedAppend& append) {
    for (const StoredEntry& entry : append.entries) {
        for (const SealedValue& value : entry.personal) {
            const Subject subject{append.stream, subject_of(value.field)};
            const bool fresh = std::ranges::find(encoded.keys, subject, &NewKey::subject) != encoded.keys.end();
            const auto& known = key(subject);
            // A fresh key must be the first, any other must be the one in force.
            if (fresh ? known.has_value() : !known || known->id != value.key_id) return key_gone(subject);
        }
    }
    return std::nullopt;
}

std::optional<Error> Admission::fault_of(const Encoded& encoded) {
    if (encoded.commit.command.value().empty()) return no_id();
    for (const EncodedAppend& append : encoded.appends) {
        const Head& actual = head(append.stream);
        if (actual != append.expected) return version_conflict(append.stream, append.expected.version, actual.version);
        if (auto fault = key_fault_of(encoded, append)) return fault;
    }
    return std::nullopt;
}

void Admission::note(const Encoded& encoded) {
    for (const EncodedAppend& append : encoded.appends) heads_[append.stream] = append.head();
    for (const NewKey& fresh : encoded.keys) keys_[fresh.subject] = fresh.key;
    for (const Subject& subject : encoded.commit.destroyed) keys_[subject] = std::nullopt;
}

Outcome Admission::admit(const Encoded& encoded) {
    const CommandId& id = encoded.commit.command;
    const auto known = commands_.find(id);
    if (known != commands_.end()) return known->second;
    if (auto earlier = stored_.recall(id)) return *earlier;
    if (auto fault = fault_of(encoded)) return tl::unexpected(*std::move(fault));
    note(encoded);
    Committed done{next_index_, 0, encoded.commit.result, false};
    for (const EncodedAppend& append : encoded.appends) done.count += std::ssize(append.entries);
    next_index_ += done.count;
    Committed& repeated = commands_.emplace(id, done).first->second;
    repeated.repeated = true;
    return done;
}

}  // namespace trien::journal
