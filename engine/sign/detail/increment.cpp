// SPDX-License-Identifier: Apache-2.0
#include "engine/sign/detail/increment.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "engine/base/digest.hpp"
#include "engine/sign/detail/pdf.hpp"

namespace trien::sign {

namespace {

/// The offset behind the last `startxref`.
std::size_t last_xref(std::string_view pdf) {
    constexpr std::string_view keyword = "startxref";
    const std::size_t at = pdf.rfind(keyword);
    if (at == std::string_view::npos) throw broken_pdf("", "no startxref");
    std::string_view rest = pdf.substr(at + keyword.size());
    rest.remove_prefix(std::min(rest.find_first_not_of("\r\n \t"), rest.size()));
    std::size_t offset = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), offset);
    if (error != std::errc() || offset >= pdf.size()) throw broken_pdf("", "startxref points nowhere");
    return offset;
}

void refuse_xref_streams(std::string_view pdf, std::size_t xref, QPDF& document) {
    if (pdf.substr(xref).starts_with("xref") && !document.getTrailer().hasKey("/XRefStm")) return;
    throw Error(Fault::input, "sign.pdf-xref-stream", {},
                {"Tệp PDF dùng bảng tham chiếu nén nên không ký thêm được",
                 "the PDF has a compressed cross-reference table and cannot be signed"},
                {"Nếu tệp chưa có chữ ký, ghi lại tệp với bảng tham chiếu thường (qpdf --object-streams=disable)",
                 "if the file has no signature yet, rewrite it with a plain table (qpdf --object-streams=disable)"});
}

std::string stream_text(QPDFObjectHandle stream) {
    const auto data = stream.getRawStreamData();
    QPDFObjectHandle dictionary = stream.getDict().shallowCopy();
    dictionary.replaceKey("/Length", QPDFObjectHandle::newInteger(static_cast<long long>(data->getSize())));
    std::string text = dictionary.unparseResolved() + "\nstream\n";
    text.append(reinterpret_cast<const char*>(data->getBuffer()), data->getSize());
    return text + "\nendstream";
}

/// The cross-reference table of these objects (ISO 32000-2, 7.5.4): one section for each run of numbers.
std::string xref_table(const std::map<int, std::pair<std::size_t, int>>& entries) {
    std::string table = "xref\n";
    for (auto first = entries.begin(); first != entries.end();) {
        auto last = first;
        int count = 0;
        while (last != entries.end() && last->first == first->first + count) {
            ++last;
            ++count;
        }
        table += fmt::format("{} {}\n", first->first, count);
        for (; first != last; ++first) {
            table += fmt::format("{:010} {:05} n \n", first->second.first, first->second.second);
        }
    }
    return table;
}

}  // namespace

IncrementalUpdate::IncrementalUpdate(std::string_view base)
    : base_(base),
      document_(open_pdf(base)),
      previous_xref_(last_xref(base)),
      last_of_base_(static_cast<int>(document_->getObjectCount())) {
    refuse_xref_streams(base, previous_xref_, *document_);
}

void IncrementalUpdate::changed(const QPDFObjectHandle& object) {
    if (object.getGeneration() != 0) throw broken_pdf("", "a changed object has a generation number");
    changed_.insert(object.getObjectID());
}

QPDFObjectHandle IncrementalUpdate::add_text(std::string text) {
    // Not null: a key whose value is null counts as absent.
    const QPDFObjectHandle object = document_->makeIndirectObject(QPDFObjectHandle::newDictionary());
    texts_[object.getObjectID()] = std::move(text);
    return object;
}

std::set<int> IncrementalUpdate::numbers() const {
    std::set<int> numbers = changed_;
    for (int n = last_of_base_ + 1; n <= static_cast<int>(document_->getObjectCount()); ++n) numbers.insert(n);
    return numbers;
}

std::string IncrementalUpdate::body_of(int number) const {
    if (const auto text = texts_.find(number); text != texts_.end()) return text->second;
    QPDFObjectHandle object = document_->getObject(number, 0);
    return object.isStream() ? stream_text(object) : object.unparseResolved();
}

std::string IncrementalUpdate::trailer() const {
    QPDFObjectHandle old = document_->getTrailer();
    int old_size = 0;
    old.getKey("/Size").getValueAsInt(old_size);
    std::string text =
        fmt::format("<< /Size {}", std::max(old_size, static_cast<int>(document_->getObjectCount()) + 1));
    for (const char* key : {"/Root", "/Info"}) {
        if (old.hasKey(key)) text += fmt::format(" {} {}", key, old.getKey(key).unparse());
    }
    // The first half stays for ever, the second belongs to the revision (ISO 32000-2, 14.4).
    const std::string revision(sha256(base_).view().substr(0, 16));
    QPDFObjectHandle ids = old.getKey("/ID");
    const bool has_id = ids.isArray() && ids.getArrayNItems() == 2 && ids.getArrayItem(0).isString();
    const std::string first = has_id ? ids.getArrayItem(0).getStringValue() : revision;
    text += fmt::format(" /ID [<{}> <{}>] /Prev {} >>", to_hex(first), to_hex(revision), previous_xref_);
    return text;
}

IncrementalUpdate::Written IncrementalUpdate::write() const {
    Written written{std::string(base_), {}};
    std::string& pdf = written.pdf;
    if (!pdf.ends_with('\n')) pdf += '\n';
    std::map<int, std::pair<std::size_t, int>> entries;
    for (const int number : numbers()) {
        entries[number] = {pdf.size(), 0};
        pdf += fmt::format("{} 0 obj\n", number);
        written.bodies[number] = pdf.size();
        pdf += body_of(number);
        pdf += "\nendobj\n";
    }
    const std::size_t xref = pdf.size();
    pdf += fmt::format("{}trailer\n{}\nstartxref\n{}\n%%EOF\n", xref_table(entries), trailer(), xref);
    return written;
}

}  // namespace trien::sign
