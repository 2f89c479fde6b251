// SPDX-License-Identifier: Apache-2.0
#include "engine/execution/detail/fields.hpp"

#include "engine/feel/json.hpp"

namespace trien::execution::detail {

namespace {

Canonical recorded(const Value& value) {
    auto json = feel::to_json(value);
    // The game keeps functions out of variables.
    if (!json) throw Error(Fault::input, json.error().code, {}, json.error().text);
    return Canonical(*json);
}

Value read_value(const Json& json, const char* name) {
    auto value = feel::from_json(json);
    if (!value) throw malformed(name);
    return *std::move(value);
}

std::uint32_t read_number(const Json& json, const char* name) {
    if (!json.is_number_integer()) throw malformed(name);
    const bool is_large = json.is_number_unsigned() && json.get<std::uint64_t>() > UINT32_MAX;
    if (is_large || (!json.is_number_unsigned() && json.get<std::int64_t>() < 0)) throw malformed(name);
    return json.get<std::uint32_t>();
}

std::string read_text(const Json& json, const char* name) {
    if (!json.is_string()) throw malformed(name);
    return json.get<std::string>();
}

}  // namespace

Error malformed(const std::string& member) {
    return Error(Fault::input, "execution.record", {"", 0, 0, member},
                 {"Bản ghi thực thi không đúng dạng", "a record of an execution is malformed"});
}

// --- writing ---------------------------------------------------------------------------------------------------------

Out& Out::add(const char* name, std::uint32_t number) {
    if (number != 0) object_.with(name, number);
    return *this;
}

Out& Out::add(const char* name, std::string_view text) {
    if (!text.empty()) object_.with(name, text);
    return *this;
}

Out& Out::add(const char* name, bool flag) {
    if (flag) object_.with(name, true);
    return *this;
}

Out& Out::add(const char* name, const std::optional<std::uint32_t>& number) {
    object_.with(name, number);
    return *this;
}

Out& Out::add(const char* name, const std::optional<Instant>& instant) {
    object_.with(name, instant);
    return *this;
}

Out& Out::add(const char* name, const std::optional<Binding>& binding) {
    if (binding) object_.with(name, CanonicalArray().add(binding->process).add(binding->digest).done());
    return *this;
}

Out& Out::add(const char* name, const std::vector<ElementId>& ids) {
    CanonicalArray array;
    for (const ElementId& id : ids) array.add(id.value());
    return add(name, array.done());
}

Out& Out::add(const char* name, const std::vector<Serial>& numbers) {
    return add(name, Canonical(Json(numbers)));
}

Out& Out::add(const char* name, const std::vector<Value>& values) {
    return add(name, canonical_list(values, recorded));
}

Out& Out::add(const char* name, const Variables& variables) {
    // Names and values in turn: a name may have letters that members of canonical JSON may not.
    CanonicalArray array;
    for (const auto& [variable, value] : variables) array.add(variable).add(recorded(value));
    return add(name, array.done());
}

Out& Out::add(const char* name, const Canonical& array) {
    if (array.text() != "[]") object_.with(name, array);
    return *this;
}

Out& Out::add_value(const char* name, const Value& value) {
    object_.with(name, recorded(value));
    return *this;
}

// --- reading ---------------------------------------------------------------------------------------------------------

In::In(const Json& json) : json_(json) {
    if (!json.is_object()) throw malformed("");
}

const Json* In::find(const char* name) {
    const auto found = json_.find(name);
    if (found == json_.end()) return nullptr;
    ++asked_;
    return &*found;
}

std::uint32_t In::number(const char* name) {
    return number_if(name).value_or(0);
}

std::string In::text(const char* name) {
    const Json* found = find(name);
    return found == nullptr ? std::string() : read_text(*found, name);
}

bool In::flag(const char* name) {
    const Json* found = find(name);
    if (found == nullptr) return false;
    if (*found != true) throw malformed(name);
    return true;
}

std::optional<std::uint32_t> In::number_if(const char* name) {
    const Json* found = find(name);
    if (found == nullptr) return std::nullopt;
    return read_number(*found, name);
}

std::optional<Instant> In::instant_if(const char* name) {
    const Json* found = find(name);
    if (found == nullptr) return std::nullopt;
    const auto instant = Instant::parse(read_text(*found, name));
    if (!instant) throw malformed(name);
    return instant;
}

std::optional<Binding> In::binding_if(const char* name) {
    const Json& pair = array(name);
    if (pair.empty()) return std::nullopt;
    if (pair.size() != 2) throw malformed(name);
    return Binding{read_text(pair[0], name), read_text(pair[1], name)};
}

std::vector<ElementId> In::ids(const char* name) {
    std::vector<ElementId> ids;
    for (const Json& id : array(name)) ids.emplace_back(read_text(id, name));
    return ids;
}

std::vector<Serial> In::numbers(const char* name) {
    std::vector<Serial> numbers;
    for (const Json& number : array(name)) numbers.push_back(read_number(number, name));
    return numbers;
}

std::vector<Value> In::values(const char* name) {
    std::vector<Value> values;
    for (const Json& value : array(name)) values.push_back(read_value(value, name));
    return values;
}

Variables In::variables(const char* name) {
    const Json& list = array(name);
    if (list.size() % 2 != 0) throw malformed(name);
    Variables variables;
    for (std::size_t i = 0; i < list.size(); i += 2) {
        variables.insert_or_assign(read_text(list[i], name), read_value(list[i + 1], name));
    }
    return variables;
}

Value In::value(const char* name) {
    const Json* found = find(name);
    if (found == nullptr) throw malformed(name);
    return read_value(*found, name);
}

const Json& In::array(const char* name) {
    static const Json nothing_there = Json::array();
    const Json* found = find(name);
    if (found == nullptr) return nothing_there;
    if (!found->is_array()) throw malformed(name);
    return *found;
}

void In::done() const {
    if (asked_ != json_.size()) throw malformed("");
}

}  // namespace trien::execution::detail
