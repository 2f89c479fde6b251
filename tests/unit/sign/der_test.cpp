// SPDX-License-Identifier: Apache-2.0
#include "engine/sign/detail/der.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "engine/base/error.hpp"

namespace trien::sign::der {
namespace {

using namespace std::string_literals;

TEST(DerReader, ReadsWhatEncodeWrote) {
    const std::string bytes = encode(tag::octet_string, std::string(300, 'x')) + encode(tag::integer, "\x01");

    Reader reader(bytes);

    EXPECT_EQ(reader.next(tag::octet_string).content.size(), 300U);
    EXPECT_FALSE(reader.next_if(tag::null).has_value());
    EXPECT_EQ(reader.next(tag::integer).content, "\x01");
    EXPECT_NO_THROW(reader.finish());
}

TEST(DerReader, RefusesWhatIsNotDer) {
    for (const std::string& bytes : {
             "\x30"s,              // no length
             "\x30\x05\x00"s,      // ends too early
             "\x30\x80\x00\x00"s,  // indefinite length
             "\x30\x81\x05"
             "abcde"s,  // length not minimal
             "\x30\x82\x00\x81"s + std::string(0x81, 'x'),
             "\x30\x85\x01\x00\x00\x00\x00"s,  // absurd length
             "\x1F\x81\x01\x00"s,              // tag of several bytes
         }) {
        EXPECT_THROW(Reader(bytes).next(), Error) << bytes.size();
    }
}

TEST(DerSet, IsSortedByUnsignedBytes) {
    EXPECT_EQ(sorted({"\xB0"s, "\x30\x01"s, "\x30"s}), "\x30\x30\x01\xB0"s);
}

RC_GTEST_PROP(DerReader, NeverReadsOutside, (const std::string& bytes)) {
    Reader reader(bytes);
    try {
        while (!reader.at_end()) {
            const Element element = reader.next();
            RC_ASSERT(element.whole.data() >= bytes.data());
            RC_ASSERT(element.whole.data() + element.whole.size() <= bytes.data() + bytes.size());
            RC_ASSERT(encode(element.tag, element.content) == element.whole);
        }
    } catch (const Error& error) {
        RC_ASSERT(error.code() == "sign.der");
    }
}

}  // namespace
}  // namespace trien::sign::der
