// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/pep_samples.hpp"

using namespace boswell;
using namespace boswell::stanza;
using Fields = std::vector<PepField>;

static Fields tune(const std::string& inner) {
    return fields(PepNode::tune,
                  "<tune xmlns='http://jabber.org/protocol/tune'>" + inner + "</tune>");
}

TEST_CASE("a tune has what the XEP lists") {
    CHECK(tune("<artist>Yes</artist><length>686</length><rating>8</rating><source>Yessongs</source>"
               "<title>Heart of the Sunrise</title><track>3</track><uri>http://a.example/</uri>") ==
          Fields{{"artist", "Yes"},
                 {"title", "Heart of the Sunrise"},
                 {"source", "Yessongs"},
                 {"track", "3"},
                 {"uri", "http://a.example/"},
                 {"length", "686"},
                 {"rating", "8"}});
}

TEST_CASE("a length or rating that is none is left out") {
    const auto text = GENERATE(as<std::string>{}, "", "-1", "x", "65536", "1.5", "99999999999999");
    CHECK(tune("<title>a</title><length>" + text + "</length><rating>11</rating>") ==
          Fields{{"title", "a"}});
}
