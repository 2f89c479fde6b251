// SPDX-License-Identifier: Apache-2.0
#include "engine/journal/attack.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace trien::journal {

namespace {

struct Description {
    std::string_view name;
    const char* vi;
    const char* en;
};

/// In the order of the enumerators.
constexpr std::array descriptions = std::to_array<Description>({
    {"split-view", "Có hai lịch sử khác nhau cùng mang chữ ký của nhật ký này",
     "two different histories bear this journal's signature"},
    {"rolled-back", "Nhật ký bị đưa về một bản cũ", "an old copy of the journal was put back"},
    {"removed-entry", "Bản ghi bị rút khỏi nhật ký", "an entry was taken out of the journal"},
    {"altered-entry", "Bản ghi bị sửa", "an entry was altered"},
    {"rewritten-history", "Lịch sử bị viết lại", "history was rewritten"},
    {"cut-tail", "Phần cuối nhật ký bị cắt", "the end of the journal was cut off"},
    {"back-dated", "Bản ghi bị lùi ngày", "an entry was back-dated"},
    {"checkpoint-forged", "Điểm kiểm bị sửa hoặc bị làm giả", "a checkpoint was altered or forged"},
    {"stamp-forged", "Dấu thời gian bị sửa hoặc bị làm giả", "a time stamp was altered or forged"},
    {"definition-changed", "Quy trình đã ban hành bị thay", "the procedure that was issued was changed"},
    {"personal-value-altered", "Dữ liệu cá nhân bị sửa hoặc bị mất", "a personal value was altered or lost"},
    {"tree-altered", "Cây băm đang lưu bị sửa", "the stored hash tree was altered"},
    {"view-altered", "Bảng tra cứu bị sửa, nhật ký còn nguyên", "a view was altered, the journal was not"},
    {"unreadable", "Có nội dung không đọc được", "something recorded cannot be read"},
    {"storage-damaged", "Tệp bị hỏng hoặc bị gỡ khóa bảo vệ", "the file is damaged, or its guards were removed"},
});

const Description& description(Attack attack) {
    return descriptions.at(static_cast<std::size_t>(attack));
}

/// The attack tells itself by one code, or by two together.
struct Sign {
    std::string_view code;
    std::string_view together_with;  ///< empty where one code is enough
    Attack attack;
};

/// The first sign that is there decides: what comes later may be a consequence of what comes before.
constexpr std::array signs = std::to_array<Sign>({
    {"journal.fork", "", Attack::split_view},
    {"journal.rolled-back", "", Attack::rolled_back},
    {"journal.gap", "", Attack::removed_entry},
    {"journal.version", "", Attack::removed_entry},
    {"journal.hash", "", Attack::altered_entry},
    {"journal.form", "", Attack::altered_entry},
    {"journal.column", "", Attack::altered_entry},
    {"journal.link", "", Attack::altered_entry},
    {"journal.checkpoint-root", "journal.checkpoint-beyond", Attack::removed_entry},
    {"journal.checkpoint-root", "", Attack::rewritten_history},
    {"journal.checkpoint-beyond", "", Attack::cut_tail},
    {"journal.back-dated", "", Attack::back_dated},
    {"journal.checkpoint-signature", "", Attack::checkpoint_forged},
    {"journal.stamp", "", Attack::stamp_forged},
    {"journal.definition", "", Attack::definition_changed},
    {"journal.personal", "", Attack::personal_value_altered},
    {"journal.node", "", Attack::tree_altered},
    {"journal.replay", "", Attack::unreadable},
    {"journal.view", "", Attack::view_altered},
    {"journal.unreadable", "", Attack::unreadable},
    {"journal.storage", "", Attack::storage_damaged},
});

}  // namespace

std::string_view name(Attack attack) {
    return description(attack).name;
}

Message text(Attack attack) {
    return {description(attack).vi, description(attack).en};
}

std::optional<Attack> attack_of(const Codes& codes) {
    const auto found = std::ranges::find_if(signs, [&](const Sign& sign) {
        return codes.contains(sign.code) && (sign.together_with.empty() || codes.contains(sign.together_with));
    });
    return found == signs.end() ? std::nullopt : std::optional(found->attack);
}

}  // namespace trien::journal
