// SPDX-License-Identifier: Apache-2.0
// A terse way to write BPMN files for tests: one line an element, its options, where its flows lead.
//
//     start s -> a
//     user a -> x
//     xor x -> b [amount > 5], e [default]
//     user b -> e
//     end e
//     boundary late on=a timer=PT1H non-interrupting -> r
//     sub p -> e {
//       start ps -> pa
//       …
//     }
//
// Kinds: start end catch throw boundary, task user manual service script rule send receive call, sub transaction adhoc,
// xor and or event complex. Also `data NAME` and `property NAME` (or `property ID name=NAME`). Flow ids are
// "source.target".
//
// Options of events: timer= date= cycle= message= signal= error= escalation= link= condition= compensate compensate=
// cancel terminate; any= (an error or escalation of any code), all (parallelMultiple), non-interrupting, on=, undo=
// (compensation handler), nowait, ref (by eventDefinitionRef).
// Options of activities: loop= max= before, multi= (a count or a list) sequential done= item= collect= each= throws=
// (one:signal or none:signal), handler, event, keep, calls=, script=, message=, instantiate, parallel, quantity=,
// in="input = expression", out="variable = output".
#pragma once

#include <string>
#include <string_view>

namespace trien::execution {

/// The BPMN file of one executable process with id "p".
[[nodiscard]] std::string bpmn_text(std::string_view terse);

}  // namespace trien::execution
