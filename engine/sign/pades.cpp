// SPDX-License-Identifier: Apache-2.0
#include "engine/sign/pades.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "engine/base/digest.hpp"
#include "engine/base/error.hpp"
#include "engine/sign/detail/increment.hpp"
#include "engine/sign/detail/pdf.hpp"
#include "engine/sign/detail/qpdf.hpp"

namespace trien::sign {

namespace {

using Object = QPDFObjectHandle;

Error refused_field(const char* code, const std::string& field, const Message& cause, const Message& mend) {
    return Error(Fault::input, code, {"", 0, 0, field}, cause, mend);
}

Error locked_field(const std::string& field) {
    return refused_field("sign.field-locked", field,
                         {fmt::format("Ô “{}” đã bị khoá bởi một chữ ký trước", field),
                          fmt::format("field '{}' is locked by an earlier signature", field)},
                         {"Xin bản chưa bị khoá", "ask for a file in which it is not locked"});
}

Error bad_appearance(const std::string& field) {
    return refused_field("sign.appearance", field,
                         {fmt::format("Hình hiển thị của ô “{}” không phải tệp PDF một trang", field),
                          fmt::format("the picture of field '{}' is not a PDF of one page", field)},
                         {"Tạo lại hình hiển thị", "make the picture again"});
}

/// S2: the certificate must be good before the key is touched.
void check_certificate(const SigningKey& key, const TrustStore& trust, Instant at) {
    Causes causes = judge_certificate(key.certificate(), key.chain(), trust, {at, at, std::nullopt});
    if (causes.empty()) return;
    const Cause& cause = *std::ranges::max_element(causes, {}, &Cause::verdict);
    throw Error(Fault::denied, "sign.certificate-" + cause.code, {}, cause.text, cause.mend);
}

void check_request(const SignRequest& request) {
    if (!request.claims.commitment || request.reason.empty()) return;
    throw Error(
        Fault::input, "sign.reason-and-commitment", {},
        {"Không được ghi đồng thời lý do ký và loại cam kết", "a reason and a commitment may not be given together"},
        {"Bỏ một trong hai", "leave one of them out"});
}

FormField find_field(QPDF& document, const std::string& name, const char* type) {
    for (FormField& field : form_fields(document)) {
        if (field.name != name || field.type != type || !field.object.isIndirect()) continue;
        if (is_locked(document, name)) throw locked_field(name);
        return std::move(field);
    }
    const bool is_signature = std::string_view(type) == "/Sig";
    throw refused_field("sign.field-absent", name,
                        {fmt::format("Tệp PDF không có ô {} “{}”", is_signature ? "chữ ký" : "văn bản", name),
                         fmt::format("the PDF has no {} field '{}'", is_signature ? "signature" : "text", name)},
                        {"Kiểm tra tên ô trong mẫu văn bản", "check the field's name in the template"});
}

bool is_signed(QPDF& document) {
    return std::ranges::any_of(form_fields(document), [](const FormField& field) {
        return field.type == "/Sig" && !value_of(field.object, "/V").isNull();
    });
}

void check_permission(QPDF& document, bool certify) {
    if (certify && is_signed(document)) {
        throw Error(Fault::input, "sign.certify-late", {},
                    {"Chữ ký chứng nhận phải là chữ ký đầu tiên của tệp",
                     "the certification signature must be the first of the file"},
                    {"Ký thường, không chứng nhận", "sign without certifying"});
    }
    if (certified_permission(document).value_or(2) >= 2) return;
    throw Error(
        Fault::input, "sign.certified-closed", {},
        {"Người ký trước đã khoá tệp, không cho ký thêm", "an earlier signer closed the file to further signatures"},
        {"Xin bản chưa bị khoá", "ask for a file that is not closed"});
}

/// What a certification signature allows afterwards: filling and signing of prepared fields.
std::string certification_reference() {
    return " << /Type /SigRef /TransformMethod /DocMDP"
           " /TransformParams << /Type /TransformParams /P 2 /V /1.2 >> >>";
}

/// Which fields the signature locks, as its field asks (ISO 32000-2, 12.8.2.4).
std::string lock_reference(QPDF& document, Object lock) {
    Object parameters = lock.shallowCopy();
    parameters.replaceKey("/Type", Object::newName("/TransformParams"));
    parameters.replaceKey("/V", Object::newName("/1.2"));
    return fmt::format(" << /Type /SigRef /TransformMethod /FieldMDP /Data {} /TransformParams {} >>",
                       document.getRoot().unparse(), parameters.unparseResolved());
}

std::string references(QPDF& document, const FormField& field, bool certify) {
    const std::string text = certify ? certification_reference() : std::string();
    Object lock = value_of(field.object, "/Lock");
    return lock.isDictionary() ? text + lock_reference(document, lock) : text;
}

/// The signature dictionary with a hole for the signature, and where in its text the numbers go.
class SignatureText {
  public:
    SignatureText(const SignRequest& request, const std::string& references, std::size_t signature_size)
        : text_(std::string(opening) + range(0, 0, 0) + " /Contents "),
          hole_at_(text_.size()),
          hole_size_(2 * signature_size) {
        text_ += "<" + std::string(hole_size_, '0') + ">";
        text_ += " /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M (";
        text_ += pdf_date(request.signing_time) + ")";
        add_text("/Name", request.name);
        add_text("/Reason", request.reason);
        add_text("/Location", request.location);
        add_text("/ContactInfo", request.contact);
        if (!references.empty()) text_ += " /Reference [" + references + " ]";
        text_ += " >>";
    }

    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] static std::size_t range_at() { return opening.size(); }
    [[nodiscard]] std::size_t hole_at() const { return hole_at_; }
    /// With its angle brackets.
    [[nodiscard]] std::size_t hole_size() const { return hole_size_ + 2; }

    /// Ten digits a number: as many as a cross-reference table can name.
    static std::string range(std::size_t first_length, std::size_t second, std::size_t second_length) {
        return fmt::format("[0 {:010} {:010} {:010}]", first_length, second, second_length);
    }

  private:
    void add_text(const char* key, const std::string& value) {
        if (!value.empty()) text_ += fmt::format(" {} {}", key, Object::newUnicodeString(value).unparse());
    }

    static constexpr std::string_view opening = "<< /ByteRange ";
    std::string text_;
    std::size_t hole_at_;
    std::size_t hole_size_;
};

/// One signature on its way into a document.
class Signing {
  public:
    Signing(std::string_view pdf, const SignRequest& request, SigningKey& key)
        : request_(request),
          key_(key),
          update_(pdf),
          field_(find_field(update_.document(), request.field, "/Sig")),
          text_(
              request, references(update_.document(), field_, request.certify), signed_data_size(request.claims, key)) {
    }

    std::string run() {
        check_field();
        check_permission(update_.document(), request_.certify);
        for (const TextFill& fill : request_.fills) fill_text(fill);
        const Object signature = place_signature();
        IncrementalUpdate::Written written = update_.write();
        sign(written.pdf, written.bodies.at(signature.getObjectID()));
        return std::move(written.pdf);
    }

  private:
    void check_field() const {
        if (value_of(field_.object, "/V").isNull()) return;
        throw refused_field("sign.field-signed", field_.name,
                            {fmt::format("Ô chữ ký “{}” đã được ký", field_.name),
                             fmt::format("signature field '{}' is already signed", field_.name)},
                            {"Chọn ô chữ ký còn trống", "choose an empty signature field"});
    }

    Object place_signature() {
        const Object signature = update_.add_text(text_.text());
        field_.object.replaceKey("/V", signature);
        show(field_, request_.appearance);
        update_.changed(field_.object);
        if (request_.certify) certify(signature);
        raise_signature_flags();
        return signature;
    }

    void certify(const Object& signature) {
        Object root = update_.document().getRoot();
        Object permissions = Object::newDictionary();
        permissions.replaceKey("/DocMDP", signature);
        root.replaceKey("/Perms", permissions);
        update_.changed(root);
    }

    /// SignaturesExist and AppendOnly (ISO 32000-2, 12.7.3). A prepared document has both from the start.
    void raise_signature_flags() {
        Object root = update_.document().getRoot();
        Object form = root.getKey("/AcroForm");
        int flags = 0;
        Object old = form.getKey("/SigFlags");
        if (old.isInteger()) old.getValueAsInt(flags);
        if ((flags & 3) == 3) return;
        form.replaceKey("/SigFlags", Object::newInteger(flags | 3));
        update_.changed(form.isIndirect() ? form : root);
    }

    void fill_text(const TextFill& fill) {
        FormField field = find_field(update_.document(), fill.field, "/Tx");
        Object value = value_of(field.object, "/V");
        if (!value.isNull() && !text_of(value).empty()) {
            throw refused_field("sign.field-filled", fill.field,
                                {fmt::format("Ô “{}” đã có nội dung", fill.field),
                                 fmt::format("field '{}' is already filled", fill.field)},
                                {"Chỉ điền được ô còn trống", "only an empty field can be filled"});
        }
        field.object.replaceKey("/V", Object::newUnicodeString(fill.value));
        show(field, fill.appearance);
        update_.changed(field.object);
    }

    /// Makes the one page of `picture` the field's normal appearance.
    void show(FormField& field, const std::string& picture) {
        if (picture.empty()) return;
        pictures_.push_back(open_pdf(picture, field.name));
        const auto pages = QPDFPageDocumentHelper(*pictures_.back()).getAllPages();
        if (pages.size() != 1) throw bad_appearance(field.name);
        const Object form = QPDFPageObjectHelper(pages.front()).getFormXObjectForPage();
        Object appearance = Object::newDictionary();
        appearance.replaceKey("/N", update_.document().copyForeignObject(form));
        field.object.replaceKey("/AP", appearance);
    }

    /// Fills in /ByteRange, then /Contents. `body` is where the signature dictionary begins.
    void sign(std::string& pdf, std::size_t body) {
        const std::size_t hole = body + text_.hole_at();
        const std::size_t after = hole + text_.hole_size();
        const std::string range = SignatureText::range(hole, after, pdf.size() - after);
        pdf.replace(body + SignatureText::range_at(), range.size(), range);
        const std::string_view whole = pdf;
        const Digest digest = Hasher().add(whole.substr(0, hole)).add(whole.substr(after)).finish();
        const std::string contents = to_hex(build_signed_data(digest, request_.claims, key_));
        // Never longer than the hole: it was measured for the longest signature the key can make.
        pdf.replace(hole + 1, contents.size(), contents);
    }

    const SignRequest& request_;
    SigningKey& key_;
    IncrementalUpdate update_;
    FormField field_;
    SignatureText text_;
    std::vector<std::shared_ptr<QPDF>> pictures_;  // copied objects read from them until the update is written
};

}  // namespace

std::string sign_pdf(std::string_view pdf, const SignRequest& request, SigningKey& key, const TrustStore& trust) {
    check_request(request);
    check_certificate(key, trust, request.signing_time);
    try {
        return Signing(pdf, request, key).run();
    } catch (const QPDFExc& error) {
        throw broken_pdf("", error.getMessageDetail());
    }
}

}  // namespace trien::sign
