// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include <fmt/format.h>

#include "engine/calendar/span.hpp"
#include "engine/procedure/difference.hpp"

namespace trien::procedure {

namespace {

const std::map<std::string_view, Message>& member_names() {
    static const std::map<std::string_view, Message> names = {
        {"accountable", {"chịu trách nhiệm", "accountable"}},
        {"act", {"việc", "act"}},
        {"after", {"sau", "after"}},
        {"agency", {"cơ quan thực hiện", "agency"}},
        {"applicants", {"đối tượng thực hiện", "applicants"}},
        {"approved", {"phê duyệt", "approved by"}},
        {"attachedTo", {"gắn vào", "attached to"}},
        {"authority", {"thẩm quyền", "authority"}},
        {"basis", {"căn cứ", "basis"}},
        {"bySchedule", {"theo bảng thời hạn bảo quản", "kept by schedule"}},
        {"called", {"quy trình được gọi", "called process"}},
        {"case", {"trường hợp", "case"}},
        {"changes", {"sửa đổi", "change"}},
        {"citation", {"nguồn đọc", "citation"}},
        {"clocks", {"dừng, tính tiếp thời hạn", "clock"}},
        {"code", {"mã hiệu", "code"}},
        {"components", {"thành phần hồ sơ", "component"}},
        {"condition", {"điều kiện", "condition"}},
        {"conditions", {"yêu cầu, điều kiện thực hiện", "requirements"}},
        {"consulted", {"hỏi ý kiến", "consulted"}},
        {"control", {"kiểm soát tài liệu", "document control"}},
        {"copies", {"số bản", "copies"}},
        {"counting", {"cách tính ngày", "counting"}},
        {"cutOff", {"giờ chốt nhận hồ sơ", "cut-off hour"}},
        {"deadlines", {"thời hạn giải quyết", "deadline"}},
        {"default", {"luồng mặc định", "default flow"}},
        {"determines", {"xác định", "determines"}},
        {"dossierCopies", {"số bộ hồ sơ", "dossier sets"}},
        {"drafted", {"soạn thảo", "drafted by"}},
        {"effect", {"tác động", "effect"}},
        {"effectiveFrom", {"ngày hiệu lực", "effective from"}},
        {"effectiveTo", {"ngày hết hiệu lực", "effective to"}},
        {"element", {"phần tử", "element"}},
        {"ends", {"kết thúc", "end"}},
        {"escalation", {"báo cáo khi quá hạn", "escalation"}},
        {"extendedCase", {"cột gia hạn", "extended case"}},
        {"extensionMax", {"gia hạn tối đa", "longest extension"}},
        {"facts", {"tình tiết", "fact"}},
        {"fee", {"phí, lệ phí", "fee"}},
        {"feeNote", {"ghi chú về phí", "note on the fee"}},
        {"flows", {"luồng", "flow"}},
        {"form", {"hình thức", "form"}},
        {"forms", {"biểu mẫu", "forms"}},
        {"from", {"với bước", "from step"}},
        {"groundRequired", {"phải nêu căn cứ", "ground required"}},
        {"id", {"mã", "id"}},
        {"identity", {"danh nghĩa", "identity"}},
        {"implementation", {"cách thực hiện", "implementation"}},
        {"informed", {"thông báo cho", "informed"}},
        {"inside", {"nằm trong", "inside"}},
        {"interrupting", {"ngắt việc đang làm", "interrupting"}},
        {"issue", {"lần ban hành", "issue"}},
        {"issuedOn", {"ngày ban hành", "issued on"}},
        {"issuer", {"cơ quan ban hành", "issuer"}},
        {"keptBy", {"nơi lưu", "kept by"}},
        {"kind", {"loại", "kind"}},
        {"limit", {"giới hạn", "limit"}},
        {"longerByAgreement", {"lâu hơn khi có thỏa thuận", "longer by agreement"}},
        {"loop", {"lặp", "loop"}},
        {"meaning", {"nghĩa", "meaning"}},
        {"name", {"tên", "name"}},
        {"nationalCode", {"mã thủ tục hành chính", "national code"}},
        {"noWait", {"thủ tục không chờ", "no waiting"}},
        {"nodes", {"phần tử sơ đồ", "node"}},
        {"number", {"số", "number"}},
        {"on", {"ngày", "on"}},
        {"order", {"thứ tự", "order"}},
        {"ordinal", {"số thứ tự", "number"}},
        {"outcomes", {"cách kết thúc", "outcome"}},
        {"outputs", {"kết quả của bước", "outputs"}},
        {"part", {"phần", "part"}},
        {"position", {"chức vụ", "position"}},
        {"provisional", {"tạm thời", "provisional"}},
        {"purpose", {"mục đích", "purpose"}},
        {"question", {"câu hỏi", "question"}},
        {"reason", {"lý do", "reason"}},
        {"reasonRequired", {"phải nêu lý do", "reason required"}},
        {"records", {"hồ sơ cần lưu", "record"}},
        {"references", {"tài liệu viện dẫn", "reference"}},
        {"refusalGrounds", {"danh mục căn cứ từ chối", "refusal grounds"}},
        {"refused", {"là từ chối", "refused"}},
        {"register", {"sổ", "register"}},
        {"required", {"bắt buộc", "required"}},
        {"result", {"kết quả thực hiện", "result"}},
        {"reviewed", {"xem xét", "reviewed by"}},
        {"role", {"trách nhiệm", "responsible"}},
        {"scope", {"phạm vi", "scope"}},
        {"script", {"kịch bản", "script"}},
        {"separateFrom", {"tách bạch", "separation"}},
        {"set", {"bộ tài liệu", "set"}},
        {"source", {"từ", "source"}},
        {"sources", {"nguồn", "source"}},
        {"statement", {"lời chứng", "statement"}},
        {"steps", {"bước", "step"}},
        {"summary", {"tóm lược", "summary"}},
        {"supersedes", {"thay thế", "supersedes"}},
        {"supporting", {"phối hợp", "supporting"}},
        {"target", {"đến", "target"}},
        {"terms", {"định nghĩa, viết tắt", "term"}},
        {"time", {"thời gian", "time"}},
        {"timeGroups", {"ô thời gian", "time"}},
        {"title", {"tên", "title"}},
        {"to", {"đến", "to"}},
        {"triggers", {"sự kiện", "triggers"}},
        {"unit", {"đơn vị", "unit"}},
        {"amount", {"số lượng", "amount"}},
        {"validFrom", {"hiệu lực từ", "valid from"}},
        {"validTo", {"hiệu lực đến", "valid to"}},
        {"verified", {"đã đối chiếu", "verified"}},
        {"warnAfter", {"cảnh báo sau số lần", "warn after"}},
        {"years", {"số năm lưu", "years kept"}},
    };
    return names;
}

/// Lists whose items have names of their own in a path.
bool is_list(const std::string& member) {
    static constexpr std::array<std::string_view, 18> lists = {
        "steps", "nodes",   "flows",    "ends",    "components", "forms",  "timeGroups", "references", "terms",
        "facts", "records", "outcomes", "sources", "changes",    "clocks", "deadlines",  "supersedes", "separateFrom"};
    return std::ranges::find(lists, member) != lists.end();
}

class Speaker {
  public:
    Speaker(Language language, const Library* library) : language_(language), library_(library) {}

    [[nodiscard]] std::string line(const Difference& difference) const {
        const std::string what = name(difference.path);
        if (is_item(difference.path)) {
            if (difference.before.is_null()) return fmt::format("+ {}: {}", what, value(difference.after));
            if (difference.after.is_null()) return fmt::format("- {}: {}", what, value(difference.before));
        }
        return fmt::format("* {}: {} → {}", what, value(difference.before), value(difference.after));
    }

  private:
    [[nodiscard]] std::string pick(const char* vi, const char* en) const { return language_ == Language::vi ? vi : en; }

    /// The path ends with an item of a list.
    static bool is_item(const std::vector<std::string>& path) {
        return path.size() >= 2 && is_list(path[path.size() - 2]) && path.back() != "order";
    }

    /// "bước “examine”, trách nhiệm".
    [[nodiscard]] std::string name(const std::vector<std::string>& path) const {
        std::string text;
        for (std::size_t i = 0; i < path.size(); ++i) {
            if (!text.empty()) text += ", ";
            text += name_of_member(path[i]).in(language_);
            if (is_list(path[i]) && i + 1 < path.size() && path[i + 1] != "order")
                text += fmt::format(" “{}”", path[++i]);
        }
        return text;
    }

    [[nodiscard]] std::string value(const Json& value) const {
        if (value.is_null()) return pick("(không có)", "(none)");
        if (value.is_boolean()) return value.get<bool>() ? pick("có", "yes") : pick("không", "no");
        if (value.is_string()) return quoted(value.get<std::string>());
        if (value.is_array()) return list(value);
        if (value.is_object()) return object(value);
        return value.dump();
    }

    [[nodiscard]] std::string quoted(const std::string& text) const {
        const Role* const role = library_ == nullptr ? nullptr : library_->role(RoleId(text));
        if (role != nullptr) return role->name.in(language_);
        return text.empty() ? pick("(trống)", "(empty)") : fmt::format("“{}”", text);
    }

    [[nodiscard]] std::string list(const Json& items) const {
        if (items.empty()) return pick("(không có)", "(none)");
        std::vector<std::string> texts;
        for (const Json& item : items) texts.push_back(value(item));
        return fmt::format("{}", fmt::join(texts, ", "));
    }

    [[nodiscard]] std::string object(const Json& object) const {
        if (object.contains("amount") && object.contains("unit")) {
            const auto unit = calendar::parse_unit(object["unit"].get<std::string>());
            if (unit) return calendar::span_text({object["amount"].get<std::int32_t>(), *unit}).in(language_);
        }
        std::vector<std::string> parts;
        for (const auto& [member, part] : object.items()) {
            const bool says_nothing = member == "id" || part.is_null() ||
                                      (part.is_string() && part.get<std::string>().empty()) ||
                                      (part.is_array() && part.empty());
            if (!says_nothing) parts.push_back(fmt::format("{} {}", name_of_member(member).in(language_), value(part)));
        }
        return fmt::format("{}", fmt::join(parts, "; "));
    }

    Language language_;
    const Library* library_;
};

}  // namespace

Message name_of_member(const std::string& member) {
    const auto name = member_names().find(member);
    return name == member_names().end() ? Message{member, member} : name->second;
}

Message text_of(const std::vector<Difference>& differences, const Library* library) {
    if (differences.empty()) return {"Không có gì khác", "No differences"};
    const auto spoken = [&](Language language) {
        const Speaker speaker(language, library);
        std::vector<std::string> lines;
        for (const Difference& difference : differences) lines.push_back(speaker.line(difference));
        return fmt::format("{}", fmt::join(lines, "\n"));
    };
    return {spoken(Language::vi), spoken(Language::en)};
}

}  // namespace trien::procedure
