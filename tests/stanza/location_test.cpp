// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/pep_samples.hpp"

using namespace boswell;
using namespace boswell::stanza;
using Fields = std::vector<PepField>;

static Fields location(const std::string& inner) {
    return fields(PepNode::location,
                  "<geoloc xmlns='http://jabber.org/protocol/geoloc'>" + inner + "</geoloc>");
}

TEST_CASE("a location has numbers as they were sent, and texts") {
    CHECK(location("<country>Italy</country><lat>45.440</lat><locality>Venice</locality>"
                   "<lon>-12.33</lon><accuracy>20</accuracy>"
                   "<timestamp>2026-02-19T21:12:00Z</timestamp>") ==
          Fields{{"lat", "45.440"},
                 {"lon", "-12.33"},
                 {"accuracy", "20"},
                 {"country", "Italy"},
                 {"locality", "Venice"},
                 {"timestamp", "2026-02-19T21:12:00Z"}});
}

TEST_CASE("what is no number or no time is left out of a location") {
    const auto text =
        GENERATE(as<std::string>{}, "", "-", ".", "1e5", "NaN", "1,5", "1.2.3", "0x1");
    CHECK(location("<text>here</text><lat>" + text + "</lat><timestamp>" + text + "</timestamp>") ==
          Fields{{"text", "here"}});
}
