// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/pep_samples.hpp"

using namespace boswell;
using namespace boswell::stanza;
using Fields = std::vector<PepField>;

static const std::string id = "a9993e364706816aba3e25717850c26c9cd0d89d";

static std::string metadata(const std::string& inner) {
    return "<metadata xmlns='urn:xmpp:avatar:metadata'>" + inner + "</metadata>";
}

TEST_CASE("of an avatar its hash is told, and what is claimed of the picture") {
    CHECK(fields(PepNode::avatar, metadata("<info bytes='12345' height='64' id='" + id +
                                           "' type='image/png' width='-1'/>")) ==
          Fields{{"sha1", id}, {"mime", "image/png"}, {"bytes", "12345"}, {"height", "64"}});
}

TEST_CASE("of several pictures that counts which the contact's server has") {
    const auto elsewhere =
        "<info bytes='1' id='b9993e364706816aba3e25717850c26c9cd0d89d' "
        "type='image/gif' url='http://a.example/a.gif'/>";
    const auto here = "<info id='" + id + "' type='image/png'/>";
    CHECK(fields(PepNode::avatar, metadata(elsewhere + here)) ==
          Fields{{"sha1", id}, {"mime", "image/png"}});
    CHECK(fields(PepNode::avatar, metadata(elsewhere)).back() ==
          PepField{"url", "http://a.example/a.gif"});
}

TEST_CASE("an avatar without a hash is none that is understood, and empty metadata are no avatar") {
    for (const char* bad : {"", "x", "A9993E36", "../../etc/passwd"}) {
        const auto event =
            published(PepNode::avatar, metadata("<info id='" + std::string(bad) + "'/>"));
        CHECK(event.fields.empty());
        CHECK(event.payload);
    }
    CHECK_FALSE(published(PepNode::avatar, metadata("")).payload);
}
