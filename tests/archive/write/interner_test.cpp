// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/interner.hpp"

#include "archive/fixture.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::test;
using archive::IdCache;
using archive::Interner;

TEST_CASE("a cache of ids knows what was added until it forgets") {
    IdCache cache;
    CHECK(cache.find("a") == 0);
    cache.add("a", 7);
    CHECK(cache.find("a") == 7);
    CHECK(cache.find("b") == 0);
    cache.forget();
    CHECK(cache.find("a") == 0);
}

TEST_CASE("a cache of ids does not grow without end") {
    IdCache cache;
    for (int i = 0; i < 20000; ++i) cache.add(std::to_string(i), i + 1);
    CHECK(cache.find("0") == 1);
    cache.add("one more", 1);
    CHECK(cache.find("0") == 0);
    CHECK(cache.find("one more") == 1);
}

TEST_CASE_METHOD(ArchiveFixture, "each text has one id, also of a row that was there before") {
    sqlite::Database database(path, sqlite::Access::read_write);
    const Interner::Sql sql{"SELECT id FROM resource WHERE name = ?1",
                            "INSERT INTO resource (name) VALUES (?1)"};
    database.execute("INSERT INTO resource (id, name) VALUES (40, 'old')");
    Interner texts(database, sql);
    CHECK(texts.id_of("old") == 40);
    const auto id = texts.id_of("new");
    CHECK(id > 40);
    CHECK(texts.id_of("new") == id);
    CHECK(texts.id_of("New") != id);
    CHECK(count("resource") == 3);

    // What is remembered is asked for no more; what is forgotten is.
    database.execute("UPDATE resource SET id = 50 WHERE name = 'old'");
    CHECK(texts.id_of("old") == 40);
    texts.forget();
    CHECK(texts.id_of("old") == 50);
}
