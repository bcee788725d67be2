// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/restore/read_marks.hpp"

#include "archive/fixture.hpp"
#include "archive/import.hpp"
#include "archive/reader.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;

static ReadMarkRecord mark(const std::string& id, milliseconds later) {
    return {
        .account = alice, .with = bob, .mark = {.stanza_id = {id, alice}, .at = some_day + later}};
}

struct ReadMarkImport : ArchiveFixture {
    archive::ImportCounts add(const std::vector<Record>& records) const {
        archive::Import import(path, archive::Import::Mode::write);
        import.add(records);
        return import.counts();
    }
    std::vector<ReadMarkRecord> exported(const archive::Selection& selection = {}) const {
        std::vector<ReadMarkRecord> records;
        archive::Reader(path).for_each_contact_version(selection, [&](const Record& record) {
            records.push_back(std::get<ReadMarkRecord>(record));
            return true;
        });
        return records;
    }
};

TEST_CASE_METHOD(ReadMarkImport, "of two marks the one that was set last is kept") {
    write({message_with_id("one", "s1"), message_with_id("two", "s2", some_day + 1s)});
    CHECK(add({mark("s1", 1s)}).contact_versions == 1);
    CHECK(add({mark("s1", 1s)}).known == 1);
    CHECK(add({mark("s2", 2s)}).contact_versions == 1);
    CHECK(add({mark("s1", 1s)}).known == 1);
    const auto list = exported();
    REQUIRE(list.size() == 1);
    CHECK(list[0].with == bob);
    CHECK(list[0].mark.stanza_id == StanzaId{"s2", alice});
    CHECK(list[0].mark.at == some_day + 2s);
    CHECK(list[0].mark.stamp == some_day + 1s);
}

TEST_CASE_METHOD(ReadMarkImport, "an import does not take back what our own clients said later") {
    write({ReadMarked{.account = alice,
                      .with = bob,
                      .stanza_id = {"s2", alice},
                      .stamp = some_day + 5s,
                      .seen_at = some_day + 5s}});
    CHECK(add({mark("s1", 1s)}).known == 1);
    CHECK(exported().at(0).mark.stanza_id.id == "s2");
    CHECK(exported({.contacts = {Jid::of("carol@example.net")}}).empty());
}
