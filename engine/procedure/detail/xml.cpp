// SPDX-License-Identifier: Apache-2.0
#include "engine/procedure/detail/xml.hpp"

#include <algorithm>
#include <iterator>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <utility>

#include "embedded/bpmn_schemas.hpp"
#include <fmt/format.h>
#include <xercesc/framework/MemBufInputSource.hpp>
#include <xercesc/framework/XMLGrammarPoolImpl.hpp>
#include <xercesc/parsers/SAX2XMLReaderImpl.hpp>
#include <xercesc/sax/Locator.hpp>
#include <xercesc/sax/SAXParseException.hpp>
#include <xercesc/sax2/Attributes.hpp>
#include <xercesc/sax2/DefaultHandler.hpp>
#include <xercesc/util/PlatformUtils.hpp>
#include <xercesc/util/SecurityManager.hpp>
#include <xercesc/util/TransService.hpp>
#include <xercesc/util/XMLString.hpp>
#include <xercesc/util/XMLUni.hpp>

namespace trien::procedure::detail {

namespace {

namespace xc = xercesc;

constexpr std::size_t max_bytes = std::size_t{4} << 20U;
/// Deeper nesting costs Xerces quadratic time.
constexpr std::size_t max_depth = 100;
/// Bounds memory: an element of six bytes becomes some 250 in memory.
constexpr std::size_t max_elements = 20'000;
/// Whoever has more faults than this has another kind of file.
constexpr std::size_t max_findings = 100;

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

/// Gives the embedded schemas to each other while they load, and nothing else to anybody.
class SchemaResolver final : public xc::DefaultHandler {
  public:
    xc::InputSource* resolveEntity(const XMLCh* /*public_id*/, const XMLCh* system_id) override {
        const std::string wanted = utf8(system_id);
        for (const embedded::File& file : embedded::bpmn_schemas()) {
            if (wanted.ends_with(file.name)) return memory(file.bytes, std::string(file.name).c_str()).release();
        }
        return nullptr;
    }
    void error(const xc::SAXParseException& fault) override { fatalError(fault); }
    void fatalError(const xc::SAXParseException& fault) override {
        throw std::logic_error("an embedded schema is faulty: " + utf8(fault.getMessage()));
    }
};

std::string_view embedded_schema(std::string_view name) {
    const auto files = embedded::bpmn_schemas();
    return std::ranges::find(files, name, &embedded::File::name)->bytes;
}

/// Xerces itself, and the compiled schemas that every reader shares.
///
/// A locked grammar pool takes no new grammars, but Xerces 3.2 still completes the shared ones when a type is first
/// validated, without a lock of its own: two threads at once leak. Hence one reader at a time.
class Platform {
  public:
    static const Platform& instance() {
        static const Platform platform;
        return platform;
    }

    Platform(const Platform&) = delete;
    Platform& operator=(const Platform&) = delete;

    /// A parser that validates against the shared schemas and fetches nothing.
    [[nodiscard]] std::unique_ptr<xc::SAX2XMLReaderImpl> parser() const {
        auto parser = std::make_unique<xc::SAX2XMLReaderImpl>(xc::XMLPlatformUtils::fgMemoryManager, pool_.get());
        parser->setFeature(xc::XMLUni::fgSAX2CoreNameSpaces, true);
        parser->setFeature(xc::XMLUni::fgSAX2CoreValidation, true);
        parser->setFeature(xc::XMLUni::fgXercesDynamic, false);
        parser->setFeature(xc::XMLUni::fgXercesSchema, true);
        parser->setFeature(xc::XMLUni::fgXercesUseCachedGrammarInParse, true);
        parser->setFeature(xc::XMLUni::fgXercesLoadSchema, false);
        parser->setFeature(xc::XMLUni::fgXercesLoadExternalDTD, false);
        parser->setFeature(xc::XMLUni::fgXercesDisableDefaultEntityResolution, true);
        return parser;
    }
    [[nodiscard]] std::mutex& one_at_a_time() const { return one_at_a_time_; }

  private:
    Platform() {
        xc::XMLPlatformUtils::Initialize();
        pool_ = std::make_unique<xc::XMLGrammarPoolImpl>(xc::XMLPlatformUtils::fgMemoryManager);
        SchemaResolver resolver;
        xc::SAX2XMLReaderImpl loader(xc::XMLPlatformUtils::fgMemoryManager, pool_.get());
        loader.setFeature(xc::XMLUni::fgXercesSchema, true);
        loader.setFeature(xc::XMLUni::fgXercesDisableDefaultEntityResolution, true);
        loader.setEntityResolver(&resolver);
        loader.setErrorHandler(&resolver);
        for (const char* schema : {"BPMN20.xsd", "iso-procedure.xsd"}) {
            const auto source = memory(embedded_schema(schema), schema);
            if (loader.loadGrammar(*source, xc::Grammar::SchemaGrammarType, true) == nullptr) {
                throw std::logic_error(std::string("an embedded schema does not load: ") + schema);
            }
        }
        pool_->lockPool();
    }
    ~Platform() {
        pool_.reset();
        xc::XMLPlatformUtils::Terminate();
    }

    std::unique_ptr<xc::XMLGrammarPoolImpl> pool_;
    mutable std::mutex one_at_a_time_;
};

/// Thrown through the parser to end a reading whose finding is already noted.
struct Stop {};

/// Builds the tree and notes what is wrong.
class TreeBuilder final : public xc::DefaultHandler {
  public:
    explicit TreeBuilder(std::string file) : file_(std::move(file)) { open_.push_back(&document_); }

    [[nodiscard]] XmlResult result() && {
        if (!passes(findings_) || document_.children.empty()) return {std::nullopt, std::move(findings_)};
        return {std::move(document_.children.front()), std::move(findings_)};
    }

    void setDocumentLocator(const xc::Locator* locator) override { locator_ = locator; }

    void startDTD(const XMLCh* /*name*/, const XMLCh* /*public_id*/, const XMLCh* /*system_id*/) override {
        stop("PROC-003", {"Tệp quy trình không được có DOCTYPE", "a procedure file must not have a DOCTYPE"},
             {"Xóa khai báo DOCTYPE", "remove the DOCTYPE declaration"});
    }

    void startElement(const XMLCh* space,
                      const XMLCh* name,
                      const XMLCh* /*qualified*/,
                      const xc::Attributes& attributes) override {
        if (open_.size() > max_depth) {
            stop("PROC-004", {fmt::format("Phần tử lồng nhau quá {} mức", max_depth),
                              fmt::format("elements are nested deeper than {} levels", max_depth)});
        }
        if (++count_ > max_elements) {
            stop("PROC-006", {fmt::format("Tệp có quá {} phần tử", max_elements),
                              fmt::format("the file holds more than {} elements", max_elements)});
        }
        XmlElement element{utf8(space), utf8(name), line(), column(), {}, {}, {}};
        for (XMLSize_t i = 0; i < attributes.getLength(); ++i) {
            if (*attributes.getURI(i) != 0) continue;
            element.attributes.emplace(utf8(attributes.getLocalName(i)), utf8(attributes.getValue(i)));
        }
        // Only the innermost open element gains children, so pointers to the open ones stay good.
        open_.push_back(&open_.back()->children.emplace_back(std::move(element)));
    }

    void endElement(const XMLCh* /*space*/, const XMLCh* /*name*/, const XMLCh* /*qualified*/) override {
        open_.pop_back();
    }

    void characters(const XMLCh* text, XMLSize_t length) override { open_.back()->text += utf8(text, length); }

    xc::InputSource* resolveEntity(const XMLCh* /*public_id*/, const XMLCh* /*system_id*/) override { return nullptr; }

    void warning(const xc::SAXParseException& fault) override { error(fault); }

    void error(const xc::SAXParseException& fault) override {
        const std::string& inside = open_.back()->name;
        const std::string message = utf8(fault.getMessage());
        note("PROC-005", place(fault),
             {inside.empty() ? fmt::format("Không đúng lược đồ: {}", message)
                             : fmt::format("Không đúng lược đồ, trong phần tử “{}”: {}", inside, message),
              inside.empty() ? fmt::format("not valid: {}", message)
                             : fmt::format("not valid, inside \"{}\": {}", inside, message)},
             {"Sửa phần tử theo lược đồ BPMN 2.0 và docs/procedure-format.md",
              "mend the element by the BPMN 2.0 schema and docs/procedure-format.md"});
        if (findings_.size() >= max_findings) throw Stop();
    }

    void fatalError(const xc::SAXParseException& fault) override {
        const std::string message = utf8(fault.getMessage());
        note("PROC-002", place(fault),
             {fmt::format("Không phải XML đúng cú pháp: {}", message), fmt::format("not well-formed XML: {}", message)},
             {"Sửa cú pháp tại dòng, cột đã nêu", "mend the syntax at the line and column named"});
        throw Stop();
    }

    /// A failure of the parser itself: an encoding it does not know, a limit of its own.
    void failed(const XMLCh* message) {
        note("PROC-002", here(),
             {fmt::format("Không đọc được XML: {}", utf8(message)),
              fmt::format("cannot read the XML: {}", utf8(message))},
             {"Lưu tệp dạng UTF-8 và kiểm tra cú pháp", "save the file as UTF-8 and check its syntax"});
    }

  private:
    [[nodiscard]] std::int64_t line() const {
        return locator_ == nullptr ? 0 : static_cast<std::int64_t>(locator_->getLineNumber());
    }
    [[nodiscard]] std::int64_t column() const {
        return locator_ == nullptr ? 0 : static_cast<std::int64_t>(locator_->getColumnNumber());
    }
    [[nodiscard]] trien::Place here() const { return {file_, line(), column(), nearest_id()}; }
    [[nodiscard]] trien::Place place(const xc::SAXParseException& fault) const {
        return {file_, static_cast<std::int64_t>(fault.getLineNumber()),
                static_cast<std::int64_t>(fault.getColumnNumber()), nearest_id()};
    }

    [[nodiscard]] std::string nearest_id() const {
        const auto named = std::find_if(open_.rbegin(), open_.rend(), [](const XmlElement* e) { return e->has("id"); });
        return named == open_.rend() ? std::string() : (*named)->attribute("id");
    }

    void note(const char* code, trien::Place place, Message text, Message mend = {}) {
        // A fault in the XML declaration is raised before the first line is counted.
        place.line = std::max<std::int64_t>(place.line, 1);
        findings_.push_back({Finding::Severity::error, code, std::move(place), std::move(text), std::move(mend)});
    }

    [[noreturn]] void stop(const char* code, Message text, Message mend = {}) {
        note(code, here(), std::move(text), std::move(mend));
        throw Stop();
    }

    std::string file_;
    const xc::Locator* locator_ = nullptr;
    XmlElement document_;
    std::vector<XmlElement*> open_;  ///< from the document inwards
    std::size_t count_ = 0;
    Findings findings_;
};

}  // namespace

const std::string& XmlElement::attribute(std::string_view attribute_name) const {
    static const std::string absent;
    const auto found = attributes.find(attribute_name);
    return found == attributes.end() ? absent : found->second;
}

const XmlElement* XmlElement::child(std::string_view in_space, std::string_view called) const {
    const auto found = std::ranges::find_if(children, [&](const XmlElement& e) { return e.is(in_space, called); });
    return found == children.end() ? nullptr : &*found;
}

XmlResult read_xml(std::string_view bytes, const std::string& name) {
    if (bytes.size() > max_bytes) {
        return {std::nullopt,
                {{Finding::Severity::error,
                  "PROC-001",
                  {name, 0, 0, ""},
                  {fmt::format("Tệp lớn quá {} byte", max_bytes),
                   fmt::format("the file is larger than {} bytes", max_bytes)},
                  {}}}};
    }
    const std::scoped_lock alone(Platform::instance().one_at_a_time());
    const auto parser = Platform::instance().parser();
    TreeBuilder builder(name);
    xc::SecurityManager limits;
    limits.setEntityExpansionLimit(1);
    parser->setProperty(xc::XMLUni::fgXercesSecurityManager, &limits);
    parser->setContentHandler(&builder);
    parser->setErrorHandler(&builder);
    parser->setEntityResolver(&builder);
    parser->setLexicalHandler(&builder);
    try {
        parser->parse(*memory(bytes, name.c_str()));
    } catch (const Stop&) {  // NOLINT(bugprone-empty-catch): the finding is noted
    } catch (const xc::XMLException& failure) {
        builder.failed(failure.getMessage());
    } catch (const xc::SAXException& failure) {
        builder.failed(failure.getMessage());
    }
    return std::move(builder).result();
}

}  // namespace trien::procedure::detail
