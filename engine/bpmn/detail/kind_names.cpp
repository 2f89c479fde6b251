// SPDX-License-Identifier: Apache-2.0
#include "engine/bpmn/detail/kind_names.hpp"

#include <array>
#include <utility>

#include "engine/base/overloaded.hpp"

namespace trien::bpmn::detail {

namespace {

using Words = std::pair<const char*, const char*>;

constexpr std::array<Words, 22> node_words{{
    {"Công việc", "task"},
    {"Công việc người dùng", "user task"},
    {"Công việc thủ công", "manual task"},
    {"Công việc dịch vụ", "service task"},
    {"Công việc kịch bản", "script task"},
    {"Công việc theo quy tắc", "business rule task"},
    {"Công việc gửi", "send task"},
    {"Công việc nhận", "receive task"},
    {"Quy trình con", "sub-process"},
    {"Giao dịch", "transaction"},
    {"Quy trình con tùy biến", "ad hoc sub-process"},
    {"Hoạt động gọi", "call activity"},
    {"Cổng loại trừ", "exclusive gateway"},
    {"Cổng bao hàm", "inclusive gateway"},
    {"Cổng song song", "parallel gateway"},
    {"Cổng sự kiện", "event-based gateway"},
    {"Cổng phức hợp", "complex gateway"},
    {"Sự kiện bắt đầu", "start event"},
    {"Sự kiện kết thúc", "end event"},
    {"Sự kiện trung gian nhận", "intermediate catch event"},
    {"Sự kiện trung gian phát", "intermediate throw event"},
    {"Sự kiện biên", "boundary event"},
}};

constexpr std::array<Words, 10> event_words{{
    {"hủy", "cancel"},
    {"bù trừ", "compensation"},
    {"điều kiện", "conditional"},
    {"lỗi", "error"},
    {"báo cấp trên", "escalation"},
    {"liên kết", "link"},
    {"thông điệp", "message"},
    {"tín hiệu", "signal"},
    {"chấm dứt", "terminate"},
    {"thời gian", "timer"},
}};

constexpr std::array<Words, 7> data_words{{
    {"Dữ liệu", "data object"},
    {"Dữ liệu", "data object"},
    {"Kho dữ liệu", "data store"},
    {"Kho dữ liệu", "data store"},
    {"Thuộc tính", "property"},
    {"Dữ liệu vào", "data input"},
    {"Dữ liệu ra", "data output"},
}};

trien::Message message(const Words& words) {
    return {words.first, words.second};
}

trien::Message node_name(const FlowNode& node) {
    trien::Message name = message(node_words.at(static_cast<std::size_t>(node.kind)));
    if (node.activity.is_event_based) name = {"Quy trình con sự kiện", "event sub-process"};
    const char* separator = ": ";
    for (const EventDefinition& definition : node.event.definitions) {
        const Words& words = event_words.at(static_cast<std::size_t>(definition.kind));
        name.vi += separator + std::string(words.first);
        name.en += separator + std::string(words.second);
        separator = ", ";
    }
    return name;
}

}  // namespace

trien::Message kind_name(const Subject& subject) {
    return std::visit(
        Overloaded{
            [](std::monostate) -> trien::Message { return {"Không rõ", "unknown"}; },
            [](const FlowNode* node) { return node_name(*node); },
            [](const SequenceFlow* /*flow*/) -> trien::Message { return {"Luồng", "sequence flow"}; },
            [](const DataElement* data) { return message(data_words.at(static_cast<std::size_t>(data->kind))); },
            [](const DataAssociation* /*data*/) -> trien::Message { return {"Liên hệ dữ liệu", "data association"}; },
            [](const Lane* /*lane*/) -> trien::Message { return {"Làn", "lane"}; },
            [](const Participant* /*pool*/) -> trien::Message { return {"Bên tham gia", "participant"}; },
            [](const MessageFlow* /*flow*/) -> trien::Message { return {"Luồng thông điệp", "message flow"}; },
            [](const Association* /*artifact*/) -> trien::Message { return {"Liên hệ", "association"}; },
            [](const TextAnnotation* /*artifact*/) -> trien::Message { return {"Ghi chú", "text annotation"}; },
            [](const Group* /*artifact*/) -> trien::Message { return {"Nhóm", "group"}; },
            [](const bpmn::Message* /*message*/) -> trien::Message { return {"Thông điệp", "message"}; },
            [](const OtherElement* other) -> trien::Message { return {other->tag, other->tag}; },
        },
        subject);
}

}  // namespace trien::bpmn::detail
