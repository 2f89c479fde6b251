// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/base/error.hpp"
#include "engine/base/json.hpp"
#include "engine/render/official_document.hpp"

namespace trien::render {

namespace {

/// Reads one template; every error names the file and the member.
class Filler {
  public:
    Filler(const std::string& name, const TemplateValues& values) : name_(name), values_(values) {}

    OfficialDocument fill(const Json& root) {
        OfficialDocument document;
        std::vector<const Json*> standing;
        for (const Json& article : member(root, "articles", "articles")) {
            if (stands(article)) standing.push_back(&article);
        }
        values_.texts["articles"] = std::to_string(standing.size());

        document.kind = text(root, "kind", "kind");
        document.abstract = text(root, "abstract", "abstract");
        document.authority = text(root, "authority", "authority");
        document.enacting = text(root, "enacting", "enacting");
        document.bases = texts(root, "bases");
        document.recipients = texts(root, "recipients");
        for (std::size_t i = 0; i < standing.size(); ++i) {
            document.articles.push_back(article(*standing[i], fmt::format("articles[{}]", i)));
        }
        return document;
    }

  private:
    [[noreturn]] void refuse(const std::string& where, Message cause, Message mend) const {
        throw Error(Fault::input, "render.template", {name_, 0, 0, where}, std::move(cause), std::move(mend));
    }

    [[nodiscard]] const Json& member(const Json& object, const char* key, const std::string& where) const {
        if (object.is_object() && object.contains(key)) return object.at(key);
        refuse(where,
               {fmt::format("Mẫu thiếu mục \"{}\"", key), fmt::format("the template lacks the member \"{}\"", key)},
               {"Thêm mục đó vào tệp mẫu", "add the member to the template"});
    }

    [[nodiscard]] std::string text(const Json& object, const char* key, const std::string& where) const {
        return filled(member(object, key, where), where);
    }

    [[nodiscard]] std::vector<std::string> texts(const Json& object, const char* key) const {
        std::vector<std::string> all;
        for (const Json& item : member(object, key, key))
            all.push_back(filled(item, fmt::format("{}[{}]", key, all.size())));
        return all;
    }

    [[nodiscard]] const std::vector<std::string>& list(const Json& object,
                                                       const char* key,
                                                       const std::string& where) const {
        const Json& value = object.at(key);
        const auto found = values_.lists.find(value.is_string() ? value.get<std::string>() : "");
        if (found != values_.lists.end()) return found->second;
        refuse(where,
               {fmt::format("Mẫu gọi danh sách không có: {}", value.dump()),
                fmt::format("the template names a list that does not exist: {}", value.dump())},
               {"Sửa tên danh sách trong tệp mẫu", "correct the list's name in the template"});
    }

    [[nodiscard]] bool stands(const Json& article) const {
        return !article.is_object() || !article.contains("when") || !list(article, "when", "articles").empty();
    }

    [[nodiscard]] std::vector<std::string> points(const Json& object, const std::string& where) const {
        return object.contains("points") ? list(object, "points", where) : std::vector<std::string>();
    }

    [[nodiscard]] Article article(const Json& object, const std::string& where) const {
        Article article{text(object, "text", where), points(object, where), {}};
        if (!object.contains("clauses")) return article;
        for (const Json& clause : object.at("clauses")) {
            const std::string place = fmt::format("{}.clauses[{}]", where, article.clauses.size());
            article.clauses.push_back({text(clause, "text", place), points(clause, place)});
        }
        return article;
    }

    /// Replaces every {placeholder}.
    [[nodiscard]] std::string filled(const Json& value, const std::string& where) const {
        if (!value.is_string()) {
            refuse(where, {"Mục này phải là chuỗi ký tự", "this member must be text"},
                   {"Sửa tệp mẫu", "correct the template"});
        }
        const auto& pattern = value.get_ref<const std::string&>();
        std::string out;
        for (std::size_t at = 0; at < pattern.size();) {
            const std::size_t open = pattern.find('{', at);
            out.append(pattern, at, open - at);
            if (open == std::string::npos) break;
            const std::size_t close = std::min(pattern.find('}', open), pattern.size());
            out += value_of(pattern.substr(open + 1, close - open - 1), where);
            at = close + 1;
        }
        return out;
    }

    [[nodiscard]] const std::string& value_of(const std::string& placeholder, const std::string& where) const {
        const auto found = values_.texts.find(placeholder);
        if (found != values_.texts.end()) return found->second;
        refuse(where,
               {fmt::format("Không có giá trị cho {{{}}}", placeholder),
                fmt::format("there is no value for {{{}}}", placeholder)},
               {"Sửa tên trong ngoặc nhọn của tệp mẫu", "correct the name in braces in the template"});
    }

    const std::string& name_;
    TemplateValues values_;
};

}  // namespace

OfficialDocument fill_template(std::string_view text, const std::string& name, const TemplateValues& values) {
    return Filler(name, values).fill(parse_json(text, name));
}

}  // namespace trien::render
