// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/pep_nodes.hpp"
#include "stanza/pep_samples.hpp"

using namespace boswell;
using namespace boswell::stanza;
using Fields = std::vector<PepField>;

static std::string list(const std::string& devices) {
    return "<list xmlns='eu.siacs.conversations.axolotl'>" + devices + "</list>";
}

TEST_CASE("the devices of either protocol are told by their ids, ascending and each once") {
    const std::string devices = "<device id='7'/><device id='3'/><device id='7' label='x'/>";
    const Fields ids{{"value", "3"}, {"value", "7"}};
    CHECK(fields(PepNode::axolotl_devices, list(devices)) == ids);
    CHECK(fields(PepNode::devices, "<devices xmlns='urn:xmpp:omemo:2'>" + devices + "</devices>") ==
          ids);
}

TEST_CASE("what is no id of a device is left out") {
    const auto id = GENERATE(as<std::string>{}, "", "0", "-1", "x", "1.0", "2147483648", " 1");
    CHECK(fields(PepNode::axolotl_devices, list("<device id='" + id + "'/><device id='5'/>")) ==
          Fields{{"value", "5"}});
}

TEST_CASE("a list in another order is the same list") {
    const auto payload = [](const std::string& devices) {
        return published(PepNode::axolotl_devices, list(devices)).payload;
    };
    CHECK(payload("<device id='1'/><device id='2'/>") ==
          payload("<device id='2'/><device id='1'/>"));
    CHECK(payload("<device id='1'/>") != payload("<device id='2'/>"));
    CHECK_FALSE(payload(""));
}

TEST_CASE("of a list without end there are a hundred devices") {
    std::string devices;
    for (int i = 1; i <= 1000; ++i) devices += "<device id='" + std::to_string(i) + "'/>";
    CHECK(fields(PepNode::axolotl_devices, list(devices)).size() == most_devices);
}
