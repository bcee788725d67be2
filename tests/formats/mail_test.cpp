// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/mail.hpp"

#include <catch2/catch.hpp>

using namespace boswell;
using namespace boswell::formats;
using Catch::Contains;
using Catch::EndsWith;

static Mail mail(std::string text) {
    return {.from = {.name = "Bob", .local = "bob", .domain = "example.net"},
            .to = {.name = "", .local = "alice", .domain = "example.org"},
            .date = parse_rfc3339("2026-10-25T00:30:00.999Z").value(),
            .zone = TimeZone::named("Europe/Berlin"),
            .subject = "tea",
            .id = "7@example.org",
            .references = {},
            .fields = {},
            .text = std::move(text)};
}

TEST_CASE("a mail says when it was written on the clock of its zone") {
    const auto lines = serialised(mail("hello"));
    CHECK_THAT(lines, Contains("Date: Sun, 25 Oct 2026 02:30:00 +0200\n"));
    CHECK_THAT(lines, Contains("From: Bob <bob@example.net>\n"));
    CHECK_THAT(lines, Contains("Message-Id: <7@example.org>\n"));
    CHECK_THAT(lines, EndsWith("\n\nhello\n"));
}

TEST_CASE("no line of a mail begins like the line between mails") {
    for (const auto* text : {"From bob", "one\nFrom bob", "\nFrom "}) {
        const auto lines = serialised(mail(text));
        CHECK_THAT(lines, !Contains("\nFrom "));
        CHECK_THAT(lines, Contains("Content-Transfer-Encoding: base64\n"));
    }
}

TEST_CASE("an address is quoted where a mail asks for it, and no name ends its field") {
    auto hostile = mail("hello");
    hostile.from = {
        .name = "Bob\" <eve@example.com>, \"", .local = "b\"o,b", .domain = "example.net"};
    hostile.subject = "tea\nBcc: eve@example.com";
    const auto lines = serialised(hostile);
    CHECK_THAT(lines, Contains(R"(<"b\"o,b"@example.net>)"));
    CHECK_THAT(lines, !Contains("\nBcc:"));
    CHECK_THAT(lines, Contains(R"(From: "Bob\" <eve@example.com>, \"")"));
}

TEST_CASE("a mail names the root of its thread first and what it answers last") {
    auto reply = mail("yes");
    reply.references = {"root@example.org", "question@example.org"};
    const auto lines = serialised(reply);
    CHECK_THAT(lines, Contains("In-Reply-To: <question@example.org>\n"));
    CHECK_THAT(lines, Contains("<root@example.org>"));
    CHECK(lines.find("root@") < lines.rfind("question@"));
}
