// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/pep_samples.hpp"

using namespace boswell;
using namespace boswell::stanza;
using Fields = std::vector<PepField>;

static Fields activity(const std::string& inner) {
    return fields(PepNode::activity,
                  "<activity xmlns='http://jabber.org/protocol/activity'>" + inner + "</activity>");
}

TEST_CASE("an activity is general or also specific, and has a text") {
    CHECK(activity("<relaxing/>") == Fields{{"general", "relaxing"}});
    CHECK(activity("<relaxing><partying><x xmlns='urn:x'/></partying></relaxing>"
                   "<text xml:lang='en'>My nurse's birthday!</text>") ==
          Fields{
              {"general", "relaxing"}, {"specific", "partying"}, {"text", "My nurse's birthday!"}});
    CHECK(activity("<relaxing><x xmlns='urn:x'/></relaxing>") == Fields{{"general", "relaxing"}});
    CHECK(activity("<x xmlns='urn:x'/>").empty());
}
