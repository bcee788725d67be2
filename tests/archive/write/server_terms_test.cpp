// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/server_terms.hpp"

#include "archive/fixture.hpp"
#include "archive/reader.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using Rows = std::vector<std::string>;

namespace {

struct TermsFixture : ArchiveFixture {
    static constexpr auto all =
        "SELECT usual, never, only_source, (seen_at - 1773500400000) / 60000, "
        "(confirmed_at - 1773500400000) / 60000 FROM archive_preference";
    static Time minute(int count) { return from_milliseconds(1773500400000) + count * 1min; }

    void tell(int time, std::optional<ArchivePreferences> preferences,
              BareJidDelivery delivery = BareJidDelivery::as_before) {
        write({ArchivePreferencesTold{.account = alice,
                                      .at = minute(time),
                                      .preferences = std::move(preferences),
                                      .delivery = delivery}});
    }
};

const ArchivePreferences everything{.usual = ArchiveDefault::always};
const ArchivePreferences nothing{.usual = ArchiveDefault::never, .always = {bob}};

}  // namespace

TEST_CASE_METHOD(TermsFixture, "what a server keeps is read back as it was said") {
    tell(0, ArchivePreferences{.usual = ArchiveDefault::roster, .always = {bob}, .never = {alice}},
         BareJidDelivery::unproven);
    const auto told = archive::Reader(path).archive_terms(alice);
    REQUIRE(told.size() == 1);
    CHECK(told[0].preferences.usual == ArchiveDefault::roster);
    CHECK(told[0].preferences.always == std::vector{bob});
    CHECK(told[0].preferences.never == std::vector{alice});
    CHECK(told[0].is_only_source);
    CHECK(told[0].seen_at == minute(0));
    CHECK(archive::Reader(path).archive_terms(bob).empty());
}

TEST_CASE_METHOD(TermsFixture, "what a server says again is confirmed, what differs is a new row") {
    tell(0, everything, BareJidDelivery::sure);
    tell(60, everything);
    tell(120, nothing);
    tell(180, nothing);
    tell(240, ArchivePreferences());
    CHECK(rows(all) == Rows{"always|[]|0|0|60", "never|[]|0|120|180", "-|[]|0|240|240"});
    const auto told = archive::Reader(path).archive_terms(alice);
    CHECK_FALSE(told.back().preferences.usual);
}

TEST_CASE_METHOD(TermsFixture, "a server that does not answer has changed nothing") {
    tell(0, std::nullopt, BareJidDelivery::unproven);
    CHECK(rows(all) == Rows{"-|[]|1|0|0"});
    tell(60, nothing);
    tell(120, std::nullopt);
    CHECK(rows(all) == Rows{"-|[]|1|0|0", "never|[]|1|60|60"});
    tell(180, std::nullopt, BareJidDelivery::sure);
    CHECK(rows(all).back() == "never|[]|0|180|180");
}

TEST_CASE_METHOD(TermsFixture,
                 "a server that has shown that it delivers has done so since its last row began") {
    tell(0, nothing, BareJidDelivery::unproven);
    tell(60, std::nullopt, BareJidDelivery::shown);
    CHECK(rows(all) == Rows{"never|[]|0|0|0"});
    SECTION("the next session has to show it again") {
        tell(120, nothing, BareJidDelivery::unproven);
        CHECK(rows(all) == Rows{"never|[]|0|0|0", "never|[]|1|120|120"});
    }
    SECTION("a stream that is resumed goes on with it") {
        tell(120, nothing);
        CHECK(rows(all) == Rows{"never|[]|0|0|120"});
    }
}

TEST_CASE_METHOD(TermsFixture, "a priority that is not negative says nothing of the time before") {
    tell(0, nothing, BareJidDelivery::unproven);
    tell(60, nothing, BareJidDelivery::sure);
    CHECK(rows(all) == Rows{"never|[]|1|0|0", "never|[]|0|60|60"});
}

TEST_CASE_METHOD(TermsFixture, "of the extent of a server's archive the last word counts") {
    write({connection(ConnectionState::online, minute(0)),
           ArchiveExtentTold{alice, alice, minute(1), minute(2), minute(3)},
           ArchiveExtentTold{alice, alice, minute(4), minute(5), minute(6)}});
    const auto accounts = archive::Reader(path).accounts();
    REQUIRE(accounts.at(0).extent);
    CHECK(accounts[0].extent->oldest == minute(4));
    CHECK(accounts[0].extent->newest == minute(5));
    CHECK(accounts[0].extent->told_at == minute(6));
    write({ArchiveExtentTold{alice, alice, std::nullopt, std::nullopt, minute(7)}});
    CHECK_FALSE(archive::Reader(path).accounts()[0].extent->oldest);
}

TEST_CASE_METHOD(TermsFixture, "how long a server keeps messages is that of the last login") {
    auto online = connection(ConnectionState::online, minute(0));
    online.retention = 336h;
    write({online});
    CHECK(archive::Reader(path).accounts().at(0).retention == 336h);
    online.resumed = true;
    online.retention = {};
    write({online});
    CHECK(archive::Reader(path).accounts().at(0).retention == 336h);
    write({connection(ConnectionState::online, minute(1))});
    CHECK_FALSE(archive::Reader(path).accounts().at(0).retention);
}
