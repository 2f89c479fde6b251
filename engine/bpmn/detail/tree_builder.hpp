// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <xercesc/sax2/DefaultHandler.hpp>

#include "engine/bpmn/detail/grammars.hpp"

namespace trien::bpmn::detail {

/// Thrown through the parser to end a reading whose finding is already noted.
struct Stop {};

/// Builds the tree and notes what is wrong.
class TreeBuilder final : public xercesc::DefaultHandler {
  public:
    TreeBuilder(std::string file, const Parser& parser);

    [[nodiscard]] XmlResult result() &&;

    /// A failure of the parser itself: an encoding it does not know, a limit of its own.
    void failed(const XMLCh* message);

    void setDocumentLocator(const xercesc::Locator* locator) override { locator_ = locator; }
    void startDTD(const XMLCh* name, const XMLCh* public_id, const XMLCh* system_id) override;
    void startElement(const XMLCh* space,
                      const XMLCh* name,
                      const XMLCh* qualified,
                      const xercesc::Attributes& attributes) override;
    void endElement(const XMLCh* space, const XMLCh* name, const XMLCh* qualified) override;
    void characters(const XMLCh* text, XMLSize_t length) override;
    xercesc::InputSource* resolveEntity(const XMLCh* public_id, const XMLCh* system_id) override;
    void warning(const xercesc::SAXParseException& fault) override { error(fault); }
    void error(const xercesc::SAXParseException& fault) override;
    void fatalError(const xercesc::SAXParseException& fault) override;

  private:
    [[nodiscard]] std::int64_t line() const;
    [[nodiscard]] std::int64_t column() const;
    [[nodiscard]] Place place(const xercesc::SAXParseException& fault) const;
    [[nodiscard]] std::string nearest_id() const;
    void note(const char* code, Place place, trien::Message text, trien::Message mend = {});
    [[noreturn]] void stop(const char* code, trien::Message text, trien::Message mend = {});

    std::string file_;
    const Parser& parser_;
    const xercesc::Locator* locator_ = nullptr;
    XmlElement document_;
    std::vector<XmlElement*> open_;  ///< from the document inwards
    std::size_t count_ = 0;
    Findings findings_;
};

}  // namespace trien::bpmn::detail
