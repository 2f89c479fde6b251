// SPDX-License-Identifier: Apache-2.0
#include "engine/sign/detail/changes.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "engine/sign/detail/pdf.hpp"

namespace trien::sign {

namespace {

using Object = QPDFObjectHandle;

constexpr int deepest_object = 64;

Message describe(const char* vi, const char* en, const std::string& what) {
    return {fmt::format(fmt::runtime(vi), what), fmt::format(fmt::runtime(en), what)};
}

/// The dictionary's text without some of its keys.
std::string text_without(Object dictionary, const std::set<std::string>& keys) {
    Object copy = dictionary.shallowCopy();
    for (const std::string& key : keys) copy.removeKey(key);
    return copy.unparseResolved();
}

/// A field's value before anybody filled it.
bool is_empty(Object value) {
    return value.isNull() || (value.isString() && value.getStringValue().empty());
}

/// What an object is, in words, so that a reader knows what was touched.
Message kind_of(QPDF& document, int number) {
    Object object = document.getObject(number, 0);
    if (document.getRoot().getObjectID() == number) return {"mục lục gốc của tệp", "the document catalog"};
    const std::string type = name_of(value_of(object.isStream() ? object.getDict() : object, "/Type"));
    if (type == "/Page") return {"một trang", "a page"};
    if (type == "/Pages") return {"cây trang", "the page tree"};
    if (type == "/Font") return {"một phông chữ", "a font"};
    if (type == "/Sig") return {"một chữ ký đã có", "an existing signature"};
    if (type == "/Annot") return {"một ô biểu mẫu hoặc chú thích", "a form field or annotation"};
    if (object.isStream()) return {"nội dung hoặc hình ảnh của trang", "a page's content or picture"};
    return {"một đối tượng", "an object"};
}

Message overwritten(QPDF& document, int number) {
    const Message kind = kind_of(document, number);
    return {fmt::format("Đã ghi đè {} (đối tượng {})", kind.vi, number),
            fmt::format("{} was overwritten (object {})", kind.en, number)};
}

/// Follows references from a new value and notes the objects met. False when one of them is not new.
class Reach {
  public:
    Reach(int last_old, QPDFObjGen catalog) : last_old_(last_old), catalog_(catalog) {}

    bool follow(Object object, int depth = 0) {
        if (depth > deepest_object) return false;
        if (object.isIndirect()) {
            // A lock's transform names the catalog as what it is about.
            if (object.getObjGen() == catalog_) return true;
            if (object.getObjectID() <= last_old_ || object.getGeneration() != 0) return false;
            if (!met_.insert(object.getObjectID()).second) return true;
        }
        const auto into = [&](const Object& inner) { return follow(inner, depth + 1); };
        if (object.isArray()) return std::ranges::all_of(object.getArrayAsVector(), into);
        if (object.isStream()) object = object.getDict();
        if (!object.isDictionary()) return true;
        return std::ranges::all_of(object.getDictAsMap(), [&](const auto& entry) { return into(entry.second); });
    }

    [[nodiscard]] const std::set<int>& met() const { return met_; }

  private:
    int last_old_;
    QPDFObjGen catalog_;
    std::set<int> met_;
};

class Comparison {
  public:
    Comparison(QPDF& before, QPDF& after, std::optional<int> permission)
        : before_(before),
          after_(after),
          permission_(permission),
          last_old_(static_cast<int>(before.getObjectCount())),
          reach_(last_old_, before.getRoot().getObjGen()) {
        for (const FormField& field : form_fields(before)) {
            if (field.object.isIndirect()) fields_.emplace(field.object.getObjectID(), field);
        }
    }

    Changes run(const Revision& revision) {
        check_trailer();
        for (const int number : revision.objects) {
            if (number <= last_old_) check_old(number);
        }
        for (const int number : revision.objects) {
            if (number > last_old_ && !reach_.met().contains(number)) {
                changes_.forbidden.push_back(describe("Thêm đối tượng {} không thuộc chữ ký hay ô biểu mẫu nào",
                                                      "object {} was added and belongs to no signature or field",
                                                      std::to_string(number)));
            }
        }
        return std::move(changes_);
    }

  private:
    void check_trailer() {
        for (const char* key : {"/Root", "/Info"}) {
            if (before_.getTrailer().getKey(key).unparse() == after_.getTrailer().getKey(key).unparse()) continue;
            changes_.forbidden.push_back(
                describe("Đổi mục {} của tệp sang đối tượng khác", "the file's {} points at another object", key));
        }
    }

    void check_old(int number) {
        const auto field = fields_.find(number);
        const bool allowed = field != fields_.end() && permission_.value_or(2) >= 2 &&
                             !is_locked(before_, field->second.name) && check_field(field->second);
        if (!allowed) changes_.forbidden.push_back(overwritten(before_, number));
    }

    /// A prepared field that got its value.
    bool check_field(const FormField& field) {
        Object now = after_.getObject(field.object.getObjGen());
        const bool is_signature = field.type == "/Sig";
        if (!is_signature && field.type != "/Tx") return false;
        if (!now.isDictionary() || !is_empty(value_of(field.object, "/V"))) return false;
        if (text_without(field.object, {"/V", "/AP"}) != text_without(now, {"/V", "/AP"})) return false;
        if (!check_appearance(value_of(field.object, "/AP"), value_of(now, "/AP"))) return false;
        return is_signature ? check_signature(field, value_of(now, "/V")) : check_text(field, value_of(now, "/V"));
    }

    bool check_appearance(Object old, Object now) {
        if (old.unparse() == now.unparse()) return true;
        if (!now.isDictionary() || now.isIndirect() || now.getKeys() != std::set<std::string>{"/N"}) return false;
        return reach_.follow(now.getKey("/N"));
    }

    bool check_signature(const FormField& field, Object value) {
        if (!value.isDictionary() || !value.isIndirect() || !reach_.follow(value)) return false;
        changes_.signed_fields.push_back(field.name);
        changes_.allowed.push_back(describe("Ký vào ô “{}”", "field '{}' was signed", field.name));
        return true;
    }

    bool check_text(const FormField& field, Object value) {
        if (!value.isString() || value.isIndirect()) return false;
        changes_.allowed.push_back(
            describe("Điền ô “{}”", "field '{}' was filled", fmt::format("{}: {}", field.name, text_of(value))));
        return true;
    }

    QPDF& before_;
    QPDF& after_;
    std::optional<int> permission_;
    int last_old_;
    Reach reach_;
    std::map<int, FormField> fields_;
    Changes changes_;
};

std::string text_with_data(Object object) {
    if (!object.isStream()) return object.unparseResolved();
    const auto data = object.getRawStreamData();
    return object.getDict().unparseResolved() +
           std::string(reinterpret_cast<const char*>(data->getBuffer()), data->getSize());
}

}  // namespace

Changes compare(QPDF& before, QPDF& after, const Revision& revision, std::optional<int> permission) {
    return Comparison(before, after, permission).run(revision);
}

std::vector<Message> list_differences(QPDF& before, QPDF& after) {
    constexpr std::size_t most = 50;
    std::vector<Message> differences;
    const auto last_old = static_cast<int>(before.getObjectCount());
    for (const Object& object : after.getAllObjects()) {
        const int number = object.getObjectID();
        if (differences.size() == most) {
            differences.push_back({"… và những thay đổi khác", "… and other changes"});
            return differences;
        }
        if (number > last_old) {
            differences.push_back(describe("Thêm đối tượng {}", "object {} was added", std::to_string(number)));
        } else if (text_with_data(before.getObject(object.getObjGen())) != text_with_data(object)) {
            differences.push_back(overwritten(before, number));
        }
    }
    return differences;
}

}  // namespace trien::sign
