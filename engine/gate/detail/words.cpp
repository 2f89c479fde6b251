// SPDX-License-Identifier: Apache-2.0
#include "engine/gate/detail/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/execution/rules.hpp"

namespace trien::gate::detail {

using bpmn::NodeKind;
using execution::Net;
using execution::Node;
using execution::NodeIndex;

namespace {

Message kind_of(const Node& node) {
    switch (node.kind) {
        case NodeKind::exclusive_gateway: return {"cổng lựa chọn", "choice gateway"};
        case NodeKind::inclusive_gateway: return {"cổng bao hàm", "inclusive gateway"};
        case NodeKind::parallel_gateway: return {"cổng song song", "parallel gateway"};
        case NodeKind::event_based_gateway: return {"cổng chờ sự kiện", "event gateway"};
        case NodeKind::start_event: return {"sự kiện bắt đầu", "start event"};
        case NodeKind::end_event: return {"điểm kết thúc", "end"};
        case NodeKind::boundary_event:
        case NodeKind::intermediate_catch_event:
        case NodeKind::intermediate_throw_event: return {"sự kiện", "event"};
        case NodeKind::ad_hoc_sub_process: return {"nhóm việc", "group of tasks"};
        case NodeKind::transaction: return {"giao dịch", "transaction"};
        default: return {"bước", "step"};
    }
}

bool decides(const Net& net, NodeIndex node) {
    const auto split = execution::split_of(net, node);
    const bool by_condition = split == execution::Split::one || split == execution::Split::some;
    return by_condition && net.outgoing(node).size() > 1;
}

/// "cổng lựa chọn “G” rẽ theo “Phù hợp”" for every choice of a move.
std::vector<Message> choices(const Net& net, const Move& move) {
    std::vector<Message> all;
    for (const ElementId& id : move.taken) {
        const execution::Flow& flow = net.flows[net.find_flow(id)];
        if (!decides(net, flow.source)) continue;
        const Message from = named(net, flow.source);
        const std::string to = quoted(net.node(flow.target));
        all.push_back({fmt::format("{} rẽ tới {}", from.vi, to), fmt::format("{} goes on to {}", from.en, to)});
    }
    return all;
}

Message phrase(const Net& net, const Move& move) {
    using Kind = Move::Kind;
    const NodeIndex node = net.find(move.element);
    const Message it = node == execution::nothing ? Message{} : named(net, node);
    switch (move.kind) {
        case Kind::begin: return it.empty() ? Message{"lúc bắt đầu", "the beginning"} : it;
        case Kind::complete: return it;
        case Kind::event: {
            const NodeIndex host = net.node(node).attached_to;
            if (host == execution::nothing) return it;
            const std::string at = quoted(net.node(host));
            return {fmt::format("{} ở bước {}", it.vi, at), fmt::format("{} at step {}", it.en, at)};
        }
        case Kind::signal: return {fmt::format("tín hiệu “{}”", move.code), fmt::format("the signal “{}”", move.code)};
        case Kind::fail:
            return {fmt::format("lỗi “{}” ở {}", move.code, it.vi),
                    fmt::format("the error “{}” at {}", move.code, it.en)};
        case Kind::escalate:
            return {fmt::format("báo cáo vượt cấp “{}” ở {}", move.code, it.vi),
                    fmt::format("the escalation “{}” at {}", move.code, it.en)};
        case Kind::activate: return {"việc mở " + it.vi, "beginning " + it.en};
        case Kind::end_ad_hoc: return {"việc kết thúc " + it.vi, "the end of " + it.en};
        case Kind::cancel: return {"việc hủy " + it.vi, "cancelling " + it.en};
        case Kind::undone: return {"việc hoàn tác " + it.vi, "undoing " + it.en};
    }
    return it;
}

}  // namespace

std::string quoted(const Node& node) {
    return fmt::format("“{}”", node.name.empty() ? node.id.value() : node.name);
}

Message named(const Net& net, NodeIndex index) {
    const Node& node = net.node(index);
    const Message kind = kind_of(node);
    return {fmt::format("{} {}", kind.vi, quoted(node)), fmt::format("{} {}", kind.en, quoted(node))};
}

Message named(const Net& net, const std::vector<NodeIndex>& nodes) {
    std::vector<Message> all;
    for (const NodeIndex node : nodes) all.push_back(named(net, node));
    return listed(all);
}

Message listed(const std::vector<Message>& items) {
    Message text;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const bool last = i + 1 == items.size();
        const bool first = i == 0;
        text.vi += (first ? "" : last ? " và " : ", ") + items[i].vi;
        text.en += (first ? "" : last ? " and " : ", ") + items[i].en;
    }
    return text;
}

Message way_in_words(const Net& net, const std::vector<Move>& moves) {
    std::vector<std::string> vi;
    std::vector<std::string> en;
    for (std::size_t i = 0; i < moves.size(); ++i) {
        const std::vector<Message> taken = choices(net, moves[i]);
        // The beginning is worth a word only when nothing else is told, or when something is chosen there.
        if (i == 0 && moves.size() > 1 && taken.empty()) continue;
        const Message what = phrase(net, moves[i]);
        const Message how = listed(taken);
        vi.push_back(taken.empty() ? what.vi : fmt::format("{} ({})", what.vi, how.vi));
        en.push_back(taken.empty() ? what.en : fmt::format("{} ({})", what.en, how.en));
    }
    return {fmt::format("Sau {}", fmt::join(vi, ", ")), fmt::format("After {}", fmt::join(en, ", "))};
}

}  // namespace trien::gate::detail
