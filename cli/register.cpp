// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"

namespace trien::cli {

ExitCode run_register(const RegisterOptions& options, const Console& console) {
    Office office(options.office);
    const int year = options.year != 0 ? options.year : static_cast<int>(office.engine().now().date().year());
    Json lines = Json::array();
    for (const auto& line : office.engine().register_lines(RegisterCode(options.code), year)) {
        Json json = line.number;
        json["requester"] = line.requester;
        if (!console.json()) {
            console.print(fmt::format(
                "{:>5}  {}  {:<24}  {:<32}  {:<20}  {:>3} bản  {:>8} đồng  {}", json.at("ordinal").get<std::int64_t>(),
                json.at("at").get<std::string>().substr(0, 10), line.requester, json.at("title").get<std::string>(),
                json.at("signer").get<std::string>(), json.at("copies").get<std::int64_t>(),
                json.at("fee").get<std::int64_t>(), json.at("dossier").get<std::string>()));
        }
        lines.push_back(std::move(json));
    }
    if (console.json()) {
        console.print(
            Json{{"schema", "trien.register/1"}, {"register", options.code}, {"year", year}, {"lines", lines}});
    }
    return ExitCode::ok;
}

}  // namespace trien::cli
