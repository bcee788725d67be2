// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/search_fixture.hpp"

#include <rapidcheck.h>

#include <algorithm>

using namespace boswell;
using namespace boswell::test;

TEST_CASE("words, phrases and prefixes are found, newest first") {
    const SearchFixture archive({"Hello big world", "hello World", "goodbye world", "HELLO"});
    CHECK(archive.found("") == Bodies{"HELLO", "goodbye world", "hello World", "Hello big world"});
    CHECK(archive.found("hello") == Bodies{"HELLO", "hello World", "Hello big world"});
    CHECK(archive.found("world hello") == Bodies{"hello World", "Hello big world"});
    CHECK(archive.found("\"hello world\"") == Bodies{"hello World"});
    CHECK(archive.found("good*") == Bodies{"goodbye world"});
    CHECK(archive.found("hello -world") == Bodies{"HELLO"});
    CHECK(archive.found("-world") == Bodies{"HELLO"});
    CHECK(archive.found("-hello -goodbye").empty());
    CHECK(archive.found("big OR goodbye") == Bodies{"goodbye world", "Hello big world"});
    CHECK(archive.found("(big OR goodbye) -hello") == Bodies{"goodbye world"});
    CHECK(archive.found("absent").empty());
}

TEST_CASE("limit, offset and order cut the same list") {
    const SearchFixture archive({"a 1", "a 2", "a 3", "a 4"});
    for (const auto* text : {"", "a"}) {
        auto query = parsed(text);
        query.limit = 2;
        CHECK(bodies(*archive.reader, query) == Bodies{"a 4", "a 3"});
        query.offset = 1;
        CHECK(bodies(*archive.reader, query) == Bodies{"a 3", "a 2"});
        query.sort = query::Sort::oldest;
        CHECK(bodies(*archive.reader, query) == Bodies{"a 2", "a 3"});
        query.limit = 0;
        CHECK(bodies(*archive.reader, query) == Bodies{"a 2", "a 3", "a 4"});
    }
}

TEST_CASE("relevance puts the text that says it most often first") {
    const SearchFixture archive({"tea tea tea", "one tea and much else besides", "coffee"});
    auto query = parsed("tea");
    query.sort = query::Sort::relevance;
    CHECK(bodies(*archive.reader, query) == Bodies{"tea tea tea", "one tea and much else besides"});
    query.limit = 1;
    CHECK(bodies(*archive.reader, query) == Bodies{"tea tea tea"});
    query.where = query::parse("", noon());
    CHECK(bodies(*archive.reader, query) == Bodies{"coffee"});
}

TEST_CASE("substrings and regular expressions look into words, whatever the case") {
    const SearchFixture archive({"Foobar", "STRASSE", "Straße", "smile :-)"});
    CHECK(archive.found("oba").empty());
    auto query = parsed("oba");
    query.where = query::as_substrings(query.where);
    CHECK(bodies(*archive.reader, query) == Bodies{"Foobar"});
    query.where = query::as_substrings(query::parse("raße", noon()));
    CHECK(bodies(*archive.reader, query) == Bodies{"Straße", "STRASSE"});
    CHECK(archive.found("/^foo.*r$/") == Bodies{"Foobar"});
    CHECK(archive.found("/(?-i)^foo/").empty());
    CHECK(archive.found("/s{2}/ OR foobar") == Bodies{"STRASSE", "Foobar"});
    CHECK(archive.found("-/s/") == Bodies{"Foobar"});
    CHECK(archive.found(":-)") == Bodies{"smile :-)"});
    CHECK(archive.found("strasse") == Bodies{"Straße", "STRASSE"});
}

TEST_CASE("a word stretched with tatweel is found, and finds the plain word") {
    const SearchFixture archive({"قال مـرحـبـا بك", "مرحبا"});
    CHECK(archive.found("مرحبا").size() == 2);
    CHECK(archive.found("مـرحبـا").size() == 2);
    auto query = parsed("رحب");
    query.where = query::as_substrings(query.where);
    CHECK(bodies(*archive.reader, query).size() == 2);
}

TEST_CASE("one character of Han, Kana, Hangul or Thai and one emoji are found") {
    const SearchFixture archive(
        {"日本語を話す", "안녕하세요", "สวัสดี", "well done👍🏽done", "🇩🇪"});
    CHECK(archive.found("語") == Bodies{"日本語を話す"});
    CHECK(archive.found("本語") == Bodies{"日本語を話す"});
    CHECK(archive.found("語本").empty());
    CHECK(archive.found("녕") == Bodies{"안녕하세요"});
    CHECK(archive.found("วั") == Bodies{"สวัสดี"});
    CHECK(archive.found("👍") == Bodies{"well done👍🏽done"});
    CHECK(archive.found("🏽") == Bodies{"well done👍🏽done"});
    CHECK(archive.found("👍🏽") == Bodies{"well done👍🏽done"});
    CHECK(archive.found("done") == Bodies{"well done👍🏽done"});
    CHECK(archive.found("🇩") == Bodies{"🇩🇪"});
    CHECK(archive.found("日*") == Bodies{"日本語を話す"});
}

TEST_CASE("hostile search texts are found literally, are refused, or find nothing") {
    const std::string nul("a\0b", 3);
    const SearchFixture archive(
        {"\"quoted\" AND NOT NEAR(x)", "it's; DROP TABLE message", "a b c1"});
    CHECK(archive.found("\"\\\"quoted\\\" and\"") == Bodies{"\"quoted\" AND NOT NEAR(x)"});
    CHECK(archive.found("NEAR NOT AND") == Bodies{"\"quoted\" AND NOT NEAR(x)"});
    CHECK(archive.found("it's;") == Bodies{"it's; DROP TABLE message"});
    CHECK(archive.found("\"text\"").empty());
    CHECK(archive.found("conversation:").empty());
    CHECK(archive.found(nul) == Bodies{"a b c1"});
    CHECK(archive.found("c1") == Bodies{"a b c1"});  // not the token of a conversation
    CHECK(archive.found("c2").empty());
    CHECK(archive.found("-") == Bodies{});
    CHECK(archive.found("*").empty());
    CHECK_THROWS_AS(archive.found(std::string(100'000, '(')), UsageError);
    CHECK_THROWS_AS(archive.found("((("), UsageError);
}

TEST_CASE("queries as deep, as long and as wide as they may be are answered") {
    const SearchFixture archive({"a b", "c", "日日"});
    std::string deep = "a";
    for (int i = 0; i < 12; ++i) deep = i % 2 == 0 ? "(b " + deep + ")" : "(c OR " + deep + ")";
    CHECK(archive.found(deep) == Bodies{"c", "a b"});
    std::string mixed = "/a/";
    for (int i = 0; i < 4; ++i)
        mixed = i % 2 == 0 ? "-(/b/ -" + mixed + ")" : "(c OR -" + mixed + ")";
    CHECK_NOTHROW(archive.found(mixed));
    std::string negated = "/a/";
    for (int i = 0; i < 6; ++i) negated = "-(/b/ OR " + negated + ")";
    CHECK_NOTHROW(archive.found(negated));
    std::string nested = "/a/";
    for (int i = 0; i < 12; ++i)
        nested = i % 2 == 0 ? "(/b/ OR /c/ " + nested + ")" : "(c -/b/ " + nested + ")";
    CHECK_NOTHROW(archive.found(nested));
    std::string wide = "a";
    std::string wide_regex = "/a/";
    for (int i = 0; i < 250; ++i) {
        wide += " OR a";
        wide_regex += " /a/";
    }
    CHECK(archive.found(wide) == Bodies{"a b"});
    CHECK(archive.found(wide_regex) == Bodies{"a b"});
    std::string phrase;
    for (int i = 0; i < 5000; ++i) phrase += "日";
    CHECK(archive.found(phrase).empty());
}

TEST_CASE("queries as deep and wide as they may be are answered with an index for substrings") {
    const SearchFixture archive({"a b", "c"});
    archive.pretend_substring_index();
    std::string words = "a";
    for (int i = 0; i < 11; ++i) words = i % 2 == 0 ? "(b " + words + ")" : "(c OR " + words + ")";
    for (const auto* leaf : {"/abc/", "/abc|def|ghi/"}) {
        std::string deep = leaf;
        for (int i = 0; i < 11; ++i)
            deep = i % 2 == 0 ? "(" + deep + " OR /xyz/ b)" : "(/uvw/ " + deep + ")";
        CHECK_NOTHROW(archive.found(deep));
        CHECK_NOTHROW(archive.found(words + " " + deep));
        CHECK_NOTHROW(archive.found("-" + words + " " + leaf));
        std::string wide = leaf;
        for (int i = 0; i < 200; ++i) wide += std::string(" OR ") + leaf;
        CHECK_NOTHROW(archive.found(wide));
        CHECK_NOTHROW(archive.found("a (" + wide + ")"));
    }
    std::string all;
    for (int i = 0; i < 250; ++i) all += "/abc" + std::to_string(i) + "/ ";
    CHECK_NOTHROW(archive.found(all));
}

TEST_CASE("no text a person types is an error of the database") {
    const SearchFixture archive({"a b", "日本 👍", "\"x\" * - /y/"});
    const auto piece = rc::gen::element<std::string>(
        "(", ")", "-", "\"", "/", " OR ", " ", "*", ":", "from:bob", "date:2026", "is:delayed", "a",
        "日", "b*", "\\", "'", "👍", "has:link", "/x/", std::string(1, '\0'), "^", "`", "{", "+",
        "c1", "NOT", "id:1");
    CHECK(rc::check([&] {
        std::string text;
        for (const auto& part : *rc::gen::container<std::vector<std::string>>(piece)) text += part;
        try {
            const auto query = parsed(text);
            const auto list = bodies(*archive.reader, query);
            RC_ASSERT(archive.reader->count_messages(query.where) ==
                      static_cast<std::int64_t>(list.size()));
            auto substrings = query;
            substrings.where = query::as_substrings(query.where);
            bodies(*archive.reader, substrings);
        } catch (const UsageError&) {
        }
    }));
}

TEST_CASE("a text finds itself, with something behind it that is segmented or not") {
    ArchiveFixture archive;
    std::vector<Event> batch;
    std::vector<std::string> texts;
    for (char32_t c = 0xA1; c < 0x3100; ++c) {
        if (c >= 0x700 && c < 0xE00) continue;  // ever the same
        std::string text = "x" + std::to_string(texts.size()) + "x";
        if (c < 0x800) {
            text += static_cast<char>(0xC0 | c >> 6);
        } else {
            text += static_cast<char>(0xE0 | c >> 12);
            text += static_cast<char>(0x80 | (c >> 6 & 0x3F));
        }
        text += static_cast<char>(0x80 | (c & 0x3F));
        texts.push_back(text + "y");
    }
    for (const auto& text : texts) {
        batch.emplace_back(message(text, some_day + milliseconds(batch.size())));
        batch.emplace_back(message(text + " 👍", some_day + milliseconds(batch.size())));
    }
    archive.write(batch);
    const archive::Reader reader(archive.path);
    std::string missed;
    for (const auto& text : texts) {
        query::Expression word;
        word.kind = query::Expression::Kind::text;
        word.text = {query::Match::words, text};
        query::Query query;
        query.where = word;
        Bodies found = bodies(reader, query);
        const auto has = [&](const std::string& body) {
            return std::find(found.begin(), found.end(), body) != found.end();
        };
        if (!has(text) || !has(text + " 👍")) missed += text + " ";
        query.where.text.text = text + " 👍";
        found = bodies(reader, query);
        if (!has(text + " 👍")) missed += text + "+ ";
    }
    CHECK(missed.empty());
}

TEST_CASE("a message is found by what people read of it, and by nothing else") {
    ArchiveFixture archive;
    auto file = message("", some_day);
    file.attachments = {{.url = "https://files.example.net/Z%C3%BCrich%20Hbf.jpg"}};
    auto offered = message("", some_day + std::chrono::minutes(1));
    offered.attachments = {{.url = "", .description = "report.pdf"}};
    auto reply = message("> does it rain?\nit snows", some_day + std::chrono::minutes(2));
    reply.shown = "it snows";
    auto secret = message("your client lacks OMEMO", some_day + std::chrono::minutes(3));
    secret.encryption = "eu.siacs.conversations.axolotl";
    auto rich = message("", some_day + std::chrono::minutes(4));
    rich.shown = "rich text";
    auto linked = message("see https://example.org/", some_day + std::chrono::minutes(5));
    linked.previews = {{.url = "https://example.org/", .title = "Fahrplan Dampfschiff"}};
    auto captioned = message("", some_day + std::chrono::minutes(6));
    captioned.attachments = {{.url = "", .description = "1.jpg", .caption = "the lighthouse"}};
    archive.write({file, offered, reply, secret, rich, linked, captioned});
    const archive::Reader reader(archive.path);
    const auto count = [&](std::string_view text) {
        return reader.count_messages(parsed(text).where);
    };
    for (const auto* found :
         {"zürich", "hbf", "files.example.net", "/rich%20/", "report.pdf", "/report/",
          "dampfschiff", "/Dampf/", "\"fahrplan dampfschiff\"", "lighthouse", "/lighth/", "snows",
          "/snows/", "\"rich text\"", "rich", "/rich t/"}) {
        INFO(found);
        CHECK(count(found) == 1);
    }
    CHECK(count("has:link") == 2);
    CHECK(count("has:file") == 3);
    CHECK(count("has:attachment") == 3);
    for (const auto* lost : {"rain", "/rain/", "OMEMO", "/OMEMO/", "lacks"}) {
        INFO(lost);
        CHECK(count(lost) == 0);
    }
    CHECK(reader.verify().empty());
}

TEST_CASE("a link is asked for beside words, of which each must be there as well") {
    const SearchFixture archive({"tea", "https://example.org", "tea at https://example.org",
                                 "cake and tea http://example.net"});
    CHECK(archive.found("tea has:link") ==
          Bodies{"cake and tea http://example.net", "tea at https://example.org"});
    CHECK(archive.found("has:link cake").size() == 1);
    CHECK(archive.found("has:link -cake").size() == 2);
    CHECK(archive.found("with:bob@example.net has:link").size() == 3);
    CHECK(archive.found("with:carol@example.net has:link").empty());
}

TEST_CASE("who follows a scan hears how many messages it has looked at") {
    const SearchFixture archive(Bodies(3000, "hello"));
    std::vector<std::int64_t> told;
    archive.reader->follow_scans([&](std::int64_t messages) { told.push_back(messages); });
    CHECK(archive.reader->count_messages(query::parse("/tea/ direction:in", noon())) == 0);
    CHECK(told == std::vector<std::int64_t>{1024, 2048});
    told.clear();
    CHECK(archive.reader->count_messages(query::parse("tea /tea/", noon())) == 0);
    CHECK(told.empty());
    archive.reader->follow_scans(nullptr);
    CHECK(archive.reader->count_messages(query::parse("/hello/", noon())) == 3000);
    CHECK(told.empty());
}
