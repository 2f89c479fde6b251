// SPDX-License-Identifier: Apache-2.0
#include "engine/bpmn/detail/grammars.hpp"

#include <algorithm>
#include <stdexcept>

#include "embedded/bpmn_schemas.hpp"
#include <xercesc/framework/MemBufInputSource.hpp>
#include <xercesc/sax/SAXParseException.hpp>
#include <xercesc/sax2/DefaultHandler.hpp>
#include <xercesc/util/PlatformUtils.hpp>
#include <xercesc/util/TransService.hpp>
#include <xercesc/util/XMLUni.hpp>

namespace trien::bpmn {

namespace xc = xercesc;

namespace detail {

std::string utf8(const XMLCh* text) {
    if (text == nullptr || *text == 0) return {};
    const xc::TranscodeToStr transcoded(text, "UTF-8");
    return {reinterpret_cast<const char*>(transcoded.str()), transcoded.length()};
}

std::string utf8(const XMLCh* text, XMLSize_t length) {
    if (length == 0) return {};
    const xc::TranscodeToStr transcoded(text, length, "UTF-8");
    return {reinterpret_cast<const char*>(transcoded.str()), transcoded.length()};
}

std::unique_ptr<xc::InputSource> memory(std::string_view bytes, const char* name) {
    return std::make_unique<xc::MemBufInputSource>(reinterpret_cast<const XMLByte*>(bytes.data()), bytes.size(), name,
                                                   false);
}

void Parser::startElement(const xc::XMLElementDecl& declaration,
                          unsigned int uri,
                          const XMLCh* prefix,
                          const xc::RefVectorOf<xc::XMLAttr>& attributes,
                          XMLSize_t count,
                          bool is_empty,
                          bool is_root) {
    attributes_ = &attributes;
    SAX2XMLReaderImpl::startElement(declaration, uri, prefix, attributes, count, is_empty, is_root);
}

}  // namespace detail

namespace {

/// Gives the OMG's schemas to each other while they load, and nothing else to anybody.
class SchemaResolver final : public xc::DefaultHandler {
  public:
    xc::InputSource* resolveEntity(const XMLCh* /*public_id*/, const XMLCh* system_id) override {
        const std::string wanted = detail::utf8(system_id);
        for (const embedded::File& file : embedded::bpmn_schemas()) {
            if (wanted.ends_with(file.name)) {
                return detail::memory(file.bytes, std::string(file.name).c_str()).release();
            }
        }
        return nullptr;
    }
    void error(const xc::SAXParseException& fault) override { fatalError(fault); }
    void fatalError(const xc::SAXParseException& fault) override {
        throw std::logic_error("a schema is faulty: " + detail::utf8(fault.getMessage()));
    }
};

/// Xerces itself, started once and never stopped: readers may live as long as the program.
void start_xerces() {
    static const bool started = [] {
        xc::XMLPlatformUtils::Initialize();
        return true;
    }();
    static_cast<void>(started);
}

void load(xc::SAX2XMLReaderImpl& loader, const std::string& name, std::string_view bytes) {
    const auto source = detail::memory(bytes, name.c_str());
    if (loader.loadGrammar(*source, xc::Grammar::SchemaGrammarType, true) == nullptr) {
        throw std::logic_error("a schema does not load: " + name);
    }
}

}  // namespace

Reader::Grammars::Grammars(const std::vector<Schema>& further) {
    start_xerces();
    pool_ = std::make_unique<xc::XMLGrammarPoolImpl>(xc::XMLPlatformUtils::fgMemoryManager);
    SchemaResolver resolver;
    xc::SAX2XMLReaderImpl loader(xc::XMLPlatformUtils::fgMemoryManager, pool_.get());
    loader.setFeature(xc::XMLUni::fgXercesSchema, true);
    loader.setFeature(xc::XMLUni::fgXercesDisableDefaultEntityResolution, true);
    loader.setEntityResolver(&resolver);
    loader.setErrorHandler(&resolver);
    const auto files = embedded::bpmn_schemas();
    load(loader, "BPMN20.xsd", std::ranges::find(files, "BPMN20.xsd", &embedded::File::name)->bytes);
    for (const Schema& schema : further) load(loader, schema.name, schema.bytes);
    pool_->lockPool();
}

std::unique_ptr<detail::Parser> Reader::Grammars::parser() const {
    auto parser = std::make_unique<detail::Parser>(pool_.get());
    parser->setFeature(xc::XMLUni::fgSAX2CoreNameSpaces, true);
    parser->setFeature(xc::XMLUni::fgSAX2CoreNameSpacePrefixes, true);
    parser->setFeature(xc::XMLUni::fgSAX2CoreValidation, true);
    parser->setFeature(xc::XMLUni::fgXercesDynamic, false);
    parser->setFeature(xc::XMLUni::fgXercesSchema, true);
    parser->setFeature(xc::XMLUni::fgXercesUseCachedGrammarInParse, true);
    parser->setFeature(xc::XMLUni::fgXercesLoadSchema, false);
    parser->setFeature(xc::XMLUni::fgXercesLoadExternalDTD, false);
    parser->setFeature(xc::XMLUni::fgXercesDisableDefaultEntityResolution, true);
    return parser;
}

}  // namespace trien::bpmn
