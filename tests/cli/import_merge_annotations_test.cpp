// SPDX-License-Identifier: GPL-3.0-or-later
// What was done to messages in two archives of one account that become one.
#include "cli/any_history.hpp"
#include "cli/import_roundtrip.hpp"

#include "archive/reader.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;

TEST_CASE("two archives agree on what was done to messages, whichever takes the other in") {
    CHECK(rc::check([] {
        const TwoArchives archives;
        std::vector<Event> here;
        std::vector<Event> there;
        const auto difference = pick(2) == 0 ? Difference::clocks : Difference::stanza_ids;
        for (const auto& each : any_history()) {
            const auto witnesses = *rc::gen::inRange(1, 4);
            if ((witnesses & 1) != 0) here.push_back(seen(each, difference));
            if ((witnesses & 2) != 0) there.push_back(seen(each, difference));
        }
        archives.write(here);
        archive::Writer(archives.target).write(there);
        const auto one = exported(archives.source);
        const auto other = exported(archives.target);
        RC_LOG() << one << "---\n" << other;
        const auto third = archives.folder / "third.db";
        const auto fourth = archives.folder / "fourth.db";
        import_text(third, one);
        import_text(third, other);
        import_text(fourth, other);
        import_text(fourth, one);
        RC_ASSERT(said_in(third) == said_in(fourth));
        RC_ASSERT(archive::Reader(third).verify().empty());
        import_text(archives.source, other);
        import_text(archives.target, one);
        RC_ASSERT(said_in(archives.source) == said_in(archives.target));
    }));
}
