// SPDX-License-Identifier: Apache-2.0
#include "engine/bpmn/detail/tree_builder.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <xercesc/sax/Locator.hpp>
#include <xercesc/sax/SAXParseException.hpp>
#include <xercesc/sax2/Attributes.hpp>

namespace trien::bpmn::detail {

namespace {

namespace xc = xercesc;

/// Deeper nesting costs Xerces quadratic time.
constexpr std::size_t max_depth = 100;
/// Bounds memory: an element of six bytes becomes some 250 in memory.
constexpr std::size_t max_elements = 20'000;
/// Whoever has more faults than this has another kind of file.
constexpr std::size_t max_findings = 100;

/// "p" of "p:name"; empty for "name".
std::string prefix_of(const XMLCh* qualified) {
    const std::string name = utf8(qualified);
    const std::size_t colon = name.find(':');
    return colon == std::string::npos ? std::string() : name.substr(0, colon);
}

}  // namespace

TreeBuilder::TreeBuilder(std::string file, const Parser& parser) : file_(std::move(file)), parser_(parser) {
    open_.push_back(&document_);
}

XmlResult TreeBuilder::result() && {
    if (!passes(findings_) || document_.children.empty()) return {std::nullopt, std::move(findings_)};
    return {std::move(document_.children.front()), std::move(findings_)};
}

void TreeBuilder::startDTD(const XMLCh* /*name*/, const XMLCh* /*public_id*/, const XMLCh* /*system_id*/) {
    stop("BPMN-003", {"Tệp BPMN không được có DOCTYPE", "a BPMN file must not have a DOCTYPE"},
         {"Xóa khai báo DOCTYPE", "remove the DOCTYPE declaration"});
}

void TreeBuilder::startElement(const XMLCh* space,
                               const XMLCh* name,
                               const XMLCh* qualified,
                               const xc::Attributes& attributes) {
    if (open_.size() > max_depth) {
        stop("BPMN-004", {fmt::format("Phần tử lồng nhau quá {} mức", max_depth),
                          fmt::format("elements are nested deeper than {} levels", max_depth)});
    }
    if (++count_ > max_elements) {
        stop("BPMN-006", {fmt::format("Tệp có quá {} phần tử", max_elements),
                          fmt::format("the file holds more than {} elements", max_elements)});
    }
    XmlElement element{utf8(space), prefix_of(qualified), utf8(name), line(), column(), {}, {}, {}, {}};
    for (XMLSize_t i = 0; i < attributes.getLength(); ++i) {
        if (!parser_.is_written(i)) continue;
        element.attributes.push_back({utf8(attributes.getURI(i)), prefix_of(attributes.getQName(i)),
                                      utf8(attributes.getLocalName(i)), utf8(attributes.getValue(i))});
    }
    // Only the innermost open element gains children, so pointers to the open ones stay good.
    open_.push_back(&open_.back()->children.emplace_back(std::move(element)));
}

void TreeBuilder::endElement(const XMLCh* /*space*/, const XMLCh* /*name*/, const XMLCh* /*qualified*/) {
    open_.pop_back();
}

void TreeBuilder::characters(const XMLCh* text, XMLSize_t length) {
    XmlElement& parent = *open_.back();
    (parent.children.empty() ? parent.text : parent.children.back().tail) += utf8(text, length);
}

xc::InputSource* TreeBuilder::resolveEntity(const XMLCh* /*public_id*/, const XMLCh* /*system_id*/) {
    return nullptr;
}

void TreeBuilder::error(const xc::SAXParseException& fault) {
    const std::string& inside = open_.back()->name;
    const std::string message = utf8(fault.getMessage());
    note("BPMN-005", place(fault),
         {inside.empty() ? fmt::format("Không đúng lược đồ: {}", message)
                         : fmt::format("Không đúng lược đồ, trong phần tử “{}”: {}", inside, message),
          inside.empty() ? fmt::format("not valid: {}", message)
                         : fmt::format("not valid, inside \"{}\": {}", inside, message)},
         {"Sửa phần tử theo lược đồ BPMN 2.0 và lược đồ của phần mở rộng",
          "mend the element by the BPMN 2.0 schema and that of the extension"});
    if (findings_.size() >= max_findings) throw Stop();
}

void TreeBuilder::fatalError(const xc::SAXParseException& fault) {
    const std::string message = utf8(fault.getMessage());
    note("BPMN-002", place(fault),
         {fmt::format("Không phải XML đúng cú pháp: {}", message), fmt::format("not well-formed XML: {}", message)},
         {"Sửa cú pháp tại dòng, cột đã nêu", "mend the syntax at the line and column named"});
    throw Stop();
}

void TreeBuilder::failed(const XMLCh* message) {
    note("BPMN-002", {file_, line(), column(), nearest_id()},
         {fmt::format("Không đọc được XML: {}", utf8(message)), fmt::format("cannot read the XML: {}", utf8(message))},
         {"Lưu tệp dạng UTF-8 và kiểm tra cú pháp", "save the file as UTF-8 and check its syntax"});
}

std::int64_t TreeBuilder::line() const {
    return locator_ == nullptr ? 0 : static_cast<std::int64_t>(locator_->getLineNumber());
}

std::int64_t TreeBuilder::column() const {
    return locator_ == nullptr ? 0 : static_cast<std::int64_t>(locator_->getColumnNumber());
}

Place TreeBuilder::place(const xc::SAXParseException& fault) const {
    return {file_, static_cast<std::int64_t>(fault.getLineNumber()), static_cast<std::int64_t>(fault.getColumnNumber()),
            nearest_id()};
}

std::string TreeBuilder::nearest_id() const {
    const auto named = std::find_if(open_.rbegin(), open_.rend(), [](const XmlElement* e) { return e->has("id"); });
    return named == open_.rend() ? std::string() : (*named)->attribute("id");
}

void TreeBuilder::note(const char* code, Place place, trien::Message text, trien::Message mend) {
    // A fault in the XML declaration is raised before the first line is counted.
    place.line = std::max<std::int64_t>(place.line, 1);
    findings_.push_back({Finding::Severity::error, code, std::move(place), std::move(text), std::move(mend)});
}

void TreeBuilder::stop(const char* code, trien::Message text, trien::Message mend) {
    note(code, {file_, line(), column(), nearest_id()}, std::move(text), std::move(mend));
    throw Stop();
}

}  // namespace trien::bpmn::detail
