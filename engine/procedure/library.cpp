// SPDX-License-Identifier: Apache-2.0
#include "engine/procedure/library.hpp"

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/base/fields.hpp"
#include "engine/base/file.hpp"
#include "engine/base/json.hpp"

namespace trien::procedure {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t max_file_bytes = std::uintmax_t{4} << 20U;

// --- Reading ---------------------------------------------------------------------------------------------------------

Message message(Fields& fields, const std::string& name) {
    Fields both = fields.object(name);
    Message text{both.text("vi"), both.text("en")};
    both.done();
    return text;
}

Provenance provenance(Fields& rule) {
    Provenance provenance;
    provenance.valid_from = rule.date("validFrom");
    provenance.valid_to = rule.date_if("validTo");
    provenance.citation = rule.text("citation");
    const std::string status = rule.text("status");
    static_cast<void>(rule.text_or("note", ""));
    if (status != "verified" && status != "UNVERIFIED") {
        throw rule.fault("status",
                         {"Trạng thái phải là verified hoặc UNVERIFIED", "the status must be verified or UNVERIFIED"});
    }
    provenance.verified = status == "verified";
    return provenance;
}

Dong amount(Fields& fields, const std::string& name) {
    const std::int64_t amount = fields.number(name);
    // No fee of a ward comes near; larger numbers could overflow when multiplied.
    if (amount >= 0 && amount <= 1'000'000'000) return Dong(amount);
    throw fields.fault(name, {"Số tiền phải từ 0 đến 1.000.000.000", "the amount must be from 0 to 1,000,000,000"});
}

Role role_of(Fields& fields) {
    return {RoleId(fields.text("id")), message(fields, "name"), fields.text("abbreviation")};
}

std::vector<FeeTier> tiers(Fields& rate) {
    std::vector<FeeTier> tiers;
    for (Fields& fields : rate.objects("perPage")) {
        const FeeTier tier{fields.number("fromPage"), amount(fields, "amount")};
        fields.done();
        if (tier.from_page != 1 && tiers.empty()) {
            throw fields.fault("fromPage", {"Bậc đầu tiên phải từ trang 1", "the first tier must begin at page 1"});
        }
        if (!tiers.empty() && tier.from_page <= tiers.back().from_page) {
            throw fields.fault("fromPage", {"Các bậc phải xếp tăng dần", "the tiers must ascend"});
        }
        tiers.push_back(tier);
    }
    return tiers;
}

FeeRate fee_rate(Fields& fields) {
    FeeRate rate;
    rate.provenance = provenance(fields);
    rate.territory = fields.text("territory");
    if (fields.has("perPage")) {
        rate.tiers = tiers(fields);
        if (fields.has("perCopyAtMost")) rate.per_copy_at_most = amount(fields, "perCopyAtMost");
    } else {
        rate.per_case = amount(fields, "perCase");
    }
    fields.done();
    return rate;
}

Fee fee_of(Fields& fields) {
    Fee fee{fields.text("id"), message(fields, "name"), {}};
    for (Fields& rate : fields.objects("rates")) fee.rates.push_back(fee_rate(rate));
    return fee;
}

Ground ground_of(Fields& fields) {
    Ground ground;
    ground.code = fields.text("code");
    ground.text = message(fields, "text");
    if (fields.has("exception")) ground.exception = message(fields, "exception");
    ground.provenance = provenance(fields);
    fields.done();
    return ground;
}

GroundList ground_list(Fields& fields) {
    GroundList list{fields.text("id"), message(fields, "name"), {}};
    for (Fields& ground : fields.objects("grounds")) list.grounds.push_back(ground_of(ground));
    return list;
}

StatementWording wording_of(Fields& fields) {
    StatementWording wording;
    wording.provenance = provenance(fields);
    wording.provisional = fields.flag_or("provisional", false);
    wording.lines = fields.texts("lines");
    wording.notes = fields.texts_if("notes");
    fields.done();
    return wording;
}

Statement statement_of(Fields& fields) {
    Statement statement{fields.text("id"), message(fields, "name"), {}};
    for (Fields& wording : fields.objects("wordings")) statement.wordings.push_back(wording_of(wording));
    return statement;
}

RegisterForm register_form_of(Fields& fields) {
    RegisterForm form{provenance(fields), fields.text("title"), fields.texts("columns")};
    fields.done();
    return form;
}

RegisterRule register_rule(Fields& fields) {
    RegisterRule rule;
    rule.code = RegisterCode(fields.text("code"));
    Fields numbering = fields.object("numbering");
    if (numbering.text("scope") != "year") {
        throw numbering.fault("scope", {"Chỉ có phạm vi đánh số year", "the only numbering scope is \"year\""});
    }
    rule.first_ordinal = numbering.number("firstOrdinal");
    rule.minimum_digits = numbering.number("minimumDigits");
    rule.numbering_citation = numbering.text("citation");
    numbering.done();
    for (Fields& form : fields.objects("forms")) rule.forms.push_back(register_form_of(form));
    return rule;
}

/// Visits the items of one file's list.
void each_item(const fs::path& file,
               const std::string& kind,
               const std::string& list,
               const std::function<void(Fields&)>& visit) {
    const Json document = parse_json(read_file(file, max_file_bytes), file.string());
    Fields root(document, file.string());
    const std::string schema = "trien/" + kind + "/1";
    if (root.text("schema") != schema) {
        throw root.fault("schema",
                         {fmt::format("Không phải tệp {}", schema), fmt::format("not a file of schema {}", schema)});
    }
    for (Fields& fields : root.objects(list)) {
        visit(fields);
        fields.done();
    }
    root.done();
}

/// Adds the items of one file's list, each made by `read`, refusing an id that is already there.
template <class Item, class Id>
void add_items(std::vector<Item>& items,
               const fs::path& file,
               const std::string& kind,
               const std::string& list,
               Item (*read)(Fields&),
               Id Item::* id) {
    each_item(file, kind, list, [&](Fields& fields) {
        Item item = read(fields);
        if (std::ranges::find(items, item.*id, id) != items.end()) {
            throw fields.fault("id",
                               {"Mã này đã có ở trên hoặc trong tệp khác", "this id stands before or in another file"},
                               {"Đặt mã khác, hoặc gộp hai mục", "choose another id, or join the two"});
        }
        items.push_back(std::move(item));
    });
}

/// The JSON files of a folder by name; none if there is no such folder.
std::vector<fs::path> json_files(const fs::path& folder) {
    std::vector<fs::path> files;
    if (!fs::is_directory(folder)) return files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() == ".json") files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

// --- Looking up ------------------------------------------------------------------------------------------------------

template <class Item, class Key, class Member>
const Item* find_by(const std::vector<Item>& items, const Key& key, Member member) {
    const auto found = std::ranges::find(items, key, member);
    return found == items.end() ? nullptr : &*found;
}

template <class Rule>
const Rule* in_force(const std::vector<Rule>& rules, Date on) {
    const auto found = std::ranges::find_if(rules, [&](const Rule& rule) { return rule.provenance.holds_on(on); });
    return found == rules.end() ? nullptr : &*found;
}

tl::unexpected<Refusal> unknown(std::string code,
                                std::string_view kind_vi,
                                std::string_view kind_en,
                                std::string_view id) {
    return refuse(
        Refusal::Reason::not_found, std::move(code),
        {fmt::format("Không có {} “{}”", kind_vi, id), fmt::format("there is no {} \"{}\"", kind_en, id)},
        {"Kiểm tra mã, hoặc bổ sung dữ liệu vào thư mục processes", "check the id, or add the data under processes"});
}

tl::unexpected<Refusal> none_in_force(
    std::string code, std::string_view kind_vi, std::string_view kind_en, std::string_view id, Date on) {
    return refuse(Refusal::Reason::not_found, std::move(code),
                  {fmt::format("Không có {} “{}” đang có hiệu lực ngày {}", kind_vi, id, vietnamese_text(on)),
                   fmt::format("no {} \"{}\" is in force on {}", kind_en, id, text(on))},
                  {"Bổ sung quy định của thời gian đó, kèm căn cứ", "add the rule of that time with its citation"});
}

/// The sum over the pages of one copy, under the cap.
Dong fee_of_copy(const FeeRate& rate, std::int64_t pages) {
    Dong sum;
    for (std::size_t i = 0; i < rate.tiers.size(); ++i) {
        const std::int64_t last = i + 1 < rate.tiers.size() ? rate.tiers[i + 1].from_page - 1 : pages;
        const std::int64_t in_tier = std::min(pages, last) - rate.tiers[i].from_page + 1;
        sum += rate.tiers[i].per_page * std::max<std::int64_t>(in_tier, 0);
    }
    return rate.per_copy_at_most ? std::min(sum, *rate.per_copy_at_most) : sum;
}

/// Calls `visit(text before, field)` for each "{field}" of a line; returns the text after the last.
template <class Visit>
std::string_view each_field(std::string_view line, Visit visit) {
    for (std::size_t open = line.find('{'); open != std::string_view::npos; open = line.find('{')) {
        const std::size_t close = line.find('}', open);
        if (close == std::string_view::npos) break;
        visit(line.substr(0, open), line.substr(open + 1, close - open - 1));
        line.remove_prefix(close + 1);
    }
    return line;
}

std::string filled_line(const std::string& line, const std::map<std::string, std::string>& values) {
    std::string filled;
    const std::string_view rest = each_field(line, [&](std::string_view before, std::string_view field) {
        const auto value = values.find(std::string(field));
        if (value == values.end()) throw std::logic_error(fmt::format("no value for the field {}", field));
        filled += before;
        filled += value->second;
    });
    return filled.append(rest);
}

}  // namespace

std::vector<std::string> StatementWording::fields() const {
    std::vector<std::string> fields;
    for (const std::string& line : lines) {
        each_field(line, [&](std::string_view /*before*/, std::string_view field) {
            if (std::ranges::find(fields, field) == fields.end()) fields.emplace_back(field);
        });
    }
    return fields;
}

std::vector<std::string> StatementWording::filled(const std::map<std::string, std::string>& values) const {
    std::vector<std::string> filled;
    filled.reserve(lines.size());
    for (const std::string& line : lines) filled.push_back(filled_line(line, values));
    return filled;
}

Library Library::load(const fs::path& processes) {
    Library library;
    add_items(library.roles_, processes / "roles.json", "roles", "roles", role_of, &Role::id);
    for (const fs::path& file : json_files(processes / "fees")) {
        add_items(library.fees_, file, "fees", "fees", fee_of, &Fee::id);
    }
    for (const fs::path& file : json_files(processes / "reasons")) {
        add_items(library.grounds_, file, "reasons", "lists", ground_list, &GroundList::id);
    }
    for (const fs::path& file : json_files(processes / "statements")) {
        add_items(library.statements_, file, "statements", "statements", statement_of, &Statement::id);
    }
    for (const fs::path& file : json_files(processes / "registers")) {
        add_items(library.registers_, file, "registers", "registers", register_rule, &RegisterRule::code);
    }
    for (const fs::path& file : json_files(processes / "calendars")) {
        library.calendars_.push_back(calendar::WorkCalendar::load(file));
    }
    return library;
}

const Role* Library::role(const RoleId& id) const {
    return find_by(roles_, id, &Role::id);
}

const Fee* Library::fee(std::string_view id) const {
    return find_by(fees_, id, &Fee::id);
}

const GroundList* Library::grounds(std::string_view id) const {
    return find_by(grounds_, id, &GroundList::id);
}

const Statement* Library::statement(std::string_view id) const {
    return find_by(statements_, id, &Statement::id);
}

const RegisterRule* Library::book(const RegisterCode& code) const {
    return find_by(registers_, code, &RegisterRule::code);
}

const calendar::WorkCalendar* Library::calendar(std::string_view id) const {
    return find_by(calendars_, id, &calendar::WorkCalendar::id);
}

Result<FeeDue> Library::fee_due(std::string_view id, Date on, FeeBasis basis) const {
    if (basis.pages < 1 || basis.copies < 1 || basis.pages > 100'000 || basis.copies > 100'000) {
        return refuse(Refusal::Reason::invalid, "fee.basis",
                      {"Số trang và số bản phải từ 1 đến 100.000", "pages and copies must be from 1 to 100,000"});
    }
    const Fee* const found = fee(id);
    if (found == nullptr) return unknown("fee.unknown", "phí", "fee", id);
    const FeeRate* const rate = in_force(found->rates, on);
    if (rate == nullptr) return none_in_force("fee.not-in-force", "mức phí", "rate of the fee", id, on);
    const Dong each = rate->tiers.empty() ? rate->per_case : fee_of_copy(*rate, basis.pages);
    return FeeDue{each * basis.copies, rate->provenance.citation, rate->provenance.verified};
}

Result<Ground> Library::ground(std::string_view list, std::string_view code, Date on) const {
    const GroundList* const found = grounds(list);
    if (found == nullptr) return unknown("ground.unknown-list", "danh mục căn cứ từ chối", "list of grounds", list);
    const Ground* const ground = find_by(found->grounds, code, &Ground::code);
    if (ground == nullptr) return unknown("ground.unknown", "căn cứ từ chối", "ground of refusal", code);
    if (!ground->provenance.holds_on(on)) {
        return none_in_force("ground.not-in-force", "căn cứ từ chối", "ground of refusal", code, on);
    }
    return *ground;
}

Result<StatementWording> Library::wording(std::string_view id, Date on) const {
    const Statement* const found = statement(id);
    if (found == nullptr) return unknown("statement.unknown", "lời chứng", "statement", id);
    const StatementWording* const wording = in_force(found->wordings, on);
    if (wording == nullptr) return none_in_force("statement.not-in-force", "lời chứng", "statement", id, on);
    return *wording;
}

Result<RegisterForm> Library::register_form(const RegisterCode& code, Date on) const {
    const RegisterRule* const found = book(code);
    if (found == nullptr) return unknown("register.unknown", "sổ", "register", code.value());
    const RegisterForm* const form = in_force(found->forms, on);
    if (form == nullptr) return none_in_force("register.not-in-force", "mẫu sổ", "register form", code.value(), on);
    return *form;
}

}  // namespace trien::procedure
