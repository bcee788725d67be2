// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/archive_policy.hpp"

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
using Strings = std::vector<std::string>;

namespace {

/// The server of an account with an archive.
class Server : public FakeOutlet {
public:
    Server() { context.account = alice; }

    void ask(xmpp::IqRequest request, xmpp::IqAnswer answer) override {
        CHECK(request.type == "get");
        CHECK(request.to.empty());
        const auto name = request.payload->name();
        asked.push_back(name);
        give(answer, replies[name]);
    }

    void begin(const Strings& features = {"urn:xmpp:mam:2"},
               BareJidDelivery delivery = BareJidDelivery::unproven) {
        policy.begin(features, delivery, {});
    }
    void says(const std::string& payload) { replies["prefs"] = iq_result(payload); }
    void says_as(const std::string& sender, const std::string& payload) {
        replies["prefs"] = fmt::format("<iq xmlns='jabber:client' type='result' from='{}'>{}</iq>",
                                       sender, payload);
    }
    void refuses(const std::string& condition) { replies["prefs"] = iq_error(condition); }
    ArchivePreferencesTold last() const { return all<ArchivePreferencesTold>().back(); }

    std::map<std::string, std::string> replies;
    Strings asked;
    stanza::Context context;
    xmpp::ArchivePolicy policy{context, *this};
};

const std::string never = "<prefs xmlns='urn:xmpp:mam:2' default='never'/>";
const std::string always = "<prefs xmlns='urn:xmpp:mam:2' default='always'/>";

}  // namespace

TEST_CASE("a server is asked for the archiving preferences at once, and every hour again") {
    Server server;
    server.says(never);
    server.begin();
    REQUIRE(server.all<ArchivePreferencesTold>().size() == 1);
    CHECK(server.last().preferences->usual == ArchiveDefault::never);
    CHECK(server.last().delivery == BareJidDelivery::unproven);
    server.says(always);
    server.policy.tick(xmpp::ArchivePolicy::Instant() + 59min);
    CHECK(server.asked.size() == 1);
    server.policy.tick(xmpp::ArchivePolicy::Instant() + 60min);
    CHECK(server.last().preferences->usual == ArchiveDefault::always);
    CHECK(server.last().delivery == BareJidDelivery::as_before);
    server.policy.tick(xmpp::ArchivePolicy::Instant() + 61min);
    CHECK(server.asked.size() == 2);
}

TEST_CASE("a server that does not offer the preferences, or gives nonsense, says nothing of them") {
    Server server;
    SECTION("it refuses") {
        server.refuses(GENERATE(as<std::string>{}, "feature-not-implemented", "service-unavailable",
                                "not-allowed", "forbidden"));
    }
    SECTION("it gives none") { server.says(""); }
    SECTION("it gives others") { server.says("<prefs xmlns='urn:xmpp:mam:2' default='perhaps'/>"); }
    server.begin();
    REQUIRE(server.last().preferences);
    CHECK(server.last().preferences == ArchivePreferences());
}

TEST_CASE("a server that does not answer, or only for the moment not, leaves things as they are") {
    Server server;
    SECTION("no answer in time") {}
    SECTION("an error that may pass") { server.refuses("internal-server-error"); }
    SECTION("an answer by somebody else") { server.says_as("example.org", never); }
    server.begin();
    CHECK_FALSE(server.last().preferences);
    CHECK(server.last().delivery == BareJidDelivery::unproven);
}

TEST_CASE("an answer by the account itself is taken") {
    Server server;
    server.says_as(alice.str(), never);
    server.begin();
    CHECK(server.last().preferences->usual == ArchiveDefault::never);
}

TEST_CASE("delivery to the bare address is reported once, and after the first report") {
    Server server;
    server.says(never);
    server.policy.show_delivery();
    CHECK(server.events.empty());
    server.begin();
    server.policy.show_delivery();
    server.policy.show_delivery();
    REQUIRE(server.all<ArchivePreferencesTold>().size() == 2);
    CHECK(server.last().delivery == BareJidDelivery::shown);
    CHECK_FALSE(server.last().preferences);
    server.policy.tick(xmpp::ArchivePolicy::Instant() + 60min);
    CHECK(server.last().delivery == BareJidDelivery::as_before);
}

TEST_CASE("the extent of an archive is asked for where the server can tell it") {
    Server server;
    server.replies["metadata"] =
        "<iq type='result'><metadata xmlns='urn:xmpp:mam:2'>"
        "<start id='a' timestamp='2008-08-22T21:09:04Z'/>"
        "<end id='b' timestamp='2020-04-20T14:34:21Z'/></metadata></iq>";
    SECTION("it cannot") {
        server.begin();
        CHECK(server.asked == Strings{"prefs"});
        return;
    }
    server.begin({"urn:xmpp:mam:2", "urn:xmpp:mam:2#extended"});
    CHECK(server.asked == Strings{"prefs", "metadata"});
    REQUIRE(server.all<ArchiveExtentTold>().size() == 1);
    const auto extent = server.all<ArchiveExtentTold>()[0];
    CHECK(extent.archive == alice);
    CHECK(extent.oldest == parse_rfc3339("2008-08-22T21:09:04Z"));
    CHECK(extent.newest == parse_rfc3339("2020-04-20T14:34:21Z"));
    SECTION("an answer that cannot be read changes nothing") {
        server.replies["metadata"] =
            GENERATE(as<std::string>{}, "<iq type='result'/>", "<iq type='error'/>",
                     "<iq type='result'><metadata xmlns='urn:xmpp:mam:2'><start/></metadata></iq>");
        server.policy.tick(xmpp::ArchivePolicy::Instant() + 60min);
        CHECK(server.all<ArchiveExtentTold>().size() == 1);
    }
}
