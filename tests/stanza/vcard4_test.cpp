// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/pep_samples.hpp"

using namespace boswell;
using namespace boswell::stanza;
using Fields = std::vector<PepField>;

static std::string vcard(const std::string& inner) {
    return "<vcard xmlns='urn:ietf:params:xml:ns:vcard-4.0'>" + inner + "</vcard>";
}

TEST_CASE("a vCard of RFC 6351 is read by the names that an older vCard has") {
    CHECK(fields(
              PepNode::vcard,
              vcard("<fn><text>Bob Roe</text></fn><n><surname>Roe</surname><given>Bob</given></n>"
                    "<email><parameters><type><text>work</text></type></parameters>"
                    "<text>b@x</text></email><email><text>c@x</text></email>"
                    "<tel><uri>tel:+1-555</uri></tel><bday><date>1970-01-01</date></bday>"
                    "<url><uri>http://a.example</uri></url><x xmlns='urn:x'><text>y</text></x>")) ==
          Fields{{"full_name", "Bob Roe"},
                 {"given", "Bob"},
                 {"family", "Roe"},
                 {"email", "b@x"},
                 {"email", "c@x"},
                 {"tel", "tel:+1-555"},
                 {"birthday", "1970-01-01"},
                 {"url", "http://a.example"}});
}

TEST_CASE("a picture within a vCard is no text, and is not kept") {
    const auto event = published(
        PepNode::vcard, vcard("<fn><text>Bob</text></fn><photo><uri>data:image/png;base64," +
                              std::string(200'000, 'A') + "</uri></photo>"));
    CHECK(event.fields == Fields{{"full_name", "Bob"}});
    CHECK(event.payload->size() < 1000);
}
