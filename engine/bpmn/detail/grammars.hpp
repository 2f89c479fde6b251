// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include <xercesc/framework/XMLGrammarPoolImpl.hpp>
#include <xercesc/parsers/SAX2XMLReaderImpl.hpp>
#include <xercesc/sax/InputSource.hpp>

#include "engine/bpmn/reader.hpp"

namespace trien::bpmn {

namespace detail {

[[nodiscard]] std::string utf8(const XMLCh* text);
[[nodiscard]] std::string utf8(const XMLCh* text, XMLSize_t length);
[[nodiscard]] std::unique_ptr<xercesc::InputSource> memory(std::string_view bytes, const char* name);

/// A SAX2 reader that also tells which attributes stand in the file and which only in the schema, as defaults.
class Parser : public xercesc::SAX2XMLReaderImpl {
  public:
    explicit Parser(xercesc::XMLGrammarPool* pool)
        : SAX2XMLReaderImpl(xercesc::XMLPlatformUtils::fgMemoryManager, pool) {}

    void startElement(const xercesc::XMLElementDecl& declaration,
                      unsigned int uri,
                      const XMLCh* prefix,
                      const xercesc::RefVectorOf<xercesc::XMLAttr>& attributes,
                      XMLSize_t count,
                      bool is_empty,
                      bool is_root) override;

    /// Of the element now starting, by the index its Attributes use.
    [[nodiscard]] bool is_written(XMLSize_t attribute) const {
        return attributes_->elementAt(attribute)->getSpecified();
    }

  private:
    const xercesc::RefVectorOf<xercesc::XMLAttr>* attributes_ = nullptr;
};

}  // namespace detail

/// The compiled schemas that every parser of one Reader shares.
///
/// A locked grammar pool takes no new grammars, but Xerces 3.2 still completes the shared ones when a type is first
/// validated, without a lock of its own: two threads at once leak. Hence one parser at a time.
class Reader::Grammars {
  public:
    explicit Grammars(const std::vector<Schema>& further);

    /// A parser that validates against the shared schemas and fetches nothing.
    [[nodiscard]] std::unique_ptr<detail::Parser> parser() const;
    [[nodiscard]] std::mutex& one_at_a_time() const { return one_at_a_time_; }

  private:
    std::unique_ptr<xercesc::XMLGrammarPoolImpl> pool_;
    mutable std::mutex one_at_a_time_;
};

}  // namespace trien::bpmn
