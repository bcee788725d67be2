// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/search_fixture.hpp"

#include <algorithm>

using namespace boswell;
using namespace boswell::test;

TEST_CASE("signs that belong to a word must stand there, others need not") {
    const SearchFixture archive({"I like C++.", "vitamin C", "std::vector and std::map", "a vector",
                                 "std vector", "at 12:30", "12 30", "#tea", "green tea", "e-mail",
                                 "e mail", "C# or Ｃ＃", "see http://example.org"});
    CHECK(archive.found("C++") == Bodies{"I like C++."});
    CHECK(archive.found("\"like C++\"") == Bodies{"I like C++."});
    CHECK(archive.found("c#") == Bodies{"C# or Ｃ＃"});
    CHECK(archive.found("C").size() == 3);
    CHECK(archive.found("C -C++ -C#") == Bodies{"vitamin C"});
    CHECK(archive.found("-C++").size() == 12);
    CHECK(archive.found("(C++ OR C#) -or") == Bodies{"I like C++."});
    CHECK(archive.found("std::vector") == Bodies{"std::vector and std::map"});
    CHECK(archive.found("std::m*") == Bodies{"std::vector and std::map"});
    CHECK(archive.found("\"std vector\"") == Bodies{"std vector", "std::vector and std::map"});
    CHECK(archive.found("12:30") == Bodies{"at 12:30"});
    CHECK(archive.found("#tea") == Bodies{"#tea"});
    CHECK(archive.found("tea,") == Bodies{"green tea", "#tea"});
    CHECK(archive.found("e-mail") == Bodies{"e mail", "e-mail"});
    CHECK(archive.found("http://example.org/") == Bodies{"see http://example.org"});
}

TEST_CASE("a word with signs is found in every version and language of a message, and its files") {
    ArchiveFixture archive;
    auto original = message("I prefer C", some_day);
    original.message_id = "first";
    auto corrected = message("I prefer C++", some_day + std::chrono::minutes(1));
    corrected.annotation = Annotation{.kind = AnnotationKind::correction, .named_id = "first"};
    auto two = message("tea", some_day + std::chrono::minutes(2));
    two.bodies.push_back({"de", "C++ und Tee"});
    auto file = message("", some_day + std::chrono::minutes(3));
    file.attachments = {{.url = "https://files.example.net/c++.pdf"}};
    archive.write({original, corrected, two, file});
    const archive::Reader reader(archive.path);
    CHECK(reader.count_messages(parsed("C++").where) == 3);
    CHECK(reader.count_messages(parsed("/C\\+\\+/").where) == 3);
}

TEST_CASE("subject: looks at subjects and nothing else") {
    ArchiveFixture archive;
    auto about = message("let us meet", some_day);
    about.subjects = {{"", "Green tea"}};
    auto other = message("green tea", some_day + std::chrono::minutes(1));
    other.subjects = {{"", "drinks"}};
    archive.write({about, other, message("tea", some_day + std::chrono::minutes(2))});
    const archive::Reader reader(archive.path);
    const auto found = [&](std::string_view text) { return bodies(reader, parsed(text)); };
    CHECK(found("subject:tea") == Bodies{"let us meet"});
    CHECK(found("subject:\"green tea\" meet") == Bodies{"let us meet"});
    CHECK(found("subject:gre*") == Bodies{"let us meet"});
    CHECK(found("subject:/^dr/ OR subject:tea") == Bodies{"green tea", "let us meet"});
    CHECK(found("-subject:tea") == Bodies{"tea", "green tea"});
    CHECK(found("tea").size() == 3);
    CHECK(bodies(reader, {.where = query::as_substrings(parsed("subject:ee").where)}) ==
          Bodies{"let us meet"});
}

TEST_CASE("from:me and to:me mean the accounts of the archive") {
    ArchiveFixture archive;
    auto sent = message("sent", some_day);
    sent.direction = Direction::out;
    std::swap(sent.from, sent.to);
    archive.write({sent, message("received", some_day + std::chrono::minutes(1))});
    const archive::Reader reader(archive.path);
    const auto found = [&](std::string_view text) { return bodies(reader, parsed(text)); };
    CHECK(found("from:me") == Bodies{"sent"});
    CHECK(found("to:Me") == Bodies{"received"});
    CHECK(found("-from:me received") == Bodies{"received"});
}

TEST_CASE("from: and to: find the same with a word and without, whoever is meant") {
    ArchiveFixture archive;
    std::vector<Event> batch;
    for (const auto& contact : {bob, Jid::of("carol@example.net"), alice}) {
        for (const auto direction : {Direction::in, Direction::out}) {
            auto value = message("tea", some_day + milliseconds(batch.size()));
            value.with = contact;
            value.direction = direction;
            value.from = direction == Direction::in ? contact.with_resource("phone") : alice;
            value.to = direction == Direction::in ? alice : contact.with_resource("phone");
            batch.emplace_back(value);
        }
    }
    archive.write(batch);
    const archive::Reader reader(archive.path);
    const auto count = [&](const std::string& text) {
        return reader.count_messages(parsed(text).where);
    };
    for (const auto& [person, sent] :
         std::vector<std::pair<std::string, int>>{{bob.str(), 1},
                                                  {bob.str() + "/phone", 1},
                                                  {bob.str() + "/laptop", 0},
                                                  {"example.net", 2},
                                                  {alice.str(), 4},
                                                  {"nobody@example.net", 0}}) {
        INFO(person);
        CHECK(count("from:" + person) == sent);
        CHECK(count("from:" + person + " tea") == sent);
        CHECK(count("(from:" + person + " OR zzz) tea") == sent);
        CHECK(count("from:" + person + " -zzz") == sent);
        CHECK(count("tea -from:" + person) == 6 - sent);
    }
    CHECK(count("from:bob@example.net from:carol@example.net tea") == 0);
    CHECK(count("from:alice@example.org to:bob@example.net tea") == 1);
    CHECK(count("with:bob@example.net from:bob@example.net tea") == 1);
    auto to_all = message("tea", some_day + std::chrono::hours(1));
    to_all.to = Jid::of("all@example.org");
    archive.write({to_all});
    CHECK(count("to:all@example.org tea") == 1);
    CHECK(count("to:all@example.org") == 1);
}

TEST_CASE("alternatives of different kinds find each message once, in order and within the limit") {
    const SearchFixture archive({"tea", "cake", "tea :-)", "milk", "jam :-)"});
    CHECK(archive.found("tea OR :-)") == Bodies{"jam :-)", "tea :-)", "tea"});
    CHECK(archive.found("(tea OR /^c/) -:-)") == Bodies{"cake", "tea"});
    CHECK(archive.found("(tea OR \":-)\") (milk OR /jam/)") == Bodies{"jam :-)"});
    CHECK(archive.found("(tea /:/) OR from:bob@example.net").size() == 5);
    auto query = parsed("tea OR :-)");
    query.limit = 2;
    query.offset = 1;
    CHECK(bodies(*archive.reader, query) == Bodies{"tea :-)", "tea"});
    query.sort = query::Sort::oldest;
    CHECK(bodies(*archive.reader, query) == Bodies{"tea :-)", "jam :-)"});
    query.sort = query::Sort::relevance;
    CHECK(bodies(*archive.reader, query).size() == 2);
}

TEST_CASE("everything is counted without what only changes other messages") {
    ArchiveFixture archive;
    auto original = message("tae", some_day);
    original.message_id = "first";
    auto corrected = message("tea", some_day + std::chrono::minutes(1));
    corrected.annotation = Annotation{.kind = AnnotationKind::correction, .named_id = "first"};
    archive.write({original, corrected, message("cake", some_day + std::chrono::minutes(2))});
    const archive::Reader reader(archive.path);
    CHECK(reader.count_messages(parsed("").where) == 2);
    CHECK(reader.count_messages(parsed("tea is:edited").where) == 1);
    CHECK(reader.count_messages(parsed("cake is:edited").where) == 0);
    CHECK(reader.count_messages(parsed("cake has:reaction OR tea is:edited").where) == 1);
}
