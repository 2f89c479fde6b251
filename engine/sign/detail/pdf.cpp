// SPDX-License-Identifier: Apache-2.0
#include "engine/sign/detail/pdf.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>

#include <fmt/format.h>

namespace trien::sign {

namespace {

constexpr int deepest_field = 32;
constexpr std::size_t most_fields = 10000;

bool has_named_kids(const QPDFObjectHandle& field) {
    QPDFObjectHandle kids = value_of(field, "/Kids");
    return kids.isArray() && kids.getArrayNItems() > 0 && value_of(kids.getArrayItem(0), "/T").isString();
}

/// Walks the tree of fields from its roots to its leaves.
class FieldWalk {
  public:
    void enter(QPDFObjectHandle field, const std::string& parent, const std::string& inherited, int depth) {
        if (depth > deepest_field || found_.size() >= most_fields || !field.isDictionary()) return;
        if (field.isIndirect() && !seen_.insert(field.getObjGen()).second) return;
        const std::string partial = text_of(value_of(field, "/T"));
        const std::string name = parent.empty() || partial.empty() ? parent + partial : parent + "." + partial;
        const std::string own_type = name_of(value_of(field, "/FT"));
        const std::string& type = own_type.empty() ? inherited : own_type;
        if (!has_named_kids(field)) {
            found_.push_back({name, type, field});
            return;
        }
        for (const QPDFObjectHandle& kid : value_of(field, "/Kids").getArrayAsVector()) {
            enter(kid, name, type, depth + 1);
        }
    }

    std::vector<FormField> found() && { return std::move(found_); }

  private:
    std::set<QPDFObjGen> seen_;
    std::vector<FormField> found_;
};

/// A lock names a field by its own name or by that of a branch above it.
bool is_named(QPDFObjectHandle names, const std::string& field) {
    if (!names.isArray()) return false;
    return std::ranges::any_of(names.getArrayAsVector(), [&](const QPDFObjectHandle& entry) {
        const std::string name = text_of(entry);
        return field == name || field.starts_with(name + ".");
    });
}

/// ISO 32000-2, table 236. What cannot be understood locks.
bool covers(QPDFObjectHandle lock, const std::string& field) {
    if (lock.isNull()) return false;
    const std::string action = name_of(value_of(lock, "/Action"));
    if (action == "/Include") return is_named(value_of(lock, "/Fields"), field);
    if (action == "/Exclude") return !is_named(value_of(lock, "/Fields"), field);
    return true;
}

/// Reads digits from the front of a text.
class DigitReader {
  public:
    explicit DigitReader(std::string_view text) : rest_(text) {}

    std::optional<int> number(std::size_t digits) {
        if (rest_.size() < digits) return std::nullopt;
        int value = 0;
        for (const char c : rest_.substr(0, digits)) {
            if (c < '0' || c > '9') return std::nullopt;
            value = value * 10 + (c - '0');
        }
        rest_.remove_prefix(digits);
        return value;
    }
    bool accept(char c) {
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }
    [[nodiscard]] bool at_end() const { return rest_.empty(); }

  private:
    std::string_view rest_;
};

/// "+07'00'", "Z" or nothing.
std::optional<std::chrono::minutes> zone(DigitReader& reader) {
    if (reader.at_end() || reader.accept('Z')) return std::chrono::minutes{0};
    const bool west = reader.accept('-');
    if (!west && !reader.accept('+')) return std::nullopt;
    const auto hours = reader.number(2);
    reader.accept('\'');
    const auto minutes = reader.number(2).value_or(0);
    if (!hours || *hours > 14 || minutes > 59) return std::nullopt;
    const std::chrono::minutes offset{*hours * 60 + minutes};
    return west ? -offset : offset;
}

Error encrypted_pdf(const std::string& what) {
    return Error(Fault::input, "sign.pdf-encrypted", {what, 0, 0, ""}, {"Tệp PDF bị mã hoá", "the PDF is encrypted"},
                 {"Bỏ mật khẩu của tệp rồi thử lại", "remove the file's password and try again"});
}

}  // namespace

Error broken_pdf(const std::string& what, const std::string& detail) {
    return Error(Fault::input, "sign.pdf-broken", {what, 0, 0, ""},
                 {fmt::format("Tệp PDF hỏng, không đọc được cấu trúc ({})", detail),
                  fmt::format("the PDF is broken, its structure cannot be read ({})", detail)},
                 {"Lấy lại tệp gốc", "get the original file again"});
}

std::shared_ptr<QPDF> open_pdf(std::string_view bytes, const std::string& what) {
    auto document = QPDF::create();
    document->setSuppressWarnings(true);
    // A repaired file is not the file that was signed.
    document->setAttemptRecovery(false);
    try {
        document->processMemoryFile("pdf", bytes.data(), bytes.size());
        if (!document->getRoot().isDictionary()) throw broken_pdf(what, "no catalog");
    } catch (const QPDFExc& error) {
        if (error.getErrorCode() == qpdf_e_password) throw encrypted_pdf(what);
        throw broken_pdf(what, error.getMessageDetail());
    } catch (const std::logic_error& error) {
        throw broken_pdf(what, error.what());
    }
    if (document->isEncrypted()) throw encrypted_pdf(what);
    return document;
}

QPDFObjectHandle value_of(QPDFObjectHandle object, const std::string& key) {
    return object.isDictionary() ? object.getKey(key) : QPDFObjectHandle::newNull();
}

std::string name_of(QPDFObjectHandle object) {
    return object.isName() ? object.getName() : std::string();
}

std::string text_of(QPDFObjectHandle object) {
    return object.isString() ? object.getUTF8Value() : std::string();
}

std::vector<FormField> form_fields(QPDF& document) {
    QPDFObjectHandle fields = value_of(value_of(document.getRoot(), "/AcroForm"), "/Fields");
    FieldWalk walk;
    if (fields.isArray()) {
        for (const QPDFObjectHandle& field : fields.getArrayAsVector()) walk.enter(field, "", "", 0);
    }
    return std::move(walk).found();
}

std::optional<int> certified_permission(const QPDFObjectHandle& signature) {
    QPDFObjectHandle references = value_of(signature, "/Reference");
    if (!references.isArray()) return std::nullopt;
    for (const QPDFObjectHandle& reference : references.getArrayAsVector()) {
        if (name_of(value_of(reference, "/TransformMethod")) != "/DocMDP") continue;
        QPDFObjectHandle permission = value_of(value_of(reference, "/TransformParams"), "/P");
        int value = 2;  // the default of the standard
        if (permission.isInteger()) permission.getValueAsInt(value);
        return value;
    }
    return std::nullopt;
}

std::optional<int> certified_permission(QPDF& document) {
    return certified_permission(value_of(value_of(document.getRoot(), "/Perms"), "/DocMDP"));
}

bool is_locked(QPDF& document, const std::string& field) {
    return std::ranges::any_of(form_fields(document), [&](const FormField& other) {
        return other.type == "/Sig" && !value_of(other.object, "/V").isNull() &&
               covers(value_of(other.object, "/Lock"), field);
    });
}

std::string pdf_date(Instant instant) {
    const Date date = instant.date();
    const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(instant.time_of_day()));
    const auto offset = static_cast<int>(instant.offset().count());
    return fmt::format("D:{:04}{:02}{:02}{:02}{:02}{:02}{}{:02}'{:02}'", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), time.hours().count(),
                       time.minutes().count(), time.seconds().count(), offset < 0 ? '-' : '+', std::abs(offset) / 60,
                       std::abs(offset) % 60);
}

std::optional<Instant> parse_pdf_date(std::string_view text) {
    if (text.starts_with("D:")) text.remove_prefix(2);
    DigitReader reader(text);
    const auto year = reader.number(4);
    const auto month = reader.number(2);
    const auto day = reader.number(2);
    const auto hour = reader.number(2);
    const auto minute = reader.number(2);
    const auto second = reader.number(2);
    if (!year || !month || !day || !hour || !minute || !second) return std::nullopt;
    const Date date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                    std::chrono::day(static_cast<unsigned>(*day))};
    const auto offset = zone(reader);
    if (!date.ok() || *hour > 23 || *minute > 59 || *second > 60 || !offset) return std::nullopt;
    return Instant::of(date, std::chrono::hours(*hour) + std::chrono::minutes(*minute) + std::chrono::seconds(*second),
                       *offset);
}

}  // namespace trien::sign
