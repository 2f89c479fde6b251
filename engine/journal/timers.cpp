// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/timers.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <vector>

namespace trien::journal {

namespace {

Commit command_of(const Timer& timer, const Fire& fire) {
    Commit command = fire(timer);
    command.command = command_of(timer.key);
    command.ended.push_back(timer.key);
    return command;
}

Finding finding(const Error& error) {
    return {Finding::Severity::error, error.code(), error.place(), error.cause(), error.mend()};
}

Finding finding(const Timer& timer, const Error& error) {
    Finding found = finding(error);
    if (found.place.element.empty()) found.place.element = timer.key.id;
    return found;
}

}  // namespace

CommandId command_of(const TimerKey& timer) {
    return CommandId("timer:" + timer.id);
}

Fired fire_due(Store& store, Instant now, const Fire& fire, std::int64_t limit) {
    Fired fired;
    std::optional<TimerKey> last;
    while (limit > 0) {
        const auto due = store.due_timers(now, std::min(timer_batch, limit), last);
        if (due.empty()) break;
        limit -= std::ssize(due);
        last = due.back().key;
        std::vector<Commit> commands;
        for (const Timer& timer : due) {
            try {
                commands.push_back(command_of(timer, fire));
            } catch (const Error& error) {
                fired.findings.push_back(finding(timer, error));
            }
        }
        for (const Outcome& outcome : store.commit_all(commands)) {
            if (outcome) {
                fired.count += outcome->repeated ? 0 : 1;
            } else if (outcome.error().fault() != Fault::conflict) {
                fired.findings.push_back(finding(outcome.error()));
            }
        }
    }
    return fired;
}

}  // namespace trien::journal
