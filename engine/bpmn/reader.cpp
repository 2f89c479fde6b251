// SPDX-License-Identifier: Apache-2.0
#include "engine/bpmn/reader.hpp"

#include <utility>

#include <fmt/format.h>
#include <xercesc/util/SecurityManager.hpp>
#include <xercesc/util/XMLUni.hpp>

#include "engine/bpmn/detail/grammars.hpp"
#include "engine/bpmn/detail/tree_builder.hpp"

namespace trien::bpmn {

namespace {

namespace xc = xercesc;

constexpr std::size_t max_bytes = std::size_t{4} << 20U;

Findings too_large(const std::string& name) {
    return {
        {Finding::Severity::error,
         "BPMN-001",
         {name, 0, 0, ""},
         {fmt::format("Tệp lớn quá {} byte", max_bytes), fmt::format("the file is larger than {} bytes", max_bytes)},
         {}}};
}

void parse(detail::Parser& parser, detail::TreeBuilder& builder, std::string_view bytes, const std::string& name) {
    xc::SecurityManager limits;
    limits.setEntityExpansionLimit(1);
    parser.setProperty(xc::XMLUni::fgXercesSecurityManager, &limits);
    parser.setContentHandler(&builder);
    parser.setErrorHandler(&builder);
    parser.setEntityResolver(&builder);
    parser.setLexicalHandler(&builder);
    try {
        parser.parse(*detail::memory(bytes, name.c_str()));
    } catch (const detail::Stop&) {  // NOLINT(bugprone-empty-catch): the finding is noted
    } catch (const xc::XMLException& failure) {
        builder.failed(failure.getMessage());
    } catch (const xc::SAXException& failure) {
        builder.failed(failure.getMessage());
    }
}

}  // namespace

Reader::Reader(const std::vector<Schema>& further) : grammars_(std::make_unique<Grammars>(further)) {}

Reader::~Reader() = default;

XmlResult Reader::read_xml(std::string_view bytes, const std::string& name) const {
    if (bytes.size() > max_bytes) return {std::nullopt, too_large(name)};
    const std::scoped_lock alone(grammars_->one_at_a_time());
    const auto parser = grammars_->parser();
    detail::TreeBuilder builder(name, *parser);
    parse(*parser, builder, bytes, name);
    return std::move(builder).result();
}

ReadResult Reader::read(std::string_view bytes, const std::string& name) const {
    XmlResult xml = read_xml(bytes, name);
    if (!xml.root) return {std::nullopt, std::move(xml.findings)};
    Findings findings = check_references(*xml.root, name);
    if (!passes(findings)) return {std::nullopt, std::move(findings)};
    Definitions definitions = interpret(*xml.root, name);
    return {File{*std::move(xml.root), std::move(definitions)}, std::move(findings)};
}

}  // namespace trien::bpmn
