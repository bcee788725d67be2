// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/site.hpp"

#include "base/digest.hpp"
#include "web/page.hpp"
#include "web/viewer_fixture.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace boswell;
using namespace boswell::test;
using Catch::Contains;
using Catch::StartsWith;

static const std::string hostile =
    "</title><script>alert(1)</script><img src=x onerror=alert(1)>\"'";

namespace {

/// An archive in which a stranger has written everything, and a viewer whose key was used.
struct Viewer : ViewerFixture {
    Viewer() {
        auto said = message(hostile, some_day);
        said.subjects = {{"", hostile}};
        said.thread = hostile;
        said.stanza = "<message><body>&lt;/pre&gt;</body></message>";
        auto file = message("https://files.example.net/" + hostile, some_day);
        file.message_id = "file";
        auto card = vcard(hostile, some_day);
        card.vcard.nickname = hostile;
        card.vcard.note = hostile;
        card.avatar = Avatar{sha1_hex(svg), "image/png", svg};
        auto here = presence("bob@example.net/" + std::string("<b>"), some_day);
        here.status = hostile;
        write({said, file, card, here});
    }

    /// A picture that is none of those that are shown.
    static constexpr auto svg = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
};

}  // namespace

static std::string header(const web::Response& response, std::string_view name) {
    for (const auto& [each, value] : response.headers) {
        if (each == name) return value;
    }
    return "";
}

static const Viewer::Parameters with_bob = {{"account", "alice@example.org"},
                                            {"with", "bob@example.net"},
                                            {"jid", "bob@example.net"},
                                            {"q", "script"},
                                            {"by", "week"},
                                            {"date", "2026-11-22"}};

TEST_CASE("whatever a stranger wrote is a text on every page") {
    Viewer viewer;
    auto parameters = with_bob;
    parameters.emplace_back("id", viewer.rows("SELECT min(id) FROM message").front());
    for (const auto* page : web::pages()) {
        if (page->path == "/picture" || page->path == "/search") continue;
        INFO(page->path);
        const auto response = viewer.get(std::string(page->path), parameters);
        CHECK(response.status == 200);
        if (response.type != "text/plain; charset=utf-8")
            CHECK_THAT(response.body, !Contains("<script>") && !Contains("<img src=x"));
        CHECK_THAT(header(response, "Content-Security-Policy"), StartsWith("default-src 'none'"));
        CHECK(header(response, "X-Content-Type-Options") == "nosniff");
    }
    parameters = {{"q", "script"}};
    CHECK_THAT(viewer.get("/search", parameters).body,
               Contains("<mark>script</mark>") && !Contains("<script>"));
    parameters = {{"q", hostile}};
    CHECK_THAT(viewer.get("/search", parameters).body, !Contains("<script>"));
    CHECK_THAT(viewer.get("/", {{"filter", hostile}}).body, !Contains("<script>"));
}

TEST_CASE("a person of the configuration is found by the name, and has all addresses") {
    Viewer viewer;
    const query::Persons persons(
        {{"Robert", {Jid::of("bob@example.net"), Jid::of("rob@example.com")}}});
    auto other = vcard("Rob", some_day);
    other.contact = Jid::of("rob@example.com");
    viewer.write({other});
    viewer.open(persons);
    CHECK_THAT(viewer.get("/search", {{"q", "from:Robert"}}).body, Contains("class=\"hit\""));
    CHECK_THAT(viewer.get("/person", with_bob).body,
               Contains("Robert</bdi></h1>") && Contains("jid=rob@example.com"));
}

TEST_CASE("a picture is what its first bytes say, or is not shown") {
    Viewer viewer;
    CHECK(viewer.get("/picture", {{"sha1", sha1_hex(Viewer::svg)}}).status == 404);
    CHECK(viewer.get("/picture", {{"sha1", "../../etc/passwd"}}).status == 404);
    CHECK(viewer.get("/picture").status == 404);
    for (const auto* page : {"/conversation", "/person"})
        CHECK_THAT(viewer.get(page, with_bob).body, !Contains("/picture?"));
}

TEST_CASE("an address that makes no sense gets a page that says why") {
    Viewer viewer;
    CHECK(viewer.get("/nothing").status == 404);
    CHECK(viewer.get("/../etc/passwd").status == 404);
    CHECK(viewer.get("/conversation").status == 400);
    CHECK(viewer.get("/conversation", {{"account", "alice@example.org"}, {"with", "@"}}).status ==
          400);
    CHECK(viewer.get("/conversation", {{"account", "alice@example.org"}, {"with", "x@y"}}).status ==
          404);
    CHECK(viewer.get("/message", {{"id", "1"}}).status == 404);
    CHECK(viewer.get("/message", {{"id", "one"}}).status == 400);
    CHECK(viewer.get("/search", {{"q", "from:("}}).status == 400);
    CHECK(viewer.get("/search", {{"q", "tea"}, {"by", "moon"}}).status == 400);
    CHECK(viewer.get("/presence", {{"by", "year"}}).status == 400);
    CHECK(viewer.get("/presence", {{"date", "tomorrowish"}}).status == 400);
    CHECK(viewer.get("/timeline.svg", {{"account", "alice@example.org"}, {"jid", "x@y"}}).status ==
          404);
}

TEST_CASE("the viewer reads the archive that has its name now, and says it if there is none") {
    Viewer viewer;
    ArchiveFixture other;
    auto said = message("of another archive", some_day);
    said.with = Jid::of("carol@example.net");
    said.from = Jid::of("carol@example.net/x");
    other.write({said});
    other.writer.reset();
    viewer.writer.reset();
    for (const auto* part : {"", "-wal", "-shm"})
        std::filesystem::remove(viewer.path.string() + part);
    CHECK(viewer.get("/").status == 500);
    std::filesystem::rename(other.path, viewer.path);
    const auto response = viewer.get("/");
    CHECK(response.status == 200);
    CHECK_THAT(response.body, Contains("carol@example.net") && !Contains("bob@example.net"));
}

TEST_CASE("what has come since is told to those who follow the conversation, and to no others") {
    Viewer viewer;
    auto here = viewer.get("/follow", with_bob);
    auto elsewhere =
        viewer.get("/follow", {{"account", "alice@example.org"}, {"with", "carol@example.net"}});
    REQUIRE((here.more && elsewhere.more));
    CHECK(here.more().empty());
    viewer.write({message("something new", some_day + std::chrono::hours(1))});
    CHECK_THAT(here.more(), Contains("event: news"));
    CHECK(here.more().empty());
    CHECK(elsewhere.more().empty());
}

TEST_CASE("no page of the viewer is larger than 60 kB with all that it needs") {
    Viewer viewer;
    std::vector<Event> events;
    for (int i = 0; i < 200; ++i)
        events.push_back(message("message " + std::to_string(i) + " " + std::string(200, 'x'),
                                 some_day + std::chrono::minutes(i)));
    events.push_back(message(std::string(500'000, 'y'), some_day + std::chrono::hours(9)));
    viewer.write(std::move(events));
    const auto shared = viewer.get("/style.css").body.size() + viewer.get("/script.js").body.size();
    for (const auto* page : {"/", "/conversation", "/media", "/days", "/people", "/status"})
        CHECK(viewer.get(page, with_bob).body.size() + shared < 60'000);
    CHECK(viewer.get("/script.js").body.size() < 15'000);
}

TEST_CASE_METHOD(ViewerFixture, "no page has the key of an encrypted file") {
    const std::string link = "aesgcm://files.example.net/photo.jpg#0123456789abcdef";
    auto said = message("photo " + link, some_day);
    said.attachments = {{.url = link}};
    said.stanza = "<message><body>photo " + link + "</body></message>";
    write({said});
    const auto id = rows("SELECT id FROM message").front();
    bool is_shown = false;
    for (const auto* page : web::pages()) {
        const auto answer = get(std::string(page->path), {{"account", "alice@example.org"},
                                                          {"with", "bob@example.net"},
                                                          {"jid", "bob@example.net"},
                                                          {"id", id},
                                                          {"q", "photo"}});
        INFO(page->path);
        CHECK_THAT(answer.body, !Contains("0123456789abcdef"));
        is_shown = is_shown || answer.body.find("key-left-out") != std::string::npos;
    }
    CHECK(is_shown);
}
