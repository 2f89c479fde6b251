// SPDX-License-Identifier: Apache-2.0
#include "engine/calendar/source.hpp"

namespace trien::calendar {

Source read_source(Fields& rule) {
    std::string citation = rule.text("citation");
    const std::string status = rule.text("status");
    if (status != "verified" && status != "UNVERIFIED") {
        throw rule.fault("status",
                         {"Trạng thái phải là verified hoặc UNVERIFIED", "the status must be verified or UNVERIFIED"});
    }
    return {std::move(citation), status == "verified"};
}

Message source_text(const Source& source) {
    if (source.citation.empty()) return {};
    if (source.verified) return {source.citation, source.citation};
    return {source.citation + " (chưa kiểm chứng)", source.citation + " (UNVERIFIED)"};
}

Message read_message(Fields& fields, const std::string& name) {
    Fields both = fields.object(name);
    Message text{both.text("vi"), both.text("en")};
    both.done();
    return text;
}

}  // namespace trien::calendar
