// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/digest.hpp"
#include "base/error.hpp"
#include "formats/format.hpp"
#include "formats/html/document.hpp"
#include "support/builders.hpp"
#include "support/temp_dir.hpp"
#include "view/html/page_style.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>

using namespace boswell;
using namespace boswell::formats;
using Catch::Contains;

namespace fs = std::filesystem;

namespace {

const Format& html_format() {
    for (const auto* format : formats::formats()) {
        if (format->name == "html") return *format;
    }
    throw std::runtime_error("no such format");
}

MessageRecord message(std::int64_t id, std::string_view stamp, std::string_view body,
                      std::string_view from = "bob@example.net/x") {
    MessageRecord message;
    message.id = id;
    message.account = Jid::of("alice@example.org");
    message.from = Jid::of(from);
    message.with = message.from.bare();
    message.type = MessageType::chat;
    message.stamp = message.received_at = parse_rfc3339(stamp).value();
    message.body = body;
    return message;
}

struct Export {
    void write(const std::vector<MessageRecord>& messages) {
        fs::remove_all(folder / "out");
        fs::create_directory(folder / "out");
        FolderWriter out(folder / "out", "out");
        const auto exporter = html_format().folder_exporter(out, head);
        for (const auto& each : messages) exporter->add(each);
        exporter->finish();
        out.finish();
        files = out.files();
    }
    std::string single(const std::vector<MessageRecord>& messages) {
        const int file = ::open((folder / "one").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        StickyWriter out(file, "one");
        const auto exporter = html_format().exporter(out, head);
        for (const auto& each : messages) exporter->add(each);
        exporter->finish();
        out.finish();
        ::close(file);
        return read_file("one");
    }
    std::string read_file(const std::string& name) const {
        std::ifstream content(folder / name, std::ios::binary);
        REQUIRE(content);
        return {std::istreambuf_iterator<char>(content), {}};
    }
    std::string page(const std::string& name, const std::string& with = "bob@example.net") const {
        return read_file("out/conversations/alice@example.org/" + with + "/" + name);
    }
    test::TempDir folder;
    ExportHead head{.query = "", .version = "1", .zone = TimeZone::named("Europe/Berlin")};
    std::vector<std::string> files;
};

}  // namespace

TEST_CASE_METHOD(Export, "html: a page for each conversation and month, by the clock of the zone") {
    write({message(1, "2026-10-31T22:59:59Z", "in October"),
           message(2, "2026-10-31T23:00:00Z", "in November"),
           message(3, "2026-12-01T12:00:00Z", "in December"),
           message(4, "2026-11-01T12:00:00Z", "somebody else", "carol@example.net/x")});
    CHECK_THAT(page("2026-10.html"), Contains("in October") && !Contains("in November"));
    const auto november = page("2026-11.html");
    CHECK_THAT(november, Contains("id=\"m2\"") && Contains("Sunday, 1 November 2026") &&
                             Contains("href=\"2026-10.html\" rel=\"prev\"") &&
                             Contains("href=\"2026-12.html\" rel=\"next\""));
    CHECK_THAT(page("2026-11.html", "carol@example.net"),
               Contains("somebody else") && !Contains("rel=\"next\"") && !Contains("rel=\"prev\""));
    CHECK_THAT(page("index.html"), Contains("2026-11.html#d2026-11-01"));
    CHECK_THAT(
        read_file("out/index.html"),
        Contains("4 messages in 2 conversations") &&
            Contains("conversations/alice@example.org/bob@example.net/2026-12.html#d2026-12-01"));
}

TEST_CASE_METHOD(Export, "html: a month that is large has several pages, each below 2 MB") {
    std::vector<MessageRecord> messages(
        60, message(0, "2026-11-01T12:00:00Z", std::string(50'000, 'x')));
    for (auto& each : messages) each.id = &each - messages.data() + 1;
    write(messages);
    const auto first = page("2026-11.html");
    const auto second = page("2026-11-2.html");
    CHECK_THAT(first, Contains("href=\"2026-11-2.html\" rel=\"next\"") && Contains("id=\"m1\""));
    CHECK_THAT(second, Contains("href=\"2026-11-3.html\" rel=\"next\"") &&
                           Contains("id=\"d2026-11-01\"") && Contains("November 2026, part 2"));
    std::size_t articles = 0;
    for (const auto& file : files) {
        const auto content = read_file("out/" + file);
        CHECK(content.size() < 2'000'000);
        for (auto at = content.find("<article"); at != std::string::npos;
             at = content.find("<article", at + 1))
            ++articles;
    }
    CHECK(articles == 60);
}

TEST_CASE_METHOD(Export, "html: the same export has the same bytes") {
    const std::vector<MessageRecord> messages = {message(1, "2026-11-01T12:00:00Z", "one two"),
                                                 message(2, "2026-11-02T12:00:00Z", "two three")};
    const auto contents = [&] {
        write(messages);
        std::string all;
        for (const auto& file : files) all.append(file).append(read_file("out/" + file));
        return all;
    };
    CHECK(contents() == contents());
}

TEST_CASE_METHOD(Export, "html: what was done to a message stands beside it") {
    auto edited = message(1, "2026-11-01T12:00:00Z", "at one o'clock");
    edited.versions = {{.stamp = edited.stamp, .body = "at noon", .message_id = ""},
                       {.stamp = edited.stamp, .body = "at one o'clock", .message_id = ""}};
    edited.reactions = {{.from = Jid::of("carol@example.net"), .emoji = {"👍"}, .at = edited.stamp}};
    auto answer = message(2, "2026-11-01T12:01:00Z", "yes");
    answer.reply_to = Reference{
        .kind = AnnotationKind::reply, .named_id = "x", .id = 1, .stamp = edited.stamp, .jid = {}};
    auto gone = message(3, "2026-11-01T12:02:00Z", "wrong window");
    gone.retraction = Retraction{.at = gone.stamp, .moderator = {}, .reason = "oops"};
    auto file = message(4, "2026-11-01T12:03:00Z", "");
    file.attachments = {{.url = "https://files.example/a%20map.png?key=1",
                         .description = "",
                         .mime = "image/png",
                         .size = 4711}};
    write({edited, answer, gone, file});
    const auto html = page("2026-11.html");
    CHECK_THAT(html, Contains("<summary>edited</summary>") && Contains(">at noon</span>"));
    CHECK_THAT(html, Contains("<li><bdi>👍</bdi> <bdi class=\"by\">carol</bdi></li>"));
    CHECK_THAT(html, Contains("<a href=\"#m1\"><bdi class=\"name\">bob</bdi></a> "
                              "<bdi>at one o&apos;clock</bdi>"));
    CHECK_THAT(html, Contains("retracted 2026-11-01 13:02:00: oops") && Contains("wrong window"));
    CHECK_THAT(html, Contains("href=\"https://files.example/a%20map.png?key=1\"") &&
                         Contains("<bdi>a map.png</bdi>") && Contains("(image/png, 4.7 kB)"));
}

TEST_CASE_METHOD(Export, "html: a reply from another page leads to the page of its message") {
    auto answer = message(2, "2026-11-01T12:01:00Z", "yes");
    answer.reply_to = Reference{.kind = AnnotationKind::reply, .named_id = "x", .id = 1, .jid = {}};
    auto lost = message(3, "2026-11-01T12:02:00Z", "no");
    lost.reply_to = Reference{.kind = AnnotationKind::reply, .named_id = "y", .jid = {}};
    write({message(1, "2026-10-01T12:00:00Z", "shall we?"), answer, lost});
    CHECK_THAT(page("2026-11.html"), Contains("<a href=\"2026-10.html#m1\">") &&
                                         Contains("in reply to a message that is not here"));
}

TEST_CASE_METHOD(Export, "html: a sender who goes on is named once, until something is between") {
    write({message(1, "2026-11-01T12:00:00Z", "one"), message(2, "2026-11-01T12:01:00Z", "two"),
           message(3, "2026-11-01T12:30:00Z", "three")});
    const auto html = page("2026-11.html");
    CHECK_THAT(html, Contains("<article id=\"m1\" class=\"m h") &&
                         !Contains("id=\"m2\" class=\"m h0 first"));
    std::size_t names = 0;
    for (auto at = html.find("class=\"who\""); at != std::string::npos;
         at = html.find("class=\"who\"", at + 1))
        ++names;
    CHECK(names == 2);
}

TEST_CASE_METHOD(Export, "html: what may be missing is told between the messages where it is") {
    head.surroundings.gaps = [](const Jid& account, const Jid& with) {
        CHECK(with == Jid::of("bob@example.net"));
        return std::vector<GapRecord>{
            {.account = account,
             .archive = account,
             .since = parse_rfc3339("2026-11-01T13:00:00Z"),
             .until = parse_rfc3339("2026-11-01T14:00:00Z"),
             .reason = "not connected"},
            {.account = account, .archive = account, .since = {}, .until = {}, .reason = "<ever>"},
            {.account = account,
             .archive = account,
             .since = parse_rfc3339("2026-11-02T13:00:00Z"),
             .until = {},
             .reason = "stopped"}};
    };
    write({message(1, "2026-11-01T12:00:00Z", "one"), message(2, "2026-11-01T15:00:00Z", "two")});
    const auto html = page("2026-11.html");
    const auto ever = html.find("&lt;ever&gt;");
    const auto hour = html.find("2026-11-01 14:00:00 until 2026-11-01 15:00:00</b>");
    const auto last = html.find("since 2026-11-02 14:00:00 (ongoing)</b>");
    CHECK(ever < html.find("id=\"m1\""));
    CHECK((hour > html.find("id=\"m1\"") && hour < html.find("id=\"m2\"")));
    CHECK((last > html.find("id=\"m2\"") && last < html.size()));
}

TEST_CASE_METHOD(Export, "html: a strip shows presence on the days on which it is known") {
    head.surroundings.presence = [](const Jid& account, const Jid& contact, const Period& period) {
        const auto noon = parse_rfc3339("2026-11-01T12:00:00Z").value();
        const auto evening = parse_rfc3339("2026-11-01T20:00:00Z").value();
        const auto interval = [&](PresenceState state, Time since, Time until) {
            return PresenceInterval{
                .account = account, .contact = contact, .state = state, .period = {since, until}};
        };
        return std::vector{interval(PresenceState::unknown, period.since, noon),
                           interval(PresenceState::away, noon, evening),
                           interval(PresenceState::unknown, evening, period.until)};
    };
    write({message(1, "2026-11-01T12:00:00Z", "one"), message(2, "2026-11-02T15:00:00Z", "two")});
    const auto html = page("2026-11.html");
    CHECK_THAT(html, Contains("aria-label=\"Presence of bob@example.net on this day: unknown "
                              "00:00:00 to 13:00:00, away 13:00:00 to 21:00:00, unknown 21:00:00 "
                              "to 24:00\""));
    CHECK(html.find("class=\"strip\"") < html.find("id=\"m1\""));
    CHECK(html.find("class=\"strip\"", html.find("id=\"m1\"")) == std::string::npos);
}

TEST_CASE_METHOD(Export, "html: people have the pictures that they had, if they are pictures") {
    const std::string png = "\x89PNG\r\n\x1a\n old";
    const std::string other = "<html><script>";
    head.surroundings.pictures = [](const Jid&, const Jid& contact) {
        if (contact != Jid::of("bob@example.net")) return std::vector<PictureVersion>();
        return std::vector<PictureVersion>{{Time::min(), "old"},
                                           {parse_rfc3339("2026-11-02T00:00:00Z").value(), "new"}};
    };
    head.surroundings.picture = [&](const std::string& sha1) -> std::optional<Avatar> {
        return Avatar{.sha1 = sha1, .mime = "image/png", .bytes = sha1 == "old" ? png : other};
    };
    write({message(1, "2026-11-01T12:00:00Z", "one"), message(2, "2026-11-03T15:00:00Z", "two")});
    const auto html = page("2026-11.html");
    CHECK_THAT(html,
               Contains(".p0{background-image:url(\"data:image/png;base64,iVBORw0KGgogb2xk\")}"));
    CHECK_THAT(html, Contains("class=\"face p0\"") && Contains("class=\"face none\""));
    CHECK_THAT(html, !Contains(".p1{"));
}

TEST_CASE_METHOD(Export, "html: the policy allows the styles that are in the page, and no other") {
    write({message(1, "2026-11-01T12:00:00Z", "one")});
    for (const auto& file : files) {
        if (!file.ends_with(".html")) continue;
        const auto html = read_file("out/" + file);
        CHECK_THAT(html, Contains("default-src &apos;none&apos;") && !Contains("unsafe"));
        CHECK_THAT(html, Contains("<meta name=\"referrer\" content=\"no-referrer\"/>"));
        CHECK((html.find("script-src") != std::string::npos) == (file == "search.html"));
    }
}

TEST_CASE_METHOD(Export, "html: without its search no file of it is written") {
    head.with_search = false;
    write({message(1, "2026-11-01T12:00:00Z", "one")});
    CHECK_FALSE(fs::exists(folder / "out/search"));
    CHECK_FALSE(fs::exists(folder / "out/search.html"));
    CHECK_THAT(read_file("out/index.html") + page("2026-11.html"), !Contains("search.html"));
}

TEST_CASE_METHOD(Export, "html: an export in which conversations failed says so") {
    fs::create_directory(folder / "out");
    FolderWriter out(folder / "out", "out");
    const auto exporter = html_format().folder_exporter(out, head);
    exporter->add(message(1, "2026-11-01T12:00:00Z", "one"));
    exporter->finish_without(2);
    out.finish();
    CHECK_THAT(read_file("out/index.html"),
               Contains("This export is not complete: 2 conversations could not be read.") &&
                   Contains("bob@example.net"));
}

TEST_CASE_METHOD(Export, "html: one page of one conversation stands alone") {
    const auto html = single(
        {message(1, "2026-10-01T12:00:00Z", "one"), message(2, "2026-11-01T12:00:00Z", "two")});
    CHECK_THAT(html, Contains("id=\"m1\"") && Contains("id=\"m2\"") &&
                         Contains("href=\"#d2026-11-01\"") && Contains("</html>"));
    CHECK_THAT(html, !Contains(".html") && !Contains("<script"));
}

TEST_CASE_METHOD(Export, "html: one page is not for two conversations, nor for a large one") {
    CHECK_THROWS_WITH(single({message(1, "2026-11-01T12:00:00Z", "one"),
                              message(2, "2026-11-01T12:00:00Z", "two", "carol@example.net/x")}),
                      Contains("bob@example.net and carol@example.net") && Contains("--single"));
    const std::vector<MessageRecord> messages(
        100, message(1, "2026-11-01T12:00:00Z", std::string(100'000, 'x')));
    CHECK_THROWS_WITH(single(messages), Contains("8 MB") && Contains("-S and -U"));
}

TEST_CASE("a script or style of ours has nothing that would end it within a page") {
    for (const auto text :
         {view::html::page_style(), html::embedded("search.js"), html::embedded("fold.js")})
        CHECK_THAT(std::string(text), !Contains("</") && !Contains("<!--"));
}
