// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/persons.hpp"

#include "query/parse.hpp"
#include "query/print.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using query::Field;

static const query::Persons persons({{"Bob", {Jid::of("bob@a.example"), Jid::of("bob@b.example")}},
                                     {"Jürgen Groß", {Jid::of("jg@a.example")}}});

TEST_CASE("a person is found by the name, whatever its case, and by each address") {
    REQUIRE(persons.named("bOB"));
    CHECK(persons.named("bOB")->name == "Bob");
    CHECK(persons.named("JÜRGEN GROSS")->name == "Jürgen Groß");
    CHECK_FALSE(persons.named("Bo"));
    CHECK_FALSE(persons.named(""));
    CHECK(persons.at(Jid::of("bob@b.example/phone"))->name == "Bob");
    CHECK(persons.name_at(Jid::of("jg@a.example")) == "Jürgen Groß");
    CHECK(persons.name_at(Jid::of("bob@c.example")).empty());
    CHECK_FALSE(query::Persons().named("Bob"));
    CHECK_FALSE(query::Persons().at(Jid::of("bob@a.example")));
}

static query::Expression parsed(std::string_view text) {
    return query::parse(text, {from_milliseconds(0), TimeZone::named("UTC")});
}

TEST_CASE("a person's name in from:, to: and with: stands for any of the addresses") {
    for (const auto field : {Field::from, Field::to, Field::with}) {
        const auto expected = query::any_of(
            {query::field(field, "bob@a.example"), query::field(field, "bob@b.example")});
        CHECK(query::with_persons(query::field(field, "bob"), persons) == expected);
    }
    CHECK(query::with_persons(query::field(Field::from, "jürgen groß"), persons) ==
          query::field(Field::from, "jg@a.example"));
    CHECK(query::with_persons(parsed("tea -(from:bob OR with:bob@a.example)"), persons) ==
          parsed("tea -((from:bob@a.example OR from:bob@b.example) OR with:bob@a.example)"));
}

TEST_CASE("what names no person stays as it is") {
    for (const auto* const text : {"bob", "\"from:bob\"", "account:bob", "in:bob", "from:bobby",
                                   "with:bob@a.example", "subject:bob", "from:me", ""})
        CHECK(query::with_persons(parsed(text), persons) == parsed(text));
    CHECK(query::with_persons(parsed("from:bob"), {}) == parsed("from:bob"));
}
