// SPDX-License-Identifier: Apache-2.0
#include "engine/render/archive.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "engine/base/error.hpp"
#include "engine/base/text.hpp"
#include "engine/render/detail/compact_fonts.hpp"
#include "engine/render/detail/qpdf.hpp"
#include "engine/render/detail/srgb_profile.hpp"
#include "engine/render/detail/xmp.hpp"

namespace trien::render {

namespace {

using Object = QPDFObjectHandle;

// Annotation flags (ISO 32000-1, 12.5.3): PDF/A wants Print; Locked keeps people from moving the field.
constexpr int field_flags = 4 + 128;
constexpr const char* form_font = "/Serif";

Object text(std::string_view value) {
    return Object::newUnicodeString(nfc(value));
}

Object name(const std::string& value) {
    return Object::newName("/" + value);
}

const char* name_of(Relationship relationship) {
    switch (relationship) {
        case Relationship::source: return "Source";
        case Relationship::data: return "Data";
        case Relationship::alternative: return "Alternative";
        case Relationship::supplement: return "Supplement";
        case Relationship::unspecified: break;
    }
    return "Unspecified";
}

void require_unique(std::set<std::string>& names, const std::string& name) {
    if (names.insert(name).second) return;
    throw Error(Fault::input, "render.name-taken", {{}, 0, 0, name},
                {fmt::format("Tên \"{}\" bị dùng hai lần trong một văn bản", name),
                 fmt::format("the name \"{}\" is used twice in one document", name)},
                {"Đặt tên khác cho một trong hai", "give one of the two another name"});
}

/// ISO 19005-3, 6.2.2: what the device colours of the drawing mean.
void add_output_intent(QPDF& pdf) {
    Object profile = Object::newStream(&pdf, srgb_profile());
    profile.getDict().replaceKey("/N", Object::newInteger(3));
    Object intent = Object::parse(
        "<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /Info (sRGB IEC61966-2.1)"
        " /RegistryName (http://www.color.org) >>");
    intent.replaceKey("/DestOutputProfile", profile);
    pdf.getRoot().replaceKey("/OutputIntents", Object::newArray({pdf.makeIndirectObject(intent)}));
}

void add_metadata(QPDF& pdf, const ArchiveOptions& options) {
    Object info = pdf.makeIndirectObject(Object::newDictionary());
    info.replaceKey("/Title", text(options.title));
    info.replaceKey("/Producer", text(producer));
    for (const char* key : {"/CreationDate", "/ModDate"}) {
        info.replaceKey(key, Object::newString(pdf_date(options.created)));
    }
    pdf.getTrailer().replaceKey("/Info", info);

    Object metadata = Object::newStream(&pdf, xmp_packet(nfc(options.title), options.created));
    metadata.getDict().replaceKey("/Type", name("Metadata"));
    metadata.getDict().replaceKey("/Subtype", name("XML"));
    Object root = pdf.getRoot();
    root.replaceKey("/Metadata", metadata);
    root.replaceKey("/Lang", Object::newString("vi-VN"));
    root.replaceKey("/ViewerPreferences", Object::parse("<< /DisplayDocTitle true >>"));
}

Object embedded_file(QPDF& pdf, const Attachment& attachment) {
    Object parameters = Object::newDictionary();
    parameters.replaceKey("/Size", Object::newInteger(static_cast<long long>(attachment.bytes.size())));
    parameters.replaceKey("/ModDate", Object::newString(pdf_date(attachment.modified)));
    Object file = Object::newStream(&pdf, attachment.bytes);
    file.getDict().replaceKey("/Type", name("EmbeddedFile"));
    file.getDict().replaceKey("/Subtype", name(attachment.media_type));
    file.getDict().replaceKey("/Params", parameters);
    return file;
}

Object file_specification(QPDF& pdf, const Attachment& attachment) {
    const Object file = embedded_file(pdf, attachment);
    Object files = Object::newDictionary();
    files.replaceKey("/F", file);
    files.replaceKey("/UF", file);
    Object specification = Object::newDictionary();
    specification.replaceKey("/Type", name("Filespec"));
    specification.replaceKey("/F", text(attachment.name));
    specification.replaceKey("/UF", text(attachment.name));
    specification.replaceKey("/AFRelationship", name(name_of(attachment.relationship)));
    specification.replaceKey("/Desc", text(attachment.description));
    specification.replaceKey("/EF", files);
    return pdf.makeIndirectObject(specification);
}

/// ISO 19005-3, 6.8: every embedded file is associated with the document and found by name.
void add_attachments(QPDF& pdf, const std::vector<Attachment>& attachments) {
    if (attachments.empty()) return;
    std::vector<const Attachment*> sorted;
    std::set<std::string> names;
    for (const Attachment& attachment : attachments) {
        require_unique(names, attachment.name);
        sorted.push_back(&attachment);
    }
    // A name tree is sorted by key (ISO 32000-1, 7.9.6).
    std::ranges::sort(sorted, {}, [](const Attachment* attachment) { return text(attachment->name).getStringValue(); });

    Object associated = Object::newArray();
    Object tree = Object::newArray();
    for (const Attachment* attachment : sorted) {
        const Object specification = file_specification(pdf, *attachment);
        associated.appendItem(specification);
        tree.appendItem(text(attachment->name));
        tree.appendItem(specification);
    }
    Object embedded = Object::newDictionary();
    embedded.replaceKey("/Names", tree);
    Object all = Object::newDictionary();
    all.replaceKey("/EmbeddedFiles", embedded);
    pdf.getRoot().replaceKey("/Names", all);
    pdf.getRoot().replaceKey("/AF", associated);
}

Object rectangle(Rectangle box) {
    return Object::newArray(Object::Rectangle(box.left, box.bottom, box.right, box.top));
}

/// A picture without ink: PDF/A wants every field to have one (ISO 19005-3, 6.3.3).
Object empty_appearance(QPDF& pdf, Rectangle box) {
    Object form = Object::newStream(&pdf, "");
    form.getDict().replaceKey("/Type", name("XObject"));
    form.getDict().replaceKey("/Subtype", name("Form"));
    form.getDict().replaceKey("/BBox", rectangle({0, 0, box.width(), box.height()}));
    form.getDict().replaceKey("/Resources", Object::newDictionary());
    Object appearance = Object::newDictionary();
    appearance.replaceKey("/N", form);
    return appearance;
}

Object page_object(QPDF& pdf, int number, const std::string& field) {
    const auto& pages = pdf.getAllPages();
    if (number >= 1 && static_cast<std::size_t>(number) <= pages.size()) {
        return pages[static_cast<std::size_t>(number - 1)];
    }
    throw Error(Fault::input, "render.no-such-page", {{}, 0, 0, field},
                {fmt::format("Trường \"{}\" đặt ở trang {}, văn bản chỉ có {} trang", field, number, pages.size()),
                 fmt::format("field \"{}\" lies on page {}, but the document has {}", field, number, pages.size())},
                {"Đặt trường vào một trang có thật", "put the field on a page that exists"});
}

/// The parts all prepared fields share: field and its only widget in one dictionary.
template <class Field>
Object new_field(QPDF& pdf, const Field& field, const char* type) {
    Object page = page_object(pdf, field.page, field.name);
    Object widget = Object::newDictionary();
    widget.replaceKey("/Type", name("Annot"));
    widget.replaceKey("/Subtype", name("Widget"));
    widget.replaceKey("/FT", name(type));
    widget.replaceKey("/T", text(field.name));
    if (!field.label.empty()) widget.replaceKey("/TU", text(field.label));
    widget.replaceKey("/F", Object::newInteger(field_flags));
    widget.replaceKey("/Rect", rectangle(field.box));
    widget.replaceKey("/P", page);
    widget.replaceKey("/AP", empty_appearance(pdf, field.box));

    const Object indirect = pdf.makeIndirectObject(widget);
    if (!page.hasKey("/Annots")) page.replaceKey("/Annots", pdf.makeIndirectObject(Object::newArray()));
    page.getKey("/Annots").appendItem(indirect);
    return indirect;
}

Object new_signature_field(QPDF& pdf, const SignatureField& field) {
    Object widget = new_field(pdf, field, "Sig");
    if (field.locks.empty()) return widget;
    Object locked = Object::newArray();
    for (const std::string& other : field.locks) locked.appendItem(text(other));
    Object lock = Object::parse("<< /Type /SigFieldLock /Action /Include >>");
    lock.replaceKey("/Fields", locked);
    widget.replaceKey("/Lock", pdf.makeIndirectObject(lock));
    return widget;
}

Object new_text_field(QPDF& pdf, const TextField& field) {
    Object widget = new_field(pdf, field, "Tx");
    widget.replaceKey("/DA", Object::newString(fmt::format("0 g {} {:g} Tf", form_font, field.size)));
    return widget;
}

/// The fonts a form may name: one of the document's own, for a field must not bring a font that is not embedded.
Object form_resources(QPDF& pdf) {
    Object fonts = Object::newDictionary();
    for (Object object : pdf.getAllObjects()) {
        if (!object.isDictionaryOfType("/Font", "/Type0")) continue;
        fonts.replaceKey(form_font, object);
        break;
    }
    Object resources = Object::newDictionary();
    resources.replaceKey("/Font", fonts);
    return resources;
}

void add_fields(QPDF& pdf, const ArchiveOptions& options) {
    if (options.signature_fields.empty() && options.text_fields.empty()) return;
    std::set<std::string> names;
    Object fields = Object::newArray();
    for (const TextField& field : options.text_fields) {
        require_unique(names, field.name);
        fields.appendItem(new_text_field(pdf, field));
    }
    for (const SignatureField& field : options.signature_fields) {
        require_unique(names, field.name);
        fields.appendItem(new_signature_field(pdf, field));
    }
    Object form = Object::newDictionary();
    form.replaceKey("/Fields", fields);
    if (!options.text_fields.empty()) form.replaceKey("/DR", form_resources(pdf));
    // SignaturesExist and AppendOnly from the start: a validator takes a later change for tampering.
    form.replaceKey("/SigFlags", Object::newInteger(3));
    pdf.getRoot().replaceKey("/AcroForm", pdf.makeIndirectObject(form));
}

std::string written(QPDF& pdf) {
    QPDFWriter writer(pdf);
    writer.setOutputMemory();
    writer.setDeterministicID(true);
    writer.setMinimumPDFVersion("1.7");
    writer.setObjectStreamMode(qpdf_o_disable);
    writer.setCompressStreams(true);
    writer.setNewlineBeforeEndstream(true);
    writer.write();
    const auto buffer = writer.getBufferSharedPointer();
    return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

}  // namespace

std::string to_pdfa3(std::string_view drawing, const ArchiveOptions& options) {
    try {
        QPDF pdf;
        pdf.setSuppressWarnings(true);
        pdf.setAttemptRecovery(false);
        pdf.processMemoryFile("drawing", drawing.data(), drawing.size());
        compact_fonts(pdf);
        add_output_intent(pdf);
        add_metadata(pdf, options);
        add_attachments(pdf, options.attachments);
        add_fields(pdf, options);
        return written(pdf);
    } catch (const QPDFExc& error) {
        throw Error(Fault::corrupt, "render.archive", {},
                    {fmt::format("Không hoàn thiện được tệp PDF: {}", error.what()),
                     fmt::format("the PDF could not be completed: {}", error.what())});
    }
}

}  // namespace trien::render
