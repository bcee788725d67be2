// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/substring_index_builder.hpp"

#include "archive/annotation_fixture.hpp"
#include "archive/write/search_index.hpp"
#include "sqlite/transaction.hpp"

#include <SQLiteCpp/Database.h>

using namespace boswell;
using namespace boswell::test;
using archive::SubstringIndex;
using archive::SubstringIndexBuilder;
using Phase = SubstringIndex::Phase;

namespace {

struct BuilderFixture : AnnotationFixture {
    BuilderFixture() { database.prepare_for_writing(); }

    bool step(const auto& work) {
        sqlite::Transaction transaction(database, sqlite::Transaction::Kind::write);
        const bool goes_on = work(builder.value());
        transaction.commit();
        return goes_on;
    }
    /// One message, as if time were up at once.
    bool build_one() {
        return step([](auto& made) { return made.build({}); });
    }
    void build_all() {
        while (step([](auto& made) {
            return made.build(SubstringIndexBuilder::Clock::time_point::max());
        })) {
        }
    }
    bool remove_some() {
        return step([](auto& made) { return made.remove(); });
    }
    Phase phase() const { return archive::read_substring_index(database).phase; }
    Rows having(const std::string& trigram) const {
        return rows(
            "SELECT body FROM trigram JOIN message ON id = trigram.rowid WHERE trigram MATCH '\"" +
            trigram + "\"' ORDER BY id");
    }

    sqlite::Database database{path, sqlite::Access::read_write};
    std::optional<SubstringIndexBuilder> builder{database};
};

}  // namespace

TEST_CASE_METHOD(BuilderFixture, "the index of an archive without messages is complete at once") {
    CHECK(phase() == Phase::none);
    build_all();
    CHECK(phase() == Phase::complete);
    CHECK(builder->done() == 0);
    write({named("lighthouse", "m1")});
    CHECK(having("hth") == Rows{"lighthouse"});
}

TEST_CASE_METHOD(BuilderFixture, "nothing is indexed before somebody wants it") {
    write({named("lighthouse", "m1")});
    CHECK(rows("SELECT rowid FROM trigram WHERE trigram MATCH 'hth'").empty());
}

TEST_CASE_METHOD(BuilderFixture,
                 "messages that come, change or go while it is made are in it once") {
    write({named("one", "m1"), named("two", "m2", 10s), named("three", "m3", 20s),
           annotating(named("", "m4", 25s), AnnotationKind::retraction, "nobody")});
    CHECK(build_one());
    CHECK(build_one());
    CHECK(phase() == Phase::building);
    CHECK(builder->done() == 2);
    CHECK(archive::Reader(path).verify().empty());
    write({named("later", "m5", 30s), named("between", "m6", 5s),
           correction("first", "m1", "m7", 40s), correction("third", "m3", "m8", 41s)});
    CHECK(archive::Reader(path).verify().empty());
    CHECK(having("bet") == Rows{"between"});
    CHECK(having("lat").empty());
    build_all();
    CHECK(phase() == Phase::complete);
    CHECK(having("lat") == Rows{"later"});
    CHECK(having("one") == Rows{"one"});
    CHECK(having("fir") == Rows{"one"});
    CHECK(having("thi") == Rows{"three"});
    write({correction("second", "m2", "m9", 50s)});
    CHECK(having("sec") == Rows{"two"});
}

TEST_CASE_METHOD(BuilderFixture, "an index that was cut short goes on where it was") {
    write({named("one", "m1"), named("two", "m2", 10s), named("three", "m3", 20s)});
    CHECK(build_one());
    builder.reset();
    restart();
    builder.emplace(database);
    CHECK(builder->done() == 1);
    build_all();
    CHECK(builder->done() == 3);
    CHECK(having("one") == Rows{"one"});
    CHECK(having("thr") == Rows{"three"});
}

TEST_CASE_METHOD(BuilderFixture, "an index is removed in parts, and may be made again meanwhile") {
    std::vector<Event> batch;
    for (int i = 0; i < 4000; ++i) {
        std::string text;
        for (int n = 0; n < 20; ++n) text += std::to_string(i * 7919 + n * 104729) + " ";
        batch.emplace_back(named(text, std::to_string(i), 1s * i));
    }
    write(batch);
    build_all();
    const auto pages = std::stoi(rows("SELECT count(*) FROM trigram_data").front());
    CHECK(remove_some());
    CHECK(phase() == Phase::removing);
    CHECK(std::stoi(rows("SELECT count(*) FROM trigram_data").front()) < pages);
    write({named("meanwhile", "x", -1s), correction("corrected", "1", "y", 5000s)});
    SECTION("to its end") {
        while (remove_some()) {
        }
        CHECK(phase() == Phase::none);
        CHECK(rows("SELECT 1 FROM property WHERE name = 'substring-index'").empty());
        CHECK(count("trigram_data") == 2);
        CHECK_FALSE(remove_some());
    }
    SECTION("and then made anew") {
        build_all();
        CHECK(phase() == Phase::complete);
        CHECK(having("mea") == Rows{"meanwhile"});
        CHECK(builder->done() == 4001);
    }
}
