// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/detail/admission.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "engine/base/text.hpp"

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

void require_text(std::string_view text, const Message& what) {
    if (text.find('\0') == std::string_view::npos && is_utf8(text)) return;
    throw Error(Fault::input, "journal.text", {"", 0, 0, what.en},
                {fmt::format("{} chứa byte 0 hoặc không phải UTF-8", what.vi),
                 fmt::format("{} holds a zero byte or is not UTF-8", what.en)},
                {"Bỏ ký tự hỏng rồi thực hiện lại", "remove the broken character and repeat the command"});
}

void require_name(std::string_view name, const Message& what) {
    require_text(name, what);
    if (name.size() <= max_name_size) return;
    throw Error(Fault::input, "journal.name", {"", 0, 0, what.en},
                {fmt::format("{} dài {} byte, vượt quá {}", what.vi, name.size(), max_name_size),
                 fmt::format("{} is {} bytes long, more than {}", what.en, name.size(), max_name_size)},
                {"Dùng tên ngắn hơn", "use a shorter name"});
}

const Message command_name{"Mã lệnh", "the command's id"};
const Message actor_name{"Người thực hiện", "the actor"};
const Message stream_name{"Tên chuỗi", "the stream's name"};
const Message type_name{"Loại sự kiện", "the event's type"};
const Message field_name{"Tên trường dữ liệu cá nhân", "the personal field's name"};
const Message view_name{"Tên bảng tra cứu", "the view's name"};
const Message key_name{"Khóa của bảng tra cứu", "the view row's key"};
const Message timer_name{"Mã hẹn giờ", "the timer's id"};
const Message body_text{"Nội dung", "the body"};
const Message result_text{"Kết quả", "the result"};

}  // namespace

void require_storable(const Commit& commit) {
    require_name(commit.command.value(), command_name);
    require_name(commit.actor.value(), actor_name);
    require_text(commit.result, result_text);
    for (const Append& append : commit.appends) {
        require_name(append.stream, stream_name);
        for (const NewEvent& event : append.events) {
            require_name(event.type, type_name);
            for (const auto& [field, value] : event.personal) require_name(field, field_name);
        }
    }
    for (const Change& change : commit.changes) {
        require_name(change.view, view_name);
        require_name(change.key, key_name);
        if (change.body) require_text(*change.body, body_text);
    }
    for (const SnapshotRow& row : commit.snapshots) {
        require_name(row.stream, stream_name);
        require_text(row.body, body_text);
    }
    for (const TimerKey& timer : commit.ended) require_name(timer.id, timer_name);
    for (const Timer& timer : commit.timers) {
        require_name(timer.key.id, timer_name);
        require_name(timer.stream, stream_name);
        require_text(timer.body, body_text);
    }
    for (const OutboxMessage& message : commit.outbox) {
        require_text(message.subject, body_text);
        require_text(message.body, body_text);
    }
    for (const Subject& subject : commit.destroyed) {
        require_name(subject.stream, stream_name);
        require_name(subject.name, field_name);
    }
}

Wanted wanted_by(std::span<const Commit> commits) {
    Wanted wanted;
    for (const Commit& commit : commits) {
        wanted.commands.push_back(commit.command);
        for (const Append& append : commit.appends) {
            wanted.streams.push_back(append.stream);
            for (const NewEvent& event : append.events) {
                for (const auto& [field, value] : event.personal) {
                    wanted.subjects.push_back({append.stream, subject_of(field)});
                }
            }
        }
    }
    return wanted;
}

Wanted wanted_by(std::span<const Encoded> commands) {
    Wanted wanted;
    for (const Encoded& command : commands) {
        wanted.commands.push_back(command.commit.command);
        for (const EncodedAppend& append : command.appends) {
            wanted.streams.push_back(append.stream);
            for (const StoredEntry& entry : append.entries) {
                for (const SealedValue& value : entry.personal) {
                    wanted.subjects.push_back({append.stream, subject_of(value.field)});
                }
            }
        }
    }
    return wanted;
}

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
