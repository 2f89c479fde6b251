// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/timers.hpp"

#include <algorithm>
#include <future>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "engine/journal/detail/preparation.hpp"

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

/// What the timers do; what cannot be decided becomes a finding.
std::vector<Commit> commands_of(const std::vector<Timer>& due, const Fire& fire, Findings& findings) {
    std::vector<Commit> commands;
    commands.reserve(due.size());
    for (const Timer& timer : due) {
        try {
            commands.push_back(command_of(timer, fire));
        } catch (const Error& error) {
            findings.push_back(finding(timer, error));
        }
    }
    return commands;
}

/// Queues a batch. What was decided on a stream that moved meanwhile is left out: its timer is due again.
std::vector<GroupCommit::Ticket> enqueue(Store& reader,
                                         GroupCommit& writer,
                                         const std::vector<Commit>& commands,
                                         Findings& findings) {
    const Stored stored = reader.look_up(wanted_by(commands));
    Preparation preparation(stored);
    std::vector<GroupCommit::Ticket> tickets;
    tickets.reserve(commands.size());
    for (const Commit& command : commands) {
        try {
            tickets.push_back(writer.enqueue(preparation.encode(command)));
        } catch (const Error& error) {
            if (error.fault() != Fault::conflict) findings.push_back(finding(error));
        }
    }
    return tickets;
}

Fired wait_for(GroupCommit& writer, const std::vector<GroupCommit::Ticket>& tickets) {
    Fired fired;
    for (const GroupCommit::Ticket& ticket : tickets) {
        const Outcome outcome = writer.wait(ticket);
        if (outcome) {
            fired.count += outcome->repeated ? 0 : 1;
        } else if (outcome.error().fault() != Fault::conflict) {
            fired.findings.push_back(finding(outcome.error()));
        }
    }
    return fired;
}

void add(Fired& all, Fired some) {
    all.count += some.count;
    std::ranges::move(some.findings, std::back_inserter(all.findings));
}

}  // namespace

CommandId command_of(const TimerKey& timer) {
    return CommandId("timer:" + timer.id);
}

Fired fire_due(Store& reader, GroupCommit& writer, Instant now, const Fire& fire, std::int64_t limit) {
    Fired fired;
    std::optional<TimerKey> last;
    std::future<Fired> writing;
    while (limit > 0) {
        const auto due = reader.due_timers(now, std::min(timer_batch, limit), last);
        if (due.empty()) break;
        limit -= std::ssize(due);
        last = due.back().key;
        std::vector<GroupCommit::Ticket> tickets =
            enqueue(reader, writer, commands_of(due, fire, fired.findings), fired.findings);
        if (writing.valid()) add(fired, writing.get());
        writing = std::async(std::launch::async,
                             [&writer, tickets = std::move(tickets)] { return wait_for(writer, tickets); });
    }
    if (writing.valid()) add(fired, writing.get());
    return fired;
}

}  // namespace trien::journal
