// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/translated.hpp"
#include "stanza/vcard.hpp"

using namespace boswell;
using namespace boswell::stanza;

TEST_CASE("the whole vCard has more than the fields that are searched") {
    const auto details = vcard_details(
        "<vCard xmlns='vcard-temp'><N><FAMILY>Barker</FAMILY><MIDDLE>Q.</MIDDLE>"
        "<PREFIX>Dr.</PREFIX><SUFFIX>jun.</SUFFIX></N><ROLE>keeper</ROLE>"
        "<ORG><ORGNAME>ACME</ORGNAME><ORGUNIT>Lamps</ORGUNIT><ORGUNIT/><ORGUNIT>Oil</ORGUNIT></ORG>"
        "<ADR><WORK/><EXTADD/><STREET> Mole 1 </STREET><LOCALITY>Kiel</LOCALITY>"
        "<PCODE>24103</PCODE><CTRY>Germany</CTRY></ADR>"
        "<ADR><HOME/><POBOX>7</POBOX><EXTADD>rear</EXTADD><REGION>SH</REGION></ADR></vCard>");
    CHECK(details ==
          VCardDetails{
              .middle = "Q.",
              .prefix = "Dr.",
              .suffix = "jun.",
              .units = {"Lamps", "Oil"},
              .role = "keeper",
              .addresses = {{.kind = "work",
                             .street = "Mole 1",
                             .locality = "Kiel",
                             .code = "24103",
                             .country = "Germany"},
                            {.kind = "home", .po_box = "7", .extended = "rear", .region = "SH"}}});
}

TEST_CASE("of an empty vCard, of other namespaces and of broken text there are no details") {
    for (const auto* const text :
         {"", "tea", "<vCard xmlns='vcard-temp'/>", "<vCard><ROLE>keeper</ROLE></vCard>",
          "<vCard xmlns='vcard-temp'><ROLE xmlns='other'>keeper</ROLE><ADR><HOME/></ADR></vCard>",
          "<vCard xmlns='vcard-temp'><ROLE>keeper</ROLE>"})
        CHECK(vcard_details(text) == VCardDetails{});
}

TEST_CASE("the element that is kept of a fetched vCard gives its details") {
    const auto document = parse(
        "<vCard xmlns='vcard-temp'><ROLE>a &lt; "
        "b</ROLE><PHOTO><BINVAL>AAAA</BINVAL></PHOTO></vCard>");
    REQUIRE(document);
    const auto fetched = to_vcard(document->root(), Jid::of("bob@example.net"), alice());
    CHECK(vcard_details(fetched.element).role == "a < b");
}
