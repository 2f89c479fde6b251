// SPDX-License-Identifier: Apache-2.0
#include "engine/render/detail/xmp.hpp"

#include <fmt/format.h>

namespace trien::render {

namespace {

/// The wall clock an instant was read on, in the parts that dates are written with.
struct Reading {
    explicit Reading(Instant instant)
        : year(static_cast<int>(instant.date().year())),
          month(static_cast<unsigned>(instant.date().month())),
          day(static_cast<unsigned>(instant.date().day())),
          time(std::chrono::floor<std::chrono::seconds>(instant.time_of_day())),
          sign(instant.offset() < std::chrono::minutes(0) ? '-' : '+'),
          offset(std::chrono::abs(instant.offset())) {}

    int year;
    unsigned month;
    unsigned day;
    std::chrono::hh_mm_ss<std::chrono::seconds> time;
    char sign;
    std::chrono::hh_mm_ss<std::chrono::minutes> offset;
};

std::string xmp_date(Instant instant) {
    const Reading at(instant);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}{:02}:{:02}", at.year, at.month, at.day,
                       at.time.hours().count(), at.time.minutes().count(), at.time.seconds().count(), at.sign,
                       at.offset.hours().count(), at.offset.minutes().count());
}

std::string escaped(std::string_view text) {
    std::string out;
    for (const char letter : text) {
        switch (letter) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            default: out += letter;
        }
    }
    return out;
}

}  // namespace

std::string pdf_date(Instant instant) {
    const Reading at(instant);
    return fmt::format("D:{:04}{:02}{:02}{:02}{:02}{:02}{}{:02}'{:02}'", at.year, at.month, at.day,
                       at.time.hours().count(), at.time.minutes().count(), at.time.seconds().count(), at.sign,
                       at.offset.hours().count(), at.offset.minutes().count());
}

std::string xmp_packet(std::string_view title, Instant created) {
    return fmt::format(R"(<?xpacket begin="{}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/">
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:title>
   <pdf:Producer>{}</pdf:Producer>
   <pdfaid:part>3</pdfaid:part>
   <pdfaid:conformance>U</pdfaid:conformance>
   <xmp:CreateDate>{}</xmp:CreateDate>
   <xmp:ModifyDate>{}</xmp:ModifyDate>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>)",
                       "\xEF\xBB\xBF", escaped(title), producer, xmp_date(created), xmp_date(created));
}

}  // namespace trien::render
