// SPDX-License-Identifier: Apache-2.0
#include "engine/gate/soundness.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "engine/gate/detail/obstacle.hpp"
#include "engine/gate/detail/reduction.hpp"
#include "engine/gate/detail/search.hpp"
#include "engine/gate/detail/words.hpp"

namespace trien::gate {

using bpmn::NodeKind;
using namespace detail;

namespace {

Message why(const Net& net, const Obstacle& obstacle) {
    const Message it = named(net, obstacle.node);
    switch (obstacle.why) {
        case Obstacle::Why::automatic_loop:
            return {
                fmt::format("Có vòng lặp qua {} mà không ai phải làm gì trong đó: chỉ dữ liệu mới dừng được nó", it.vi),
                fmt::format("there is a loop through {} in which nobody has to do anything: only data can end it",
                            it.en)};
        case Obstacle::Why::undone_by_sub_process:
            return {fmt::format("Việc hoàn tác ở {} là cả một quy trình con", it.vi),
                    fmt::format("what is undone at {} is undone by a process of its own", it.en)};
        case Obstacle::Why::too_many_ways: break;
    }
    return {fmt::format("Sau {} có quá nhiều luồng có điều kiện để thử mọi tổ hợp", it.vi),
            fmt::format("too many conditional flows leave {} to try every choice of them", it.en)};
}

Move::Kind kind_of(Action::Kind kind) {
    switch (kind) {
        case Action::Kind::begin: return Move::Kind::begin;
        case Action::Kind::complete: return Move::Kind::complete;
        case Action::Kind::choose_event:
        case Action::Kind::boundary:
        case Action::Kind::event_sub_process: return Move::Kind::event;
        case Action::Kind::broadcast: return Move::Kind::signal;
        case Action::Kind::fail: return Move::Kind::fail;
        case Action::Kind::escalate: return Move::Kind::escalate;
        case Action::Kind::activate: return Move::Kind::activate;
        case Action::Kind::end_ad_hoc: return Move::Kind::end_ad_hoc;
        case Action::Kind::cancel: return Move::Kind::cancel;
        case Action::Kind::cancelled: return Move::Kind::undone;
    }
    return Move::Kind::complete;
}

Move move_of(const Net& net, const Action& action, const Trace& trace) {
    Move move;
    move.kind = kind_of(action.kind);
    NodeIndex node = action.node;
    if (action.kind == Action::Kind::choose_event) node = net.flows[action.flow].target;
    if (node != nothing) move.element = net.node(node).id;
    move.code = action.code;
    for (const Trace::Item& item : trace.items) {
        if (item.is_flow)
            move.taken.push_back(net.flows[item.index].id);
        else
            move.entered.push_back(net.node(item.index).id);
    }
    return move;
}

Counterexample counterexample(const Search& search, const Net& net, const Way& way, const std::vector<ElementId>& at) {
    const Search::Replay replay = search.replay(way);
    Counterexample example;
    for (std::size_t i = 0; i < way.size(); ++i) {
        example.moves.push_back(move_of(net, *way[i].action, replay.traces[i]));
    }
    std::set<ElementId> seen;
    const auto add = [&](const ElementId& id) {
        if (seen.insert(id).second) example.elements.push_back(id);
    };
    for (const Move& move : example.moves) {
        if (!move.element.value().empty()) add(move.element);
        std::ranges::for_each(move.taken, add);
        std::ranges::for_each(move.entered, add);
    }
    std::ranges::for_each(at, add);
    return example;
}

/// Puts the way before what is wrong at its end.
SoundnessFlaw flaw_after(const Search& search, const Net& net, const Way& way, SoundnessFlaw flaw) {
    flaw.way = counterexample(search, net, way, flaw.at);
    const Message after = way_in_words(net, flaw.way.moves);
    flaw.text = {fmt::format("{}: {}", after.vi, flaw.text.vi), fmt::format("{}: {}", after.en, flaw.text.en)};
    return flaw;
}

// --- flaws -----------------------------------------------------------------------------------------------------------

SoundnessFlaw mishap_flaw(const Net& net, const Mishap& mishap) {
    const Message join_before = {"Gom các nhánh song song bằng một cổng song song trước chỗ này",
                                 "join the parallel branches by a parallel gateway before this place"};
    if (mishap.kind == Mishap::Kind::second_token) {
        const execution::Flow& flow = net.flows[mishap.index];
        const Message from = named(net, flow.source);
        const Message to = named(net, flow.target);
        return {
            Flaw::unsafe,
            {flow.id},
            {fmt::format("nhánh từ {} tới {} nhận lượt thứ hai khi lượt thứ nhất còn ở đó, nên phần sau chạy hai lần",
                         from.vi, to.vi),
             fmt::format("the branch from {} to {} gets a second token while the first is still there, so what "
                         "follows is done twice",
                         from.en, to.en)},
            join_before,
            {}};
    }
    const Message it = named(net, mishap.index);
    if (mishap.kind == Mishap::Kind::second_instance) {
        return {Flaw::unsafe,
                {net.node(mishap.index).id},
                {fmt::format("{} bị mở lần thứ hai khi lần thứ nhất chưa xong", it.vi),
                 fmt::format("{} is opened a second time while the first is not done", it.en)},
                join_before,
                {}};
    }
    return {Flaw::endless,
            {net.node(mishap.index).id},
            {fmt::format("quy trình tự chạy vòng qua {} không dừng", it.vi),
             fmt::format("the process goes round through {} by itself without end", it.en)},
            {"Đặt một bước hoặc một sự kiện chờ vào vòng lặp", "put a step or an awaited event into the loop"},
            {}};
}

SoundnessFlaw improper_flaw(const Net& net, NodeIndex end) {
    const Message it = named(net, end);
    return {Flaw::improper,
            {net.node(end).id},
            {fmt::format("{} đạt tới lần thứ hai trong cùng một hồ sơ, tức hồ sơ kết thúc hai lần", it.vi),
             fmt::format("{} is reached a second time in one case, so the case ends twice", it.en)},
            {"Gom các nhánh trước điểm kết thúc, hoặc cho mỗi nhánh một điểm kết thúc riêng",
             "join the branches before the end, or give each branch an end of its own"},
            {}};
}

/// The joins that hold tokens and wait, with the flows they miss.
struct WaitingJoin {
    NodeIndex join;
    std::vector<FlowIndex> missing;
};

std::vector<WaitingJoin> waiting_joins(const Board& board, const Bits& marking) {
    const Net& net = board.net();
    std::vector<WaitingJoin> all;
    for (NodeIndex node = 0; node < net.nodes.size(); ++node) {
        WaitingJoin waiting{node, {}};
        for (const FlowIndex flow : net.incoming(node)) {
            if (!marking.test(board.of_flow(flow))) waiting.missing.push_back(flow);
        }
        const bool holds_one = waiting.missing.size() < net.incoming(node).size();
        if (holds_one && execution::join_of(net.node(node)) != execution::Join::any) all.push_back(std::move(waiting));
    }
    return all;
}

SoundnessFlaw deadlock_flaw(const Board& board, const Bits& marking) {
    const Net& net = board.net();
    SoundnessFlaw flaw{Flaw::deadlock, {}, {}, {}, {}};
    std::vector<Message> parts;
    for (const auto& [join, missing] : waiting_joins(board, marking)) {
        std::vector<NodeIndex> sources;
        flaw.at.push_back(net.node(join).id);
        for (const FlowIndex flow : missing) {
            flaw.at.push_back(net.flows[flow].id);
            sources.push_back(net.flows[flow].source);
        }
        const Message it = named(net, join);
        const Message from = named(net, sources);
        parts.push_back({fmt::format("{} chờ mãi nhánh từ {}, không bao giờ tới", it.vi, from.vi),
                         fmt::format("{} waits for ever for the branch from {}, which never comes", it.en, from.en)});
    }
    flaw.text = parts.empty() ? Message{"hồ sơ đứng yên, không ai làm gì tiếp được",
                                        "the case stands still and nobody can do anything"}
                              : listed(parts);
    flaw.mend = {"Nhánh nào tách bằng cổng lựa chọn thì gộp bằng cổng lựa chọn, tách song song thì gộp song song",
                 "join what a choice split by a choice gateway, and what was split in parallel by a parallel gateway"};
    return flaw;
}

/// The activities and events a case can still come to from a marking.
std::vector<NodeIndex> goes_round_in(const Board& board, const Bits& marking) {
    constexpr std::uint32_t enough = 10'000;
    Game game(board);
    MarkingSet seen(board.words());
    seen.insert(marking);
    Bits at = board.none();
    for (std::uint32_t state = 0; state < seen.size() && seen.size() < enough; ++state) {
        at.assign(seen.at(state));
        for (const Action& action : board.actions()) {
            if (!Game::is_possible(action, at)) continue;
            Choices choices;
            do {
                game.play(at, action, choices);
                seen.insert(game.marking());
            } while (choices.next());
        }
    }
    std::vector<NodeIndex> nodes;
    for (NodeIndex node = 0; node < board.net().nodes.size(); ++node) {
        if (game.visited()[node] && rests(board.net().node(node))) nodes.push_back(node);
    }
    return nodes;
}

SoundnessFlaw livelock_flaw(const Board& board, const Bits& marking) {
    const Net& net = board.net();
    const std::vector<NodeIndex> nodes = goes_round_in(board, marking);
    const Message round = named(net, nodes);
    SoundnessFlaw flaw{Flaw::livelock, {}, {}, {}, {}};
    for (const NodeIndex node : nodes) flaw.at.push_back(net.node(node).id);
    flaw.text = {fmt::format("từ đây chỉ còn quay vòng qua {}, không có đường nào tới kết thúc", round.vi),
                 fmt::format("from here the case only goes round through {}, and no way leads to an end", round.en)};
    flaw.mend = {"Thêm một lối ra khỏi vòng lặp", "add a way out of the loop"};
    return flaw;
}

/// Where a way leads to from the places of other flaws: that nobody comes there is their doing.
std::vector<bool> behind(const Net& net, const std::vector<SoundnessFlaw>& flaws) {
    std::vector<bool> found(net.nodes.size(), false);
    std::vector<NodeIndex> open;
    const auto find = [&](NodeIndex node) {
        if (node == nothing || found[node]) return;
        found[node] = true;
        open.push_back(node);
    };
    for (const SoundnessFlaw& flaw : flaws) {
        for (const ElementId& id : flaw.at) find(net.find(id));
    }
    while (!open.empty()) {
        const NodeIndex node = open.back();
        open.pop_back();
        std::ranges::for_each(next_nodes(net, node), find);
        find(net.scopes[net.node(node).scope].owner);
    }
    return found;
}

/// What no case ever comes to, without what lies behind another flaw. What is undone is not on the way.
std::vector<NodeIndex> dead_nodes(const Net& net,
                                  const std::vector<bool>& visited,
                                  const std::vector<SoundnessFlaw>& flaws) {
    const std::vector<bool> is_behind = behind(net, flaws);
    std::vector<NodeIndex> dead;
    for (NodeIndex node = 0; node < net.nodes.size(); ++node) {
        const bool starts_undoing =
            has_trigger(net.node(node), Trigger::Kind::compensate) && net.node(node).kind == NodeKind::boundary_event;
        if (!visited[node] && !is_behind[node] && !starts_undoing) dead.push_back(node);
    }
    return dead;
}

SoundnessFlaw dead_flaw(const Net& net, const std::vector<NodeIndex>& dead) {
    SoundnessFlaw flaw{Flaw::dead, {}, {}, {}, {}};
    for (const NodeIndex node : dead) flaw.at.push_back(net.node(node).id);
    flaw.way.elements = flaw.at;
    const Message all = named(net, dead);
    flaw.text = {fmt::format("Không hồ sơ nào đi tới được {}", all.vi),
                 fmt::format("no case ever comes to {}", all.en)};
    flaw.mend = {"Nối phần này vào đường đi, hoặc bỏ đi", "connect this part with the way, or remove it"};
    return flaw;
}

void collect_flaws(const Board& board, const Search& search, Soundness& result) {
    const Net& net = board.net();
    const auto add = [&](const Way& way, SoundnessFlaw flaw) {
        result.flaws.push_back(flaw_after(search, net, way, std::move(flaw)));
    };
    if (search.mishap()) add(search.mishap()->way, mishap_flaw(net, search.mishap()->mishap));
    if (search.improper()) add(search.improper()->way, improper_flaw(net, search.improper()->ended_twice));
    if (search.mishap() || search.is_capped()) return;  // not everything was looked at
    if (const auto way = search.deadlock()) {
        add(*way, deadlock_flaw(board, search.replay(*way).marking));
    } else if (const auto round = search.livelock()) {
        add(*round, livelock_flaw(board, search.replay(*round).marking));
    }
    const auto dead = dead_nodes(net, search.visited(), result.flaws);
    if (!dead.empty()) result.flaws.push_back(dead_flaw(net, dead));
}

}  // namespace

Soundness check_soundness(const execution::Net& net, const SoundnessOptions& options) {
    Soundness result;
    if (const auto obstacle = find_obstacle(net)) {
        result.why_unknown = why(net, *obstacle);
        return result;
    }
    if (options.may_reduce && reduces_to_a_point(net)) {
        result.verdict = Verdict::sound;
        result.by_reduction = true;
        return result;
    }
    const Board board(net);
    Search search(board, options.max_states);
    search.run();
    result.states = search.states();
    result.transitions = search.transitions();
    collect_flaws(board, search, result);
    if (!result.flaws.empty()) {
        result.verdict = Verdict::unsound;
    } else if (search.is_capped()) {
        result.why_unknown = {fmt::format("Quá {} trạng thái mà chưa xét hết", result.states),
                              fmt::format("more than {} states, and not all of them were looked at", result.states)};
    } else {
        result.verdict = Verdict::sound;
    }
    return result;
}

std::string_view text_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::sound: return "sound";
        case Verdict::unsound: return "unsound";
        case Verdict::unknown: break;
    }
    return "unknown";
}

std::string_view text_of(Flaw flaw) {
    switch (flaw) {
        case Flaw::unsafe: return "unsafe";
        case Flaw::endless: return "endless";
        case Flaw::deadlock: return "deadlock";
        case Flaw::livelock: return "livelock";
        case Flaw::improper: return "improper";
        case Flaw::dead: break;
    }
    return "dead";
}

std::string_view text_of(Move::Kind kind) {
    switch (kind) {
        case Move::Kind::begin: return "begin";
        case Move::Kind::complete: return "complete";
        case Move::Kind::event: return "event";
        case Move::Kind::signal: return "signal";
        case Move::Kind::fail: return "fail";
        case Move::Kind::escalate: return "escalate";
        case Move::Kind::activate: return "activate";
        case Move::Kind::end_ad_hoc: return "endAdHoc";
        case Move::Kind::cancel: return "cancel";
        case Move::Kind::undone: break;
    }
    return "undone";
}

}  // namespace trien::gate
