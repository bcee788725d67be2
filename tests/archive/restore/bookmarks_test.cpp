// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/restore/bookmarks.hpp"

#include "archive/fixture.hpp"
#include "archive/import.hpp"
#include "archive/reader.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using archive::Import;

static const Jid tea = Jid::of("tea@rooms.example.org");

static BookmarkRecord version(const std::string& name, milliseconds since, milliseconds until) {
    return {.account = alice,
            .bookmark = {.room = tea, .name = name, .autojoin = true, .has_password = true},
            .seen_at = some_day + since,
            .confirmed_at = some_day + until};
}

struct BookmarkImport : ArchiveFixture {
    archive::ImportCounts add(const std::vector<Record>& records) const {
        Import import(path, Import::Mode::write);
        import.add(records);
        return import.counts();
    }
    std::vector<BookmarkRecord> exported() const {
        std::vector<BookmarkRecord> records;
        archive::Reader(path).for_each_contact_version({}, [&](const Record& record) {
            records.push_back(std::get<BookmarkRecord>(record));
            return true;
        });
        return records;
    }
};

TEST_CASE_METHOD(BookmarkImport, "versions of bookmarks are put where they belong in time, once") {
    write({BookmarksTold{.account = alice,
                         .at = some_day + 5s,
                         .bookmarks = {{.room = tea, .name = "now"}},
                         .all = true}});
    CHECK(add({version("then", 1s, 2s)}).contact_versions == 1);
    CHECK(add({version("then", 1s, 2s)}).known == 1);
    CHECK(add({version("then", 1s, 3s)}).completed == 1);
    const auto list = exported();
    REQUIRE(list.size() == 2);
    CHECK(list[0].bookmark == version("then", 1s, 3s).bookmark);
    CHECK(list[0].seen_at == some_day + 1s);
    CHECK(list[0].confirmed_at == some_day + 3s);
    CHECK(list[1].bookmark.name == "now");
}
