// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/restore/receipts.hpp"

#include "archive/fixture.hpp"
#include "archive/import.hpp"
#include "archive/reader.hpp"
#include "archive/undo_import.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using archive::Import;
using Names = std::vector<std::string>;

static const Jid room = Jid::of("tea@rooms.example.org");

static Receipt displayed(const Jid& from, std::string_view named_id,
                         std::string_view occupant_id = "") {
    return {.account = alice,
            .direction = Direction::in,
            .with = from.bare(),
            .from = from,
            .kind = ReceiptKind::displayed,
            .named_id = std::string(named_id),
            .stamp = some_day + 1min,
            .in_room = from.bare() == room,
            .occupant_id = std::string(occupant_id)};
}

static Message ours(std::string_view body, std::string_view id, milliseconds later = 0ms) {
    auto value = message(body, some_day + later);
    value.direction = Direction::out;
    value.from = Jid::of("alice@example.org/phone");
    value.to = bob;
    value.message_id = id;
    return value;
}

static std::vector<UnattachedReceipt> unattached(const std::filesystem::path& archive) {
    std::vector<UnattachedReceipt> list;
    archive::Reader(archive).for_each_unattached_receipt({}, [&](const UnattachedReceipt& each) {
        list.push_back(each);
        return true;
    });
    return list;
}

static Names names(const std::filesystem::path& archive) {
    Names list;
    for (const auto& each : unattached(archive)) list.push_back(each.named_id);
    return list;
}

static archive::ImportCounts import_into(const std::filesystem::path& archive,
                                         const std::vector<UnattachedReceipt>& receipts) {
    Import import(archive, Import::Mode::write);
    import.begin_run("export");
    import.add(std::vector<Record>(receipts.begin(), receipts.end()));
    import.end_run();
    return import.counts();
}

TEST_CASE_METHOD(ArchiveFixture, "a receipt is by itself if no record of a message has it") {
    auto tea = message("tea", some_day);
    tea.with = room;
    tea.in_room = true;
    tea.type = MessageType::groupchat;
    tea.from = room.with_resource("Bob");
    tea.message_id = "m-1";
    tea.stanza_id = StanzaId{"s-1", room};
    auto first = ours("frist", "a-1");
    first.origin_id = "o-1";
    auto correction = ours("first", "a-2", 1s);
    correction.annotation = Annotation{.kind = AnnotationKind::correction, .named_id = "a-1"};
    auto theirs = message("theirs", some_day);
    theirs.message_id = "b-1";
    write({tea, first, correction, theirs, displayed(bob, "a-1"), displayed(bob, "o-1"),
           displayed(bob, "a-2"), displayed(bob, "b-1"), displayed(bob, "not-here"),
           displayed(room.with_resource("Cat"), "s-1", "o-cat"),
           displayed(room.with_resource("Cat"), "m-1"),
           displayed(room.with_resource("Cat"), "s-2", "o-cat")});
    CHECK(names(path) == Names{"a-2", "b-1", "not-here", "s-2"});
    CHECK(names(path).size() + 4 == rows("SELECT named_id FROM receipt").size());
}

TEST_CASE_METHOD(ArchiveFixture, "a receipt of a message that is not here is restored as it was") {
    write({displayed(bob, "m-1"), displayed(room.with_resource("Cat"), "s-1", "o-cat"),
           displayed(room.with_resource("Dog"), "s-1"), displayed(room, "s-2", "o-nobody")});
    const auto receipts = unattached(path);
    REQUIRE(receipts.size() == 4);
    const auto other = folder / "other.db";
    CHECK(import_into(other, receipts).receipts == 4);
    const auto all =
        "SELECT named_id, kind, receipt.direction, occupant, stamp, resource.name "
        "FROM receipt LEFT JOIN resource ON resource.id = from_resource_id "
        "ORDER BY 1, 2, 3, 4";
    CHECK(test::rows(other, all) == rows(all));
    CHECK(import_into(other, receipts).known == 4);
    CHECK(import_into(path, receipts).known == 4);
    CHECK(archive::Reader(other).verify().empty());
}

TEST_CASE_METHOD(ArchiveFixture, "a receipt that was restored finds its message later") {
    write({displayed(bob, "a-1")});
    const auto receipts = unattached(path);
    const auto other = folder / "other.db";
    import_into(other, receipts);
    archive::Writer(other).write(std::vector<Event>{ours("hello", "a-1")});
    CHECK(unattached(other).empty());
    archive::Reader(other).for_each_message({}, [](const MessageRecord& record) {
        CHECK(record.receipts.size() == 1);
        return true;
    });
}

TEST_CASE_METHOD(ArchiveFixture, "a receipt that only an import had goes with it") {
    write({displayed(bob, "a-1")});
    const auto receipts = unattached(path);
    const auto other = folder / "other.db";
    { archive::Writer first(other); }
    import_into(other, receipts);
    archive::UndoImport undo(other, 1, Import::Mode::write);
    while (undo.advance()) {
    }
    CHECK(unattached(other).empty());
}
