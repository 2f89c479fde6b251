// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace trien::lifecycle {

/// What a state or event is called: in journals and commands ("in-review"), and by a Vietnamese reader.
struct Words {
    std::string_view name;  ///< stable: written to the journal, never translated
    std::string_view vi;
};

/// One row of a life's table: which event leads from where to where.
///
/// The first row of a table begins where the life begins. Where a state and an event have several rows, the event leads
/// back (history): of their targets, to the one the life stood in last.
template <class State, class Event>
struct Transition {
    State from;
    Event event;
    State to;
};

}  // namespace trien::lifecycle
