// SPDX-License-Identifier: Apache-2.0
// How ranges and points lie to each other (OMG DMN 1.3, 10.3.4.9, table 78). A point is the range from it to itself.
#include <array>

#include "engine/feel/detail/call.hpp"
#include "engine/feel/detail/operators.hpp"

namespace trien::feel::detail {

namespace {

/// One end of a range.
struct End {
    const Value& at;
    bool included;
};

Range span_of(const Value& value) {
    if (const auto* range = value.as<Range>()) return *range;
    return {true, value, value, true};
}

End start_of(const Range& range) {
    return {range.start(), range.start_included()};
}
End end_of(const Range& range) {
    return {range.end(), range.end_included()};
}

/// Do all points of two ranges compare with each other?
bool comparable(const Range& a, const Range& b) {
    return order(a.start(), b.start()) && order(a.end(), b.end());
}

bool is_less(const End& a, const End& b) {
    return compare(Operation::less, a.at, b.at).is_true();
}

bool is_same(const End& a, const End& b) {
    return equal(a.at, b.at).is_true();
}

/// Does a range that starts at `a` start no later than one that starts at `b`?
bool starts_no_later(const End& a, const End& b) {
    return is_less(a, b) || (is_same(a, b) && (a.included || !b.included));
}

/// Does a range that ends at `a` end no later than one that ends at `b`?
bool ends_no_later(const End& a, const End& b) {
    return is_less(a, b) || (is_same(a, b) && (!a.included || b.included));
}

/// Does a range that starts at `start` share a point with what comes before `end`?
bool reaches(const End& start, const End& end) {
    return is_less(start, end) || (is_same(start, end) && start.included && end.included);
}

using Relation = bool (*)(const Range& a, const Range& b);

template <Relation relation>
Value of_any(const Value& a, const Value& b) {
    const Range first = span_of(a);
    const Range second = span_of(b);
    return comparable(first, second) ? Value(relation(first, second)) : Value();
}

template <Relation relation>
Value of_ranges(const Range& a, const Range& b) {
    return comparable(a, b) ? Value(relation(a, b)) : Value();
}

template <Relation relation>
bool mirrored(const Range& a, const Range& b) {
    return relation(b, a);
}

bool before(const Range& a, const Range& b) {
    const End end = end_of(a);
    const End start = start_of(b);
    return is_less(end, start) || (is_same(end, start) && !(end.included && start.included));
}

bool meets(const Range& a, const Range& b) {
    return a.end_included() && b.start_included() && is_same(end_of(a), start_of(b));
}

bool overlaps(const Range& a, const Range& b) {
    return reaches(start_of(b), end_of(a)) && reaches(start_of(a), end_of(b));
}

bool overlaps_before(const Range& a, const Range& b) {
    return !starts_no_later(start_of(b), start_of(a)) && reaches(start_of(b), end_of(a)) &&
           ends_no_later(end_of(a), end_of(b));
}

bool finishes(const Range& a, const Range& b) {
    return a.end_included() == b.end_included() && is_same(end_of(a), end_of(b)) &&
           starts_no_later(start_of(b), start_of(a));
}

bool includes_all(const Range& a, const Range& b) {
    return starts_no_later(start_of(a), start_of(b)) && ends_no_later(end_of(b), end_of(a));
}

bool starts(const Range& a, const Range& b) {
    return a.start_included() == b.start_included() && is_same(start_of(a), start_of(b)) &&
           ends_no_later(end_of(a), end_of(b));
}

bool coincides(const Range& a, const Range& b) {
    return a.start_included() == b.start_included() && a.end_included() == b.end_included() &&
           is_same(start_of(a), start_of(b)) && is_same(end_of(a), end_of(b));
}

}  // namespace

std::span<const Builtin> range_builtins() {
    static constexpr std::array<Builtin, 28> functions{
        {{"before", "point1, point2", typed<of_any<before>>},
         {"before", "point, range", typed<of_any<before>>},
         {"before", "range, point", typed<of_any<before>>},
         {"before", "range1, range2", typed<of_any<before>>},
         {"after", "point1, point2", typed<of_any<mirrored<before>>>},
         {"after", "point, range", typed<of_any<mirrored<before>>>},
         {"after", "range, point", typed<of_any<mirrored<before>>>},
         {"after", "range1, range2", typed<of_any<mirrored<before>>>},
         {"meets", "range1, range2", typed<of_ranges<meets>>},
         {"met by", "range1, range2", typed<of_ranges<mirrored<meets>>>},
         {"overlaps", "range1, range2", typed<of_ranges<overlaps>>},
         {"overlaps before", "range1, range2", typed<of_ranges<overlaps_before>>},
         {"overlaps after", "range1, range2", typed<of_ranges<mirrored<overlaps_before>>>},
         {"finishes", "point, range", typed<of_any<finishes>>},
         {"finishes", "range1, range2", typed<of_any<finishes>>},
         {"finished by", "range, point", typed<of_any<mirrored<finishes>>>},
         {"finished by", "range1, range2", typed<of_any<mirrored<finishes>>>},
         {"includes", "range, point", typed<of_any<includes_all>>},
         {"includes", "range1, range2", typed<of_any<includes_all>>},
         {"during", "point, range", typed<of_any<mirrored<includes_all>>>},
         {"during", "range1, range2", typed<of_any<mirrored<includes_all>>>},
         {"starts", "point, range", typed<of_any<starts>>},
         {"starts", "range1, range2", typed<of_any<starts>>},
         {"started by", "range, point", typed<of_any<mirrored<starts>>>},
         {"started by", "range1, range2", typed<of_any<mirrored<starts>>>},
         {"coincides", "point1, point2", typed<of_any<coincides>>},
         {"coincides", "point, range", typed<of_any<coincides>>},
         {"coincides", "range1, range2", typed<of_any<coincides>>}}};
    return functions;
}

}  // namespace trien::feel::detail
