// SPDX-License-Identifier: Apache-2.0
#include "engine/sign/attachments.hpp"

#include <set>
#include <utility>

#include <fmt/format.h>

#include "engine/base/error.hpp"
#include "engine/sign/detail/pdf.hpp"
#include "engine/sign/detail/qpdf.hpp"

namespace trien::sign {

namespace {

Error too_much(const AttachmentLimits& limits) {
    return Error(
        Fault::input, "sign.attachments-limit", {},
        {fmt::format("Tệp đính kèm trong PDF vượt giới hạn ({} tệp, {} byte)", limits.count, limits.total_bytes),
         fmt::format("the PDF's attachments exceed the limit ({} files, {} bytes)", limits.count, limits.total_bytes)},
        {"Chỉ nhận tệp từ nguồn tin cậy", "only take files from a source you trust"});
}

/// Collects decoded bytes and stops a stream that would grow without end.
class BoundedBuffer final : public Pipeline {
  public:
    explicit BoundedBuffer(std::size_t limit) : Pipeline("attachment", nullptr), limit_(limit) {}
    void write(const unsigned char* data, std::size_t size) override {
        overflown_ = overflown_ || size > limit_ - bytes_.size();
        if (overflown_) throw std::length_error("attachment limit");
        bytes_.append(reinterpret_cast<const char*>(data), size);
    }
    void finish() override {}

    [[nodiscard]] bool overflown() const { return overflown_; }
    std::string take() { return std::move(bytes_); }

  private:
    std::size_t limit_;
    bool overflown_ = false;
    std::string bytes_;
};

std::string without_slash(std::string name) {
    if (name.starts_with('/')) name.erase(0, 1);
    return name;
}

class Extraction {
  public:
    Extraction(std::string_view pdf, const AttachmentLimits& limits)
        : limits_(limits), left_(limits.total_bytes), document_(open_pdf(pdf)) {}

    std::vector<Attachment> run() {
        QPDFObjectHandle associated = value_of(document_->getRoot(), "/AF");
        if (associated.isArray()) {
            for (const QPDFObjectHandle& specification : associated.getArrayAsVector()) take(specification);
        }
        for (const auto& [name, specification] : QPDFEmbeddedFileDocumentHelper(*document_).getEmbeddedFiles()) {
            take(specification->getObjectHandle());
        }
        return std::move(attachments_);
    }

  private:
    void take(const QPDFObjectHandle& specification) {
        const QPDFObjectHandle files = value_of(specification, "/EF");
        QPDFObjectHandle stream = value_of(files, "/UF");
        if (!stream.isStream()) stream = value_of(files, "/F");
        if (!stream.isStream() || !seen_.insert(stream.getObjGen()).second) return;
        if (attachments_.size() == limits_.count) throw too_much(limits_);
        Attachment attachment;
        attachment.name = text_of(value_of(specification, "/UF"));
        if (attachment.name.empty()) attachment.name = text_of(value_of(specification, "/F"));
        attachment.mime = without_slash(name_of(value_of(stream.getDict(), "/Subtype")));
        attachment.relationship = without_slash(name_of(value_of(specification, "/AFRelationship")));
        attachment.bytes = decode(stream);
        attachments_.push_back(std::move(attachment));
    }

    std::string decode(QPDFObjectHandle stream) {
        BoundedBuffer buffer(left_);
        bool decoded = false;
        try {
            decoded = stream.pipeStreamData(&buffer, 0, qpdf_dl_generalized, true);
        } catch (const std::length_error&) {
            throw too_much(limits_);
        }
        // qpdf may also swallow what a pipeline throws.
        if (buffer.overflown()) throw too_much(limits_);
        if (!decoded) throw broken_pdf("", "an attachment cannot be decoded");
        std::string bytes = buffer.take();
        left_ -= bytes.size();
        return bytes;
    }

    AttachmentLimits limits_;
    std::size_t left_;
    std::shared_ptr<QPDF> document_;
    std::set<QPDFObjGen> seen_;
    std::vector<Attachment> attachments_;
};

}  // namespace

std::vector<Attachment> extract_attachments(std::string_view pdf, const AttachmentLimits& limits) {
    try {
        return Extraction(pdf, limits).run();
    } catch (const QPDFExc& error) {
        throw broken_pdf("", error.getMessageDetail());
    } catch (const std::logic_error& error) {
        throw broken_pdf("", error.what());
    }
}

}  // namespace trien::sign
