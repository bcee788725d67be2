// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/startup.hpp"

#include "base/error.hpp"
#include "support/builders.hpp"
#include "support/captured_log.hpp"
#include "xmpp/support/fake_outlet.hpp"

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <map>

using namespace boswell;
using namespace boswell::test;
using namespace std::chrono_literals;
using Catch::Contains;

namespace {

/// A server that describes itself and the account, and gives empty answers to all else.
class Server : public FakeOutlet {
public:
    Server() {
        context.account = options.account = alice;
        describe(alice.domain(), "");
        describe(alice, "");
    }

    void ask(xmpp::IqRequest request, xmpp::IqAnswer answer) override {
        const auto info = infos.find(request.payload->name() == "query" ? request.to.str() : "");
        const auto payload = request.to.empty() || info == infos.end() ? "" : info->second;
        give(answer, iq_result(payload));
    }

    void describe(const Jid& who, const std::string& content) {
        infos[who.str()] =
            fmt::format("<query xmlns='http://jabber.org/protocol/disco#info'>{}</query>", content);
    }
    static std::string policy(int hours) {
        return fmt::format(
            "<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE'><value>"
            "urn:xmpp:data-policy:0</value></field><field var='data_retention'><value>{}</value>"
            "</field></x>",
            hours);
    }
    /// The log of a login.
    std::string logs_in() {
        const CapturedLog log;
        xmpp::Startup startup(options, context, *this, [this] { done = true; });
        startup.begin();
        retention = startup.retention();
        return log.text();
    }

    std::map<std::string, std::string> infos;
    xmpp::SessionOptions options;
    stanza::Context context;
    std::optional<std::chrono::hours> retention;
    bool done = false;
};

const std::string archive = "<feature var='urn:xmpp:mam:2'/>";

}  // namespace

TEST_CASE("a server without an archive is named at the login, for what that means") {
    Server server;
    const auto sentence =
        "alice@example.org: the server keeps no archive, so what is said while "
        "nobody is connected will be missing";
    SECTION("it keeps none") {
        CHECK_THAT(server.logs_in(), Contains(sentence));
        CHECK(server.done);
    }
    SECTION("it keeps one") {
        server.describe(alice, archive);
        CHECK_THAT(server.logs_in(), !Contains(sentence));
    }
    SECTION("it keeps collections") {
        server.describe(alice.domain(), "<feature var='urn:xmpp:archive:auto'/>");
        CHECK_THAT(server.logs_in(), !Contains(sentence));
    }
    SECTION("nothing of it is wanted") {
        server.options.history.wanted = false;
        CHECK_THAT(server.logs_in(), !Contains(sentence));
    }
}

TEST_CASE("the data policy of the account counts before that of its server") {
    Server server;
    server.logs_in();
    CHECK_FALSE(server.retention);
    server.describe(alice.domain(), server.policy(48));
    server.logs_in();
    CHECK(server.retention == 48h);
    server.describe(alice, archive + server.policy(336));
    server.logs_in();
    CHECK(server.retention == 336h);
    CHECK(server.events.empty());
}

TEST_CASE("a server that forgets is measured by how long nobody was connected") {
    Server server;
    server.describe(alice, archive + server.policy(336));
    CHECK_THAT(server.logs_in(), !Contains("nobody was connected"));
    server.events.clear();
    SECTION("it has forgotten nothing") {
        server.options.watched_until = now() - 11 * 24h - 1min;
        server.logs_in();
        CHECK(server.all<GapFound>().empty());
    }
    SECTION("it has forgotten what was said first") {
        server.options.watched_until = now() - 20 * 24h - 1min;
        CHECK_THAT(server.logs_in(),
                   Contains("the server forgets after 14 days; nobody was connected for 20 days"));
        const auto gaps = server.all<GapFound>();
        REQUIRE(gaps.size() == 1);
        CHECK(gaps[0].since == *server.options.watched_until);
        CHECK(gaps[0].until <= now() - 336h);
        CHECK(gaps[0].until > now() - 336h - 1min);
        CHECK(gaps[0].reason == "nobody was connected, and the server forgets after 14 days");
    }
}
