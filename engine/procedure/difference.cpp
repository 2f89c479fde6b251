// SPDX-License-Identifier: Apache-2.0
#include "engine/procedure/difference.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "engine/procedure/detail/comparable.hpp"

namespace trien::procedure {

namespace {

/// The items of a list by what names them. Two of one name are told apart by their order.
struct Keyed {
    std::vector<std::string> order;
    std::map<std::string, Json> items;
};

Keyed keyed(const std::string& list, const Json& array) {
    Keyed result;
    for (const Json& item : array) {
        const std::string name = *detail::key_of(list, item);
        std::string key = name;
        for (int i = 2; result.items.contains(key); ++i) key = fmt::format("{} ({})", name, i);
        result.items.emplace(key, item);
        result.order.push_back(key);
    }
    return result;
}

std::vector<std::string> only(const std::vector<std::string>& order, const std::map<std::string, Json>& items) {
    std::vector<std::string> common;
    std::ranges::copy_if(order, std::back_inserter(common), [&](const auto& key) { return items.contains(key); });
    return common;
}

/// "2 working days" is one value.
bool is_span(const Json& value) {
    return value.is_object() && value.size() == 2 && value.contains("amount") && value.contains("unit");
}

/// Walks two values side by side and notes where they part.
class Comparison {
  public:
    std::vector<Difference> of(const Json& before, const Json& after) {
        compare(before, after);
        return std::move(found_);
    }

  private:
    void compare(const Json& before, const Json& after) {
        if (before == after) return;
        if (before.is_object() && after.is_object() && !is_span(before) && !is_span(after)) {
            compare_members(before, after);
        } else if (before.is_array() && after.is_array() && is_keyed(before) && is_keyed(after)) {
            compare_items(keyed(path_.back(), before), keyed(path_.back(), after));
        } else {
            found_.push_back({path_, before, after, {}});
        }
    }

    [[nodiscard]] bool is_keyed(const Json& list) const {
        return std::all_of(list.begin(), list.end(),
                           [&](const Json& item) { return detail::key_of(path_.back(), item).has_value(); });
    }

    void compare_members(const Json& before, const Json& after) {
        std::set<std::string> names;
        for (const auto& [name, value] : before.items()) names.insert(name);
        for (const auto& [name, value] : after.items()) names.insert(name);
        for (const std::string& name : names) step_into(name, before.value(name, Json()), after.value(name, Json()));
    }

    void compare_items(const Keyed& before, const Keyed& after) {
        const auto at = [](const Keyed& list, const std::string& key) {
            const auto item = list.items.find(key);
            return item == list.items.end() ? Json() : item->second;
        };
        for (const std::string& key : before.order) step_into(key, at(before, key), at(after, key));
        for (const std::string& key : after.order) {
            if (!before.items.contains(key)) step_into(key, Json(), at(after, key));
        }
        const auto old_order = only(before.order, after.items);
        const auto new_order = only(after.order, before.items);
        if (old_order != new_order && matters()) step_into("order", old_order, new_order);
    }

    /// Nodes and flows run alike wherever they stand in the file.
    [[nodiscard]] bool matters() const { return path_.back() != "nodes" && path_.back() != "flows"; }

    void step_into(const std::string& name, const Json& before, const Json& after) {
        path_.push_back(name);
        compare(before, after);
        path_.pop_back();
    }

    std::vector<std::string> path_;
    std::vector<Difference> found_;
};

bool is_item_of(const Difference& difference, std::string_view list) {
    return difference.path.size() >= 2 && difference.path.front() == list;
}

/// A new or removed step or end is a node too, which need not be said twice.
void drop_repeated(std::vector<Difference>& differences) {
    std::set<std::string> whole;
    for (const Difference& one : differences) {
        const bool is_whole = one.path.size() == 2 && (is_item_of(one, "steps") || is_item_of(one, "ends"));
        if (is_whole) whole.insert(one.path[1]);
    }
    std::erase_if(differences, [&](const Difference& one) {
        return one.path.size() == 2 && is_item_of(one, "nodes") && whole.contains(one.path[1]);
    });
}

void add_steps_of(const Procedure& procedure, const std::string& group, std::set<std::string>& ids) {
    for (const Step& step : procedure.steps) {
        if (std::ranges::find(step.time_groups, group) != step.time_groups.end()) ids.insert(step.id.value());
    }
}

std::vector<ElementId> elements_of(const Difference& difference, const Procedure& before, const Procedure& after) {
    std::set<std::string> ids;
    for (const char* list : {"steps", "nodes", "flows", "ends"}) {
        if (is_item_of(difference, list) && difference.path[1] != "order") ids.insert(difference.path[1]);
    }
    if (is_item_of(difference, "clocks")) ids.insert(difference.path[1].substr(0, difference.path[1].find(',')));
    if (is_item_of(difference, "timeGroups")) {
        add_steps_of(before, difference.path[1], ids);
        add_steps_of(after, difference.path[1], ids);
    }
    return {ids.begin(), ids.end()};
}

}  // namespace

std::vector<Difference> differences(const Procedure& before, const Procedure& after) {
    std::vector<Difference> found = Comparison().of(detail::comparable(before), detail::comparable(after));
    drop_repeated(found);
    for (Difference& one : found) one.elements = elements_of(one, before, after);
    return found;
}

Json to_json(const std::vector<Difference>& differences) {
    Json rows = Json::array();
    std::set<std::string> elements;
    for (const Difference& one : differences) {
        Json::json_pointer path;
        for (const std::string& name : one.path) path /= name;
        Json ids = Json::array();
        for (const ElementId& id : one.elements) {
            ids.push_back(id.value());
            elements.insert(id.value());
        }
        rows.push_back({{"path", path.to_string()}, {"before", one.before}, {"after", one.after}, {"elements", ids}});
    }
    return {{"schema", "trien.procedure-diff/1"}, {"differences", rows}, {"elements", elements}};
}

}  // namespace trien::procedure
