// SPDX-License-Identifier: Apache-2.0
#include "ocr/detail/batch_state.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "engine/base/fields.hpp"
#include "engine/base/file.hpp"

namespace trien::ocr {

namespace fs = std::filesystem;

namespace {

using Members = ::trien::Fields;

Json message_json(const Message& message) {
    return {{"vi", message.vi}, {"en", message.en}};
}

Message read_message(Members members) {
    return {members.text("vi"), members.text("en")};
}

template <class Value>
Value read_name(Members& members, const std::string& member, std::initializer_list<Value> values) {
    const std::string name = members.text(member);
    const auto found = std::ranges::find_if(values, [&](Value value) { return text(value) == name; });
    if (found == values.end()) throw members.fault(member, {"Giá trị lạ", "the value is not known"});
    return *found;
}

Json result_json(const FileResult& result) {
    Json fields = Json::object();
    for (const auto& [name, field] : result.fields) {
        fields[name] = {{"value", field.value}, {"certainty", text(field.certainty)}};
    }
    Json json = {{"name", result.name},           {"output", result.output},
                 {"sha256", result.digest.hex()}, {"verdict", text(result.verdict)},
                 {"pages", result.pages},         {"blank_pages", result.blank_pages},
                 {"words", result.words},         {"doubtful_words", result.doubtful_words},
                 {"fields", std::move(fields)}};
    if (!result.duplicate_of.empty()) json["duplicate_of"] = result.duplicate_of;
    if (result.failure) {
        json["failure"] = {{"code", result.failure->code},
                           {"place", result.failure->place},
                           {"cause", message_json(result.failure->cause)},
                           {"mend", message_json(result.failure->mend)}};
    }
    return json;
}

std::map<std::string, FieldValue> read_field_values(Members members) {
    std::map<std::string, FieldValue> fields;
    for (const auto& [name, member] : field_names()) {
        const std::string key(name);
        if (!members.has(key)) continue;
        Members field = members.object(key);
        const std::string value = field.text("value");
        fields[key] = {value, read_name(field, "certainty", {Certainty::sure, Certainty::doubtful, Certainty::absent})};
    }
    return fields;
}

FileResult read_result(Members members, const Json& json) {
    FileResult result;
    result.name = members.text("name");
    result.output = members.text("output");
    const auto digest = Digest::parse(members.text("sha256"));
    if (!digest) throw members.fault("sha256", {"Giá trị băm không hợp lệ", "not a SHA-256 value"});
    result.digest = *digest;
    result.verdict =
        read_name(members, "verdict", {Verdict::done, Verdict::needs_review, Verdict::failed, Verdict::duplicate});
    result.pages = static_cast<int>(members.number("pages"));
    result.words = static_cast<std::size_t>(members.number("words"));
    result.doubtful_words = static_cast<std::size_t>(members.number("doubtful_words"));
    result.duplicate_of = members.text_or("duplicate_of", "");
    result.fields = read_field_values(members.object("fields"));
    for (const Json& page : json.at("blank_pages")) result.blank_pages.push_back(page.get<int>());
    if (members.has("failure")) {
        Members failure = members.object("failure");
        result.failure = Failure{failure.text("code"), failure.text("place"), read_message(failure.object("cause")),
                                 read_message(failure.object("mend"))};
    }
    return result;
}

/// Appends and flushes; write_file would rewrite the whole file for every paper of a long batch.
void append_durably(const fs::path& file, const std::string& line) {
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
    const bool written = descriptor >= 0 &&
                         ::write(descriptor, line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
                         ::fdatasync(descriptor) == 0;
    const int fault = errno;
    if (descriptor >= 0) ::close(descriptor);
    if (written) return;
    throw Error(Fault::environment, "ocr.state-unwritable", {file.string(), 0, 0, ""},
                {fmt::format("Không ghi được tệp trạng thái: {}", std::strerror(fault)),
                 fmt::format("the batch's state cannot be written: {}", std::strerror(fault))},
                {"Kiểm tra quyền ghi và chỗ trống trên đĩa", "check the right to write and the free space"});
}

}  // namespace

BatchState::BatchState(fs::path folder, const Digest& settings)
    : folder_(std::move(folder)),
      header_(canonical({{"schema", "trien.ocr.batch/1"}, {"settings", settings.hex()}}) + "\n") {
    std::error_code fault;
    fs::create_directories(folder_, fault);
    if (fault) {
        throw Error(Fault::environment, "ocr.output-folder", {folder_.string(), 0, 0, ""},
                    {"Không tạo được thư mục kết quả", "the output folder cannot be made"},
                    {"Chọn thư mục khác hoặc kiểm tra quyền ghi", "choose another folder or check the right to write"});
    }
    load();
    compact(results_);
}

void BatchState::load() {
    if (!fs::exists(file())) return;
    const std::string text = read_file(file());
    if (!text.starts_with(header_)) return;  // other settings read every paper anew
    std::size_t start = header_.size();
    for (std::int64_t number = 2;; ++number) {
        const std::size_t end = text.find('\n', start);
        if (end == std::string::npos) return;
        const std::string name = fmt::format("{}:{}", file().string(), number);
        const Json json = parse_json(std::string_view(text).substr(start, end - start), name);
        FileResult result = read_result(Members(json, name), json);
        results_.insert_or_assign(result.name, std::move(result));
        start = end + 1;
    }
}

const FileResult* BatchState::finished(const std::string& name, const std::string& output, const Digest& digest) const {
    const auto found = results_.find(name);
    if (found == results_.end()) return nullptr;
    const FileResult& result = found->second;
    if (result.digest != digest || result.output != output || result.verdict == Verdict::failed) return nullptr;
    if (result.verdict == Verdict::duplicate) return nullptr;  // of what, this run says anew; it costs nothing
    const bool in_place = std::ranges::all_of(
        output_endings, [&](const char* ending) { return fs::exists(folder_ / (output + ending)); });
    return in_place ? &result : nullptr;
}

void BatchState::record(const FileResult& result) const {
    append_durably(file(), canonical(result_json(result)) + "\n");
}

void BatchState::compact(const std::map<std::string, FileResult>& results) const {
    std::string text = header_;
    for (const auto& [name, result] : results) text += canonical(result_json(result)) + "\n";
    write_file(file(), text);
}

}  // namespace trien::ocr
