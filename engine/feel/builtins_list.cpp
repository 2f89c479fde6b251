// SPDX-License-Identifier: Apache-2.0
// Lists (OMG DMN 1.3, 10.3.4.4); positions count from 1 at the front and from -1 at the back.
#include <algorithm>
#include <array>
#include <iterator>

#include "engine/feel/detail/call.hpp"
#include "engine/feel/detail/operators.hpp"

namespace trien::feel::detail {

namespace {

using Values = std::vector<Value>;

/// The index of a position in a list of this size; nothing if there is no such position.
std::optional<std::size_t> index_of(const Number& position, std::size_t size) {
    const auto whole = position.whole();
    const auto count = static_cast<std::int64_t>(size);
    if (!whole || *whole == 0 || *whole > count || *whole < -count) return std::nullopt;
    return static_cast<std::size_t>(*whole > 0 ? *whole - 1 : count + *whole);
}

Values::difference_type offset(std::size_t index) {
    return static_cast<Values::difference_type>(index);
}

bool is_in(Call& call, const Values& values, const Value& value) {
    return std::ranges::any_of(values, [&](const Value& other) {
        call.spend(1);
        return equal(other, value).is_true();
    });
}

Value list_contains(const List& list, const Value& element) {
    return std::ranges::any_of(list.items(), [&](const Value& item) { return equal(item, element).is_true(); });
}

Value count(const List& list) {
    return list.size();
}

/// The item that all others come after. Null if there is none, or two do not compare.
Value first_in_order(const List& list, bool descending) {
    if (list.size() == 0) return Null{};
    const Value* best = &list.items().front();
    for (const Value& item : list.items()) {
        const auto ordering = order(item, *best);
        if (!ordering) return Null{};
        if (descending ? *ordering > 0 : *ordering < 0) best = &item;
    }
    return *best;
}

Value min(const List& list) {
    return first_in_order(list, false);
}

Value max(const List& list) {
    return first_in_order(list, true);
}

/// `all` when deciding is false, `any` when it is true.
Value joined(const List& list, bool deciding) {
    Value all = !deciding;
    for (const Value& item : list.items()) {
        const bool* const truth = item.as<bool>();
        if (truth != nullptr && *truth == deciding) return deciding;
        if (truth == nullptr) all = Null{};
    }
    return all;
}

Value all(const List& list) {
    return joined(list, false);
}

Value any(const List& list) {
    return joined(list, true);
}

Value sublist(const List& list, const Number& start, const std::optional<Number>& length) {
    const auto begin = index_of(start, list.size());
    if (!begin) return Null{};
    const auto left = static_cast<std::int64_t>(list.size() - *begin);
    const auto wanted = length ? length->whole() : std::optional(left);
    if (!wanted || *wanted < 1 || *wanted > left) return Null{};
    const auto first = list.items().begin() + offset(*begin);
    return List(Values(first, first + *wanted));
}

Value append(const List& list, const List& items) {
    Values joined = list.items();
    std::ranges::copy(items.items(), std::back_inserter(joined));
    return List(std::move(joined));
}

Value concatenate(const List& lists) {
    Values joined;
    for (const Value& part : lists.items()) {
        const auto list = converted<List>(part);
        if (!list) return Null{};
        std::ranges::copy(list->items(), std::back_inserter(joined));
    }
    return List(std::move(joined));
}

Value insert_before(const List& list, const Number& position, const Value& item) {
    const auto index = index_of(position, list.size());
    if (!index) return Null{};
    Values items = list.items();
    items.insert(items.begin() + offset(*index), item);
    return List(std::move(items));
}

Value remove(const List& list, const Number& position) {
    const auto index = index_of(position, list.size());
    if (!index) return Null{};
    Values items = list.items();
    items.erase(items.begin() + offset(*index));
    return List(std::move(items));
}

Value reverse(const List& list) {
    return List(Values(list.items().rbegin(), list.items().rend()));
}

Value positions_of(const List& list, const Value& match) {
    Values positions;
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (equal(list.items()[i], match).is_true()) positions.emplace_back(i + 1);
    }
    return List(std::move(positions));
}

Value distinct_values(Call& call, const List& list) {
    Values distinct;
    for (const Value& item : list.items()) {
        if (!is_in(call, distinct, item)) distinct.push_back(item);
    }
    return List(std::move(distinct));
}

Value union_of(Call& call, const List& lists) {
    const Value all = concatenate(lists);
    const auto* const list = all.as<List>();
    return list == nullptr ? all : distinct_values(call, *list);
}

void flatten_into(Values& flat, const List& list) {
    for (const Value& item : list.items()) {
        if (const auto* inner = item.as<List>()) {
            flatten_into(flat, *inner);
        } else {
            flat.push_back(item);
        }
    }
}

Value flatten(const List& list) {
    Values flat;
    flatten_into(flat, list);
    return List(std::move(flat));
}

/// Merges two sorted halves. Written out, as the standard algorithms may not be asked with a relation that is not an
/// order, and what `precedes` says is anybody's guess.
template <class Precedes>
void merge_sort(Values& values, std::size_t first, std::size_t last, Values& scratch, const Precedes& precedes) {
    if (last - first < 2) return;
    const std::size_t middle = first + (last - first) / 2;
    merge_sort(values, first, middle, scratch, precedes);
    merge_sort(values, middle, last, scratch, precedes);
    scratch.clear();
    std::size_t left = first;
    std::size_t right = middle;
    while (left < middle || right < last) {
        const bool take_right = left == middle || (right < last && precedes(values[right], values[left]));
        scratch.push_back(std::move(values[take_right ? right++ : left++]));
    }
    std::ranges::move(scratch, values.begin() + offset(first));
}

Value sort(Call& call, const List& list, const std::optional<Function>& precedes) {
    Values items = list.items();
    Values scratch;
    merge_sort(items, 0, items.size(), scratch, [&](const Value& a, const Value& b) {
        call.spend(1);
        return precedes ? call.call(*precedes, {a, b}).is_true() : compare(Operation::less, a, b).is_true();
    });
    return List(std::move(items));
}

}  // namespace

std::span<const Builtin> list_builtins() {
    static constexpr std::array<Builtin, 17> functions{
        {{"list contains", "list, element", typed<list_contains>},
         {"count", "list", typed<count>},
         {"min", "list*", typed<min>},
         {"max", "list*", typed<max>},
         {"all", "list*", typed<all>},
         {"any", "list*", typed<any>},
         {"sublist", "list, start position, length?", typed<sublist>},
         {"append", "list, item...", typed<append>},
         {"concatenate", "list...", typed<concatenate>},
         {"insert before", "list, position, newItem", typed<insert_before>},
         {"remove", "list, position", typed<remove>},
         {"reverse", "list", typed<reverse>},
         {"index of", "list, match", typed<positions_of>},
         {"union", "list...", typed<union_of>},
         {"distinct values", "list", typed<distinct_values>},
         {"flatten", "list", typed<flatten>},
         {"sort", "list, precedes?", typed<sort>}}};
    return functions;
}

}  // namespace trien::feel::detail
