// SPDX-License-Identifier: Apache-2.0
#include "engine/organisation/organisation.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace trien::organisation {
namespace {

using testing::ElementsAre;

constexpr Date day(int y, unsigned m, unsigned d) {
    return Date(std::chrono::year{y}, std::chrono::month{m}, std::chrono::day{d});
}

const std::string seal(64, 'a');

std::string file(const std::string& extra_appointments = "") {
    return R"({"schema":"trien.organisation/1",
      "units":[{"id":"ward","name":"Ủy ban nhân dân phường An Hòa","place":"An Hòa","symbol":"UBND","code":"H26.99.01",
                "from":"2025-07-01","certificates":[{"sha256":")" +
           seal + R"(","from":"2026-01-01","to":"2026-12-31"}]}],
      "positions":[{"id":"chair","unit":"ward","title":"Chủ tịch","roles":["chair"],"head":true},
                   {"id":"clerk","unit":"ward","title":"Công chức Tư pháp - Hộ tịch","roles":["justice-clerk"]}],
      "people":[{"id":"an.nguyen","name":"Nguyễn Văn An"},{"id":"binh.tran","name":"Trần Thị Bình"}],
      "appointments":[{"person":"an.nguyen","position":"chair","from":"2025-07-01","to":"2026-06-30"},
                      {"person":"binh.tran","position":"clerk","from":"2025-07-01"})" +
           extra_appointments + "]}";
}

TEST(Organisation, KnowsWhoHeldARoleOnAnyDay) {
    const Organisation organisation = read_organisation(file(), "organisation.json");

    EXPECT_THAT(organisation.holders(RoleId("chair"), day(2026, 6, 30)), ElementsAre(PersonId("an.nguyen")));
    EXPECT_THAT(organisation.holders(RoleId("chair"), day(2026, 7, 1)), ElementsAre());
    EXPECT_TRUE(organisation.has_role(PersonId("binh.tran"), RoleId("justice-clerk"), day(2027, 1, 1)));
    EXPECT_FALSE(organisation.has_role(PersonId("binh.tran"), RoleId("justice-clerk"), day(2025, 6, 30)));
}

TEST(Organisation, GivesOnePersonSeveralRoles) {
    const Organisation organisation =
        read_organisation(file(R"(,{"person":"binh.tran","position":"chair","from":"2026-07-01"})"), "o.json");

    EXPECT_THAT(organisation.roles_of(PersonId("binh.tran"), day(2026, 7, 1)),
                ElementsAre(RoleId("justice-clerk"), RoleId("chair")));
}

TEST(Organisation, BindsSealsToUnitsForTheirTerm) {
    const Organisation organisation = read_organisation(file(), "organisation.json");
    const Digest certificate = *Digest::parse(seal);

    ASSERT_NE(organisation.seal_of(certificate, day(2026, 12, 31)), nullptr);
    EXPECT_EQ(organisation.seal_of(certificate, day(2026, 12, 31))->id, UnitId("ward"));
    EXPECT_EQ(organisation.seal_of(certificate, day(2027, 1, 1)), nullptr);
    EXPECT_EQ(organisation.holder_of(certificate, day(2026, 12, 31)), nullptr);
}

std::string fault_place(const std::string& json) {
    try {
        (void)read_organisation(json, "organisation.json");
    } catch (const Error& e) {
        return e.place().element;
    }
    return "no fault";
}

TEST(Organisation, NamesTheReferenceThatPointsNowhere) {
    EXPECT_EQ(fault_place(file(R"(,{"person":"ai.do","position":"chair","from":"2026-07-01"})")),
              "appointments[2].person");
    EXPECT_EQ(fault_place(file(R"(,{"person":"an.nguyen","position":"mayor","from":"2026-07-01"})")),
              "appointments[2].position");
    EXPECT_EQ(fault_place(file(R"(,{"person":"an.nguyen","position":"chair","from":"2026-07-01","to":"2026-01-01"})")),
              "appointments[2].to");
    EXPECT_EQ(fault_place(file(R"(,{"person":"an.nguyen","position":"chair","form":"2026-07-01"})")),
              "appointments[2].from");
}

}  // namespace
}  // namespace trien::organisation
