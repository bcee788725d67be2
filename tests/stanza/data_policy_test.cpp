// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/data_policy.hpp"

#include "stanza/parse.hpp"

#include <fmt/format.h>
#include <catch2/catch.hpp>

using namespace boswell;
using namespace std::chrono_literals;

static std::string form(std::string_view type, std::string_view retention) {
    return fmt::format(
        "<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'><value>{}"
        "</value></field><field var='data_deletion' type='boolean'><value>true</value></field>{}"
        "</x>",
        type, retention);
}

static std::string retention(std::string_view value) {
    return fmt::format("<field var='data_retention' type='text-single'><value>{}</value></field>",
                       value);
}

static std::optional<std::chrono::hours> read(const std::string& forms) {
    return stanza::read_data_retention(
        stanza::parse("<query xmlns='http://jabber.org/protocol/disco#info'>"
                      "<feature var='urn:xmpp:ping'/>" +
                      forms + "</query>")
            ->root());
}

static const std::string policy = "urn:xmpp:data-policy:0";

TEST_CASE("how long a server keeps data is read from its data policy, in hours") {
    CHECK(read(form(policy, retention("336"))) == 14 * 24h);
    CHECK(read(form(policy, retention("0"))) == 0h);
    CHECK(read(form("http://jabber.org/network/serverinfo", retention("1")) +
               form(policy, retention("48"))) == 48h);
}

TEST_CASE("a data policy without a number of hours says nothing of that") {
    const auto value = GENERATE(as<std::string>{}, "infinite", "unknown", "", "-1", "+5", "1.5",
                                "14 days", "99999999999999999999", "8760001");
    CAPTURE(value);
    CHECK_FALSE(read(form(policy, retention(value))));
    CHECK_FALSE(read(form(policy, "")));
    CHECK_FALSE(read(""));
}

TEST_CASE("the data policy of a network behind a service is not that of the service") {
    CHECK_FALSE(read(form("urn:xmpp:data-policy:identity:gateway:smtp:0", retention("24"))));
}
