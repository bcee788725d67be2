// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/pep_samples.hpp"

using namespace boswell;
using namespace boswell::stanza;

TEST_CASE("a nickname is what it is, without blanks around it") {
    CHECK(
        fields(PepNode::nick, "<nick xmlns='http://jabber.org/protocol/nick'> Ishmael\n</nick>") ==
        std::vector<PepField>{{"value", "Ishmael"}});
    CHECK_FALSE(
        published(PepNode::nick, "<nick xmlns='http://jabber.org/protocol/nick'> </nick>").payload);
}
