// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/persons.hpp"

#include "config/file.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using Catch::Contains;

static config::PersonTables read(const std::string& content) {
    return config::read_persons(config::parse_text(content, "b.toml"), "b.toml");
}

TEST_CASE("persons are read in their order, with all addresses") {
    const auto found = read(R"(
[[person]]
name = " Bob "
jids = ["bob@a.example", "BOB@b.example"]

[[person]]
name = "Jürgen Groß"
jids = ["jg@a.example"]
)");
    CHECK(found.faults.empty());
    CHECK(found.persons.all() ==
          std::vector<query::Person>{{"Bob", {Jid::of("bob@a.example"), Jid::of("bob@b.example")}},
                                     {"Jürgen Groß", {Jid::of("jg@a.example")}}});
    CHECK(read("").persons.empty());
    CHECK(read("archive = \"x\"").faults.empty());
}

TEST_CASE("what is wrong with a person is told with file and line and what would be right") {
    const std::vector<std::pair<std::string, std::string>> wrong = {
        {"jids = [\"bob@a\"]", "b.toml:1: a person has no name; add name"},
        {"name = \"  \"\njids = [\"bob@a\"]", "b.toml:2: a person has no name"},
        {"name = 7\njids = [\"bob@a\"]", "b.toml:2: 'name' must be a string"},
        {"name = \"Bob\"", "b.toml:1: 'Bob' has no addresses; list them: jids = ["},
        {"name = \"Bob\"\njids = []", "b.toml:3: 'Bob' has no addresses"},
        {"name = \"Bob\"\njids = \"bob@a\"", "b.toml:3: 'Bob' has no addresses"},
        {"name = \"Bob\"\njids = [7]", "b.toml:3: 'jids' must be a list of strings"},
        {"name = \"Bob\"\njids = [\"bob@a\", 7]", "b.toml:3: 'jids' must be a list of strings"},
        {"name = \"Bob\"\njids = [\"bob@a\",\n\"bob\"]", "b.toml:4: 'bob' is not an address"},
        {"name = \"Bob\"\njids = [\"\"]", "b.toml:3: '' is not an address; one looks like"},
        {"name = \"Bob\"\njids = [\"b@a@c\"]", "b.toml:3: 'b@a@c' is not an address"},
        {"name = \"Bob\"\njids = [\"bob@a/x\"]", "b.toml:3: 'bob@a/x' has a resource; 'bob@a' is"},
        {"name = \"Bob\"\njids = [\"bob@a\", \"BOB@A\"]", "b.toml:3: bob@a is listed twice"},
        {"name = \"bob@a\"\njids = [\"bob@a\"]", "b.toml:2: 'bob@a' could be taken for an address"},
        {"name = \"Me\"\njids = [\"bob@a\"]", "b.toml:2: 'me' means you yourself"},
        {"name = \"Bob\"\njid = \"bob@a\"", "b.toml:3: unknown key 'jid'; did you mean 'jids'?"}};
    for (const auto& [content, said] : wrong) {
        INFO(content);
        const auto found = read("[[person]]\n" + content);
        REQUIRE(found.faults.size() == 1);
        CHECK_THAT(found.faults.front().what(), Contains(said));
        CHECK(found.persons.empty());
    }
    CHECK_THAT(read("person = 7").faults.at(0).what(), Contains("b.toml:1: a person is a table"));
    CHECK_THAT(read("\nperson = [7]").faults.at(0).what(), Contains("b.toml:2: a person is a"));
}

TEST_CASE("no name and no address belongs to two persons") {
    const auto bob = "[[person]]\nname = \"Bob\"\njids = [\"bob@a\"]\n";
    const auto with = [&bob](const std::string& name, const std::string& jid) {
        const auto found =
            read(bob + ("[[person]]\nname = \"" + name + "\"\njids = [\"" + jid + "\"]\n"));
        CHECK(found.persons.all().size() == 1);
        return std::string(found.faults.at(0).what());
    };
    CHECK(with("Robert", "bob@A") ==
          "b.toml:6: bob@a is listed for 'Bob' already; an address belongs to one person");
    CHECK(
        with("Bob", "bob@b") ==
        "b.toml:5: there are two persons 'Bob'; list all addresses of a person in one [[person]]");
    CHECK(with("BOB", "bob@b") ==
          "b.toml:5: 'BOB' and 'Bob' are the same name, because case makes no difference");
}

TEST_CASE("all faults are told, and the other persons are there all the same") {
    const auto found = read(
        "[[person]]\nname = \"A\"\njids = []\n[[person]]\nname = \"B\"\njids = [\"b@b\"]\n"
        "[[person]]\njids = [\"c@c\"]\n");
    CHECK(found.faults.size() == 2);
    CHECK(found.persons.named("b"));
}
