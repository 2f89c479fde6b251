// SPDX-License-Identifier: Apache-2.0
#include "engine/bpmn/writer.hpp"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <vector>

namespace trien::bpmn {

namespace {

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// Whether the children stand alone, so that blank space between them means nothing.
bool holds_elements_only(const XmlElement& element) {
    return !element.children.empty() && is_blank(element.text) &&
           std::ranges::all_of(element.children, [](const XmlElement& child) { return is_blank(child.tail); });
}

class Writer {
  public:
    std::string written(const XmlElement& root) && {
        out_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
        element(root, 0, true);
        out_ += '\n';
        return std::move(out_);
    }

  private:
    void element(const XmlElement& element, std::size_t depth, bool laid_out) {
        out_ += '<';
        name(element.prefix, element.name);
        for (const XmlAttribute& attribute : element.attributes) {
            out_ += ' ';
            name(attribute.prefix, attribute.name);
            out_ += "=\"";
            escaped(attribute.value, true);
            out_ += '"';
        }
        if (element.children.empty() && element.text.empty()) {
            out_ += "/>";
            return;
        }
        out_ += '>';
        content(element, depth, laid_out && holds_elements_only(element));
        out_ += "</";
        name(element.prefix, element.name);
        out_ += '>';
    }

    void content(const XmlElement& parent, std::size_t depth, bool laid_out) {
        if (!laid_out) escaped(parent.text, false);
        for (const XmlElement& child : parent.children) {
            if (laid_out) new_line(depth + 1);
            element(child, depth + 1, laid_out);
            if (!laid_out) escaped(child.tail, false);
        }
        if (laid_out) new_line(depth);
    }

    void new_line(std::size_t depth) {
        out_ += '\n';
        out_.append(2 * depth, ' ');
    }

    void name(const std::string& prefix, const std::string& local) {
        out_ += prefix;
        if (!prefix.empty()) out_ += ':';
        out_ += local;
    }

    void escaped(std::string_view text, bool in_attribute) {
        for (const char c : text) {
            switch (c) {
                case '&': out_ += "&amp;"; break;
                case '<': out_ += "&lt;"; break;
                case '>': out_ += "&gt;"; break;
                case '"': out_ += in_attribute ? "&quot;" : "\""; break;
                case '\t': out_ += in_attribute ? "&#9;" : "\t"; break;
                case '\n': out_ += in_attribute ? "&#10;" : "\n"; break;
                case '\r': out_ += "&#13;"; break;
                default: out_ += c;
            }
        }
    }

    std::string out_;
};

std::vector<XmlAttribute> sorted(std::vector<XmlAttribute> attributes) {
    std::ranges::sort(attributes, {}, [](const XmlAttribute& a) { return std::tie(a.space, a.name, a.value); });
    return attributes;
}

bool same_text(const XmlElement& left, const XmlElement& right) {
    if (holds_elements_only(left) && holds_elements_only(right)) return true;
    return left.text == right.text &&
           std::ranges::equal(left.children, right.children, {}, &XmlElement::tail, &XmlElement::tail);
}

}  // namespace

std::string write(const XmlElement& root) {
    return Writer().written(root);
}

bool same_content(const XmlElement& left, const XmlElement& right) {
    return left.space == right.space && left.prefix == right.prefix && left.name == right.name &&
           sorted(left.attributes) == sorted(right.attributes) && same_text(left, right) &&
           std::ranges::equal(left.children, right.children, same_content);
}

}  // namespace trien::bpmn
