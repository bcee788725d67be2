// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/undo_import.hpp"

#include "archive/reader.hpp"
#include "cli/any_history.hpp"
#include "cli/import_roundtrip.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;

static archive::UndoCounts undo(const std::filesystem::path& archive, std::int64_t run) {
    archive::UndoImport undo(archive, run, archive::Import::Mode::write);
    while (undo.advance()) {
    }
    return undo.counts();
}

/// What an agent that was not there gets later. (What an import has brought is not said again.)
static Event fetched(Event event) {
    if (auto* value = std::get_if<Message>(&event)) {
        value->via = value->in_room ? Via::room_history : Via::archive;
        value->received_at += std::chrono::hours(1);
    }
    return event;
}

TEST_CASE("an import that is undone leaves what came in other ways, and nothing else") {
    CHECK(rc::check([] {
        const TempDir folder;
        const auto with = folder / "with.db";
        const auto without = folder / "without.db";
        const auto first = folder / "first.db";
        const auto second = folder / "second.db";
        const auto difference = pick(2) == 0 ? Difference::clocks : Difference::stanza_ids;
        std::vector<Event> before, between, after;
        std::vector<Event> theirs, others;
        for (const auto& each : any_history()) {
            const auto witnesses = pick(32);
            if ((witnesses & 1) != 0) before.push_back(seen(each, difference));
            if ((witnesses & 2) != 0) between.push_back(fetched(each));
            if ((witnesses & 4) != 0) after.push_back(fetched(each));
            if ((witnesses & 8) != 0) theirs.push_back(seen(each, difference));
            if ((witnesses & 16) != 0) others.push_back(seen(each, difference));
        }
        archive::Writer(first).write(theirs);
        archive::Writer(second).write(others);
        const auto undone = exported(first);
        const auto kept = exported(second);
        for (const auto& [path, has] : {std::pair{with, true}, std::pair{without, false}}) {
            archive::Writer(path).write(before);
            if (has) import_text(path, undone);
            if (has && archive::Reader(path).import_runs().empty()) return;  // it had no records
            archive::Writer(path).write(between);
            import_text(path, kept);
            archive::Writer(path).write(after);
        }
        RC_LOG() << exported(with) << "--- of it\n" << undone << "--- beside\n" << kept;
        undo(with, 1);
        RC_LOG() << "--- now\n" << exported(with) << "--- wanted\n" << exported(without);
        RC_ASSERT(archive::Reader(with).verify().empty());
        RC_ASSERT(said_in(with) == said_in(without));
    }));
}
