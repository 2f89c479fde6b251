// SPDX-License-Identifier: Apache-2.0
#include "engine/base/fields.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace trien {

Fields::Fields(const Json& object, std::string file, std::string path)
    : object_(&object), file_(std::move(file)), path_(std::move(path)) {
    if (object.is_object()) return;
    throw Error(Fault::input, "json.not-an-object", {file_, 0, 0, path_},
                {"Chỗ này phải là một đối tượng { … }", "this must be an object { … }"});
}

const Json& Fields::member(const std::string& name) {
    asked_.insert(name);
    const auto found = object_->find(name);
    if (found != object_->end()) return *found;
    throw fault(name, {fmt::format("Thiếu trường “{}”", name), fmt::format("the member \"{}\" is missing", name)},
                {fmt::format("Thêm trường “{}”", name), fmt::format("add the member \"{}\"", name)});
}

Error Fields::fault(const std::string& name, Message cause, Message mend) const {
    const std::string element = path_.empty() ? name : path_ + "." + name;
    return Error(Fault::input, "json.member", {file_, 0, 0, element}, std::move(cause), std::move(mend));
}

Error Fields::wrong_type(const std::string& name, const char* vi, const char* en) const {
    return fault(name, {fmt::format("Trường này phải là {}", vi), fmt::format("this member must be {}", en)});
}

bool Fields::has(const std::string& name) {
    asked_.insert(name);
    return object_->contains(name);
}

std::string Fields::text(const std::string& name) {
    const Json& value = member(name);
    if (!value.is_string()) throw wrong_type(name, "chuỗi ký tự", "a string");
    return value.get<std::string>();
}

std::string Fields::text_or(const std::string& name, std::string absent) {
    return has(name) ? text(name) : std::move(absent);
}

std::int64_t Fields::number(const std::string& name) {
    const Json& value = member(name);
    if (!value.is_number_integer()) throw wrong_type(name, "số nguyên", "a whole number");
    return value.get<std::int64_t>();
}

std::int64_t Fields::number_or(const std::string& name, std::int64_t absent) {
    return has(name) ? number(name) : absent;
}

bool Fields::flag_or(const std::string& name, bool absent) {
    if (!has(name)) return absent;
    const Json& value = member(name);
    if (!value.is_boolean()) throw wrong_type(name, "true hoặc false", "true or false");
    return value.get<bool>();
}

Date Fields::date(const std::string& name) {
    const auto date = parse_date(text(name));
    if (!date) throw wrong_type(name, "ngày dạng NĂM-THÁNG-NGÀY, ví dụ 2026-11-23", "a date such as 2026-11-23");
    return *date;
}

std::optional<Date> Fields::date_if(const std::string& name) {
    return has(name) ? std::optional(date(name)) : std::nullopt;
}

Instant Fields::instant(const std::string& name) {
    const auto instant = Instant::parse(text(name));
    if (!instant) {
        throw wrong_type(name, "thời điểm có múi giờ, ví dụ 2026-11-23T09:00:00+07:00",
                         "an instant with zone such as 2026-11-23T09:00:00+07:00");
    }
    return *instant;
}

std::vector<std::string> Fields::texts(const std::string& name) {
    const Json& value = member(name);
    if (!value.is_array()) throw wrong_type(name, "danh sách chuỗi ký tự", "a list of strings");
    std::vector<std::string> texts;
    for (const Json& item : value) {
        if (!item.is_string()) throw wrong_type(name, "danh sách chuỗi ký tự", "a list of strings");
        texts.push_back(item.get<std::string>());
    }
    return texts;
}

std::vector<std::string> Fields::texts_if(const std::string& name) {
    return has(name) ? texts(name) : std::vector<std::string>();
}

Fields Fields::object(const std::string& name) {
    return Fields(member(name), file_, path_.empty() ? name : path_ + "." + name);
}

std::vector<Fields> Fields::objects(const std::string& name) {
    const Json& value = member(name);
    if (!value.is_array()) throw wrong_type(name, "danh sách đối tượng", "a list of objects");
    std::vector<Fields> objects;
    for (std::size_t i = 0; i < value.size(); ++i) {
        objects.emplace_back(value[i], file_, fmt::format("{}{}{}[{}]", path_, path_.empty() ? "" : ".", name, i));
    }
    return objects;
}

std::vector<Fields> Fields::objects_if(const std::string& name) {
    return has(name) ? objects(name) : std::vector<Fields>();
}

void Fields::done() const {
    for (const auto& [name, value] : object_->items()) {
        if (asked_.contains(name)) continue;
        throw fault(name,
                    {fmt::format("Không có trường nào tên “{}” ở đây", name),
                     fmt::format("no member is called \"{}\" here", name)},
                    {"Kiểm tra chính tả hoặc bỏ trường này", "check the spelling or remove it"});
    }
}

}  // namespace trien
