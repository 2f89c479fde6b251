// SPDX-License-Identifier: Apache-2.0
#include "engine/render/delegation_decision.hpp"

#include "engine/base/text.hpp"
#include "engine/render/official_document.hpp"

namespace trien::render {

namespace {

TemplateValues values_of(const DelegationDecision& decision) {
    return {{{"office", decision.office_in_text},
             {"OFFICE", to_upper(decision.office_in_text)},
             {"delegate", decision.delegate_name},
             {"delegate_title", decision.delegate_title},
             {"delegate_unit", decision.delegate_unit},
             {"signature_form", decision.signature_form},
             {"from", date_in_document(decision.from)},
             {"to", date_in_document(decision.to)},
             {"report_cycle", decision.report_cycle}},
            {{"acts", decision.acts}, {"exclusions", decision.exclusions}}};
}

}  // namespace

std::string render_delegation_decision(const DelegationDecision& decision,
                                       std::string_view text,
                                       const std::string& name,
                                       const Fonts& fonts) {
    OfficialDocument document = fill_template(text, name, values_of(decision));
    document.superior_office = decision.superior_office;
    document.office = decision.office;
    document.number = decision.number;
    document.symbol = decision.symbol;
    document.place = decision.place;
    document.date = decision.date;
    document.capacity_lines = decision.capacity_lines;
    document.signer_name = decision.signer_name;
    document.created = decision.created;
    document.attachments = decision.attachments;
    return render_official_document(document, fonts);
}

}  // namespace trien::render
