// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/substring_index_job.hpp"

#include "archive/annotation_fixture.hpp"
#include "archive/reindex.hpp"

#include <SQLiteCpp/Database.h>

using namespace boswell;
using namespace boswell::test;
using archive::SubstringIndexJob;
using Goal = SubstringIndexJob::Goal;

namespace {

struct JobFixture : AnnotationFixture {
    void reach(Goal goal) {
        SubstringIndexJob job(path, goal);
        while (job.advance()) {
        }
    }
    std::string index() const { return archive::Reader(path).stats().substring_index; }
    void damage(const char* sql) const {
        SQLite::Database database(path.string(), SQLite::OPEN_READWRITE);
        database.exec(sql);
    }
    std::size_t faults() const { return archive::Reader(path).verify().size(); }
};

}  // namespace

TEST_CASE_METHOD(JobFixture, "a job beside the agent makes the index, and another one removes it") {
    write({named("one", "m1"), named("two", "m2", 1s)});
    {
        SubstringIndexJob job(path, Goal::complete);
        CHECK(job.total() == 2);
        CHECK(job.advance());
        CHECK(index() == "building");
        CHECK(archive::Reader(path).stats().substring_indexed == 2);
        CHECK_FALSE(archive::Reader(path).has_substring_index());
        write({named("three", "m3", 2s)});
        while (job.advance()) {
        }
        CHECK(job.done() == 3);
    }
    CHECK(archive::Reader(path).has_substring_index());
    CHECK_FALSE(SubstringIndexJob(path, Goal::complete).advance());
    reach(Goal::none);
    CHECK(index().empty());
    CHECK_FALSE(SubstringIndexJob(path, Goal::none).advance());
}

TEST_CASE_METHOD(JobFixture,
                 "verify tells of an index that lacks a text, and a rebuild makes it good") {
    write({named("one", "m1"), named("two", "m2", 1s)});
    reach(Goal::complete);
    writer.reset();
    CHECK(faults() == 0);
    damage(
        "INSERT INTO trigram (trigram, rowid, text) SELECT 'delete', id, 'one' FROM message "
        "WHERE body = 'one'");
    CHECK(faults() == 1);
    archive::rebuild_search_index(path);
    CHECK(faults() == 0);
    CHECK(archive::Reader(path).has_substring_index());
}

TEST_CASE_METHOD(JobFixture, "a rebuild of an index that nobody wants removes what is in it") {
    writer.reset();
    damage("INSERT INTO trigram (rowid, text) VALUES (1, 'abc')");
    CHECK(faults() == 1);
    archive::rebuild_search_index(path);
    CHECK(faults() == 0);
    CHECK(index().empty());
    damage("INSERT INTO property VALUES ('substring-index', CAST('removing' AS BLOB))");
    CHECK(faults() == 0);
    restart();
    reach(Goal::none);
    CHECK(index().empty());
}
