// SPDX-License-Identifier: Apache-2.0
#include "engine/feel/value.hpp"

#include <algorithm>
#include <ranges>

namespace trien::feel {

namespace {

/// Of a container of these values.
template <class Values>
Extent around(const Values& values) {
    Extent all;
    for (const Value& value : values) {
        const Extent extent = value.extent();
        all.weight += extent.weight;
        all.depth = std::max(all.depth, extent.depth);
    }
    ++all.depth;
    return all;
}

}  // namespace

struct List::Data {
    explicit Data(std::vector<Value> all) : items(std::move(all)), extent(around(items)) {}
    std::vector<Value> items;
    Extent extent;
};

List::List(std::vector<Value> items) {
    if (!items.empty()) data_ = std::make_shared<const Data>(std::move(items));
}

const std::vector<Value>& List::items() const {
    static const std::vector<Value> none;
    return data_ ? data_->items : none;
}

std::size_t List::size() const {
    return items().size();
}

Extent List::extent() const {
    return data_ ? data_->extent : Extent{1, 1};
}

bool operator==(const List& a, const List& b) {
    return a.data_ == b.data_ || a.items() == b.items();
}

struct Context::Data {
    explicit Data(std::vector<Entry> all) : entries(std::move(all)), extent(around(entries | std::views::values)) {
        for (const Entry& entry : entries) extent.weight += entry.first.size() / 32;
    }
    std::vector<Entry> entries;
    Extent extent;
};

Context::Context(std::initializer_list<Entry> entries) : Context(std::vector<Entry>(entries)) {}

Context::Context(std::vector<Entry> entries) {
    if (entries.empty()) return;
    std::ranges::stable_sort(entries, {}, &Entry::first);
    // Of equal names the last stays: from the back, everything but the first of a run goes.
    const auto [stay, end] = std::ranges::unique(entries.rbegin(), entries.rend(), {}, &Entry::first);
    entries.erase(entries.begin(), stay.base());
    data_ = std::make_shared<const Data>(std::move(entries));
}

const Value* Context::find(std::string_view name) const {
    if (!data_) return nullptr;
    const auto found = std::ranges::lower_bound(data_->entries, name, {}, &Entry::first);
    return found != data_->entries.end() && found->first == name ? &found->second : nullptr;
}

const std::vector<Context::Entry>& Context::entries() const {
    static const std::vector<Entry> none;
    return data_ ? data_->entries : none;
}

Context Context::with(std::string name, Value value) const {
    std::vector<Entry> entries = this->entries();
    entries.emplace_back(std::move(name), std::move(value));
    return Context(std::move(entries));
}

Extent Context::extent() const {
    return data_ ? data_->extent : Extent{1, 1};
}

bool operator==(const Context& a, const Context& b) {
    return a.data_ == b.data_ || a.entries() == b.entries();
}

struct Range::Ends {
    bool start_included;
    Value start;
    Value end;
    bool end_included;
    bool operator==(const Ends&) const = default;
};

Range::Range(bool start_included, Value start, Value end, bool end_included)
    : ends_(std::make_shared<const Ends>(Ends{start_included, std::move(start), std::move(end), end_included})) {}

bool Range::start_included() const {
    return ends_->start_included;
}
const Value& Range::start() const {
    return ends_->start;
}
const Value& Range::end() const {
    return ends_->end;
}
bool Range::end_included() const {
    return ends_->end_included;
}

Extent Range::extent() const {
    return around(std::initializer_list<Value>{ends_->start, ends_->end});
}

bool operator==(const Range& a, const Range& b) {
    return *a.ends_ == *b.ends_;
}

Extent Value::extent() const {
    switch (kind()) {
        case Kind::string: return {1 + as<std::string>()->size() / 32, 0};
        case Kind::list: return as<List>()->extent();
        case Kind::context: return as<Context>()->extent();
        case Kind::range: return as<Range>()->extent();
        default: return {};
    }
}

}  // namespace trien::feel
