// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/pep_samples.hpp"

using namespace boswell;
using namespace boswell::stanza;
using Fields = std::vector<PepField>;

static Fields mood(const std::string& inner) {
    return fields(PepNode::mood,
                  "<mood xmlns='http://jabber.org/protocol/mood'>" + inner + "</mood>");
}

TEST_CASE("a mood has a value and a text") {
    CHECK(mood("<happy/>") == Fields{{"value", "happy"}});
    CHECK(mood("<text> Yay, the mood spec! </text><annoyed><x/></annoyed><sad/>") ==
          Fields{{"value", "annoyed"}, {"text", "Yay, the mood spec!"}});
    CHECK(mood("<text/><x xmlns='urn:x'/>").empty());
}
