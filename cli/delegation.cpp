// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"

namespace trien::cli {

namespace {

template <class Id>
std::vector<Id> ids(const std::vector<std::string>& texts) {
    return {texts.begin(), texts.end()};
}

ExitCode grant(const DelegationOptions& options, Office& office, const Console& console) {
    app::Engine& engine = office.engine();
    const authority::Delegation delegation{InstrumentId(options.number),        engine.instance().unit().id,
                                           PersonId(options.office.person),     ids<PersonId>(options.delegates),
                                           ids<ActCode>(options.acts),          ids<ActCode>(options.exclusions),
                                           date_option(options.from, "--from"), date_option(options.to, "--to")};
    KeyOptions seal = options.seal_key;
    if (seal.pin_file.empty() && seal.pin_fd < 0) seal.pin_file = options.key.pin_file;
    const auto granted = engine.grant_delegation(office.caller(), delegation, PersonId(options.sealed_by),
                                                 office.key(options.key, options.office.person),
                                                 office.key(seal, delegation.unit.value()));
    if (!granted) return console.report(granted.error());
    if (console.json()) {
        console.print(*granted);
    } else {
        console.print(granted->at("file").get<std::string>());
    }
    return ExitCode::ok;
}

ExitCode revoke(const DelegationOptions& options, Office& office, const Console& console) {
    const Instant effective =
        options.effective.empty() ? office.engine().now() : instant_option(options.effective, "--effective");
    const auto revoked = office.engine().revoke_delegation(office.caller(), InstrumentId(options.number),
                                                           {options.revocation, effective, options.reason});
    if (!revoked) return console.report(revoked.error());
    if (console.json()) {
        console.print(*revoked);
    } else {
        console.print(Message{fmt::format("Đã thu hồi {} từ {}", options.number, effective.text()),
                              fmt::format("revoked {} from {} on", options.number, effective.text())});
    }
    return ExitCode::ok;
}

ExitCode list(Office& office, const Console& console) {
    const auto rows = office.engine().delegations();
    if (console.json()) {
        console.print(Json{{"schema", "trien.delegations/1"}, {"delegations", rows}});
        return ExitCode::ok;
    }
    for (const Json& row : rows) {
        const Json& d = row.at("delegation");
        console.print(fmt::format("{}  {} → {}  {}{}", d.at("number").get<std::string>(),
                                  d.at("from").get<std::string>(), d.at("to").get<std::string>(),
                                  d.at("delegates").at(0).get<std::string>(),
                                  row.contains("revocation") ? "  (đã thu hồi)" : ""));
    }
    return ExitCode::ok;
}

ExitCode check(const DelegationOptions& options, Office& office, const Console& console) {
    const Json decision = office.engine().explain_authority(PersonId(options.person), ActCode(options.act),
                                                            instant_option(options.at, "AT-TIME"));
    const bool allowed = decision.at("allowed").get<bool>();
    if (console.json()) {
        console.print(decision);
        return allowed ? ExitCode::ok : ExitCode::negative;
    }
    for (const Json& ground : decision.at("grounds")) {
        const char* mark = ground.at("holds").get<bool>() ? "✓" : "✗";
        const auto line = [&](const char* language) {
            return fmt::format("{} {}  [{}]", mark, ground.at(language).get<std::string>(),
                               ground.at("basis").get<std::string>());
        };
        console.print(Message{line("vi"), line("en")});
    }
    if (allowed) {
        for (const Json& line : decision.at("signatureLines")) console.print("    " + line.get<std::string>());
    }
    return allowed ? ExitCode::ok : ExitCode::negative;
}

}  // namespace

ExitCode run_delegation(const DelegationOptions& options, const Console& console) {
    Office office(options.office);
    if (options.verb == "grant") return grant(options, office, console);
    if (options.verb == "revoke") return revoke(options, office, console);
    if (options.verb == "check") return check(options, office, console);
    return list(office, console);
}

}  // namespace trien::cli
