// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/vcard.hpp"
#include "base/base64.hpp"
#include "stanza/translated.hpp"

using namespace boswell;
using namespace boswell::stanza;

static VCardFetched vcard(const std::string& inner) {
    const auto document =
        parse("<vCard xmlns='vcard-temp'>" + inner + "</vCard>", {.bytes = 8u << 20});
    REQUIRE(document);
    return to_vcard(document->root(), Jid::of("bob@example.net"), alice());
}

static VCardFetched photo(const std::string& base64) {
    return vcard("<FN>Bob</FN><PHOTO><TYPE>image/png</TYPE><BINVAL>" + base64 +
                 "</BINVAL></PHOTO>");
}

TEST_CASE("a vCard's fields are read") {
    const auto fetched = vcard(
        "<FN> Bob Barker </FN><N><FAMILY>Barker</FAMILY><GIVEN>Bob</GIVEN></N>"
        "<NICKNAME>bobby</NICKNAME><URL>http://example.net</URL><BDAY>1970-01-01</BDAY>"
        "<ORG><ORGNAME>ACME</ORGNAME><ORGUNIT>R and D</ORGUNIT></ORG><TITLE>Dr</TITLE>"
        "<TEL><WORK/><VOICE/><NUMBER>+1 2</NUMBER></TEL><TEL><VOICE/><NUMBER>3</NUMBER></TEL>"
        "<EMAIL><INTERNET/><USERID>bob@example.net</USERID></EMAIL><EMAIL>b@c</EMAIL>"
        "<DESC>notes</DESC>");
    CHECK(fetched.contact == Jid::of("bob@example.net"));
    CHECK(fetched.fetched_at == alice().now);
    CHECK(fetched.vcard == VCard{.full_name = "Bob Barker",
                                 .nickname = "bobby",
                                 .given = "Bob",
                                 .family = "Barker",
                                 .emails = {"bob@example.net", "b@c"},
                                 .telephones = {{"work", "+1 2"}, {"voice", "3"}},
                                 .organisation = "ACME",
                                 .title = "Dr",
                                 .birthday = "1970-01-01",
                                 .url = "http://example.net",
                                 .note = "notes",
                                 .photo_url = ""});
    CHECK_FALSE(fetched.avatar);
}

TEST_CASE("a photo is kept by its SHA-1 and left out of the element") {
    const auto fetched = photo("aGVs\n  bG8=\n");
    REQUIRE(fetched.avatar);
    CHECK(fetched.avatar->bytes == "hello");
    CHECK(fetched.avatar->sha1 == "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d");
    CHECK(fetched.avatar->mime == "image/png");
    CHECK(fetched.element ==
          "<vCard xmlns='vcard-temp'><FN>Bob</FN><PHOTO><TYPE>image/png</TYPE><BINVAL></BINVAL>"
          "</PHOTO></vCard>");
}

TEST_CASE("a photo that is no Base64 is not kept, the vCard is") {
    const auto text = GENERATE(as<std::string>{}, "", "a", "aGVsb", "aGVs*G8=", "=", "aGVsbG8=x");
    const auto fetched = photo(text);
    CHECK_FALSE(fetched.avatar);
    CHECK(fetched.vcard.full_name == "Bob");
}

TEST_CASE("a photo of a megabyte is kept, a larger one is not") {
    CHECK(photo(encode_base64(std::string(Avatar::largest, 'x'))).avatar);
    CHECK_FALSE(photo(encode_base64(std::string(Avatar::largest + 1, 'x'))).avatar);
}

TEST_CASE("a photo given by address is noted and never fetched") {
    const auto fetched = vcard("<PHOTO><EXTVAL>http://127.0.0.1/x.png</EXTVAL></PHOTO>");
    CHECK(fetched.vcard.photo_url == "http://127.0.0.1/x.png");
    CHECK_FALSE(fetched.avatar);
}

TEST_CASE("the element is kept with foreign parts and escapes") {
    const auto fetched = vcard("<FN>A &amp; B</FN><x xmlns='urn:x' a='&lt;&apos;'>1</x>");
    CHECK(fetched.element ==
          "<vCard xmlns='vcard-temp'><FN>A &amp; B</FN><x xmlns='urn:x' "
          "a='&lt;&apos;'>1</x></vCard>");
}

TEST_CASE("an empty vCard is a version too") {
    const auto fetched = vcard("");
    CHECK(fetched.vcard == VCard{});
    CHECK(fetched.element.find("vCard") != std::string::npos);
}

TEST_CASE("fields of a foreign namespace do not count") {
    CHECK(vcard("<FN xmlns='urn:x'>Mallory</FN>").vcard.full_name.empty());
}

TEST_CASE("a note may stand in NOTE, and the kind of a number is its first that says something") {
    const auto fetched = vcard(
        "<NOTE>n</NOTE><TEL><NUMBER>1</NUMBER><PREF/><VOICE/><CELL/><HOME/></TEL>"
        "<TEL><x xmlns='urn:x'/><HOME/>2</TEL><TEL><NUMBER/></TEL><TEL><NUMBER>3</NUMBER></TEL>"
        "<EMAIL><USERID/></EMAIL><EMAIL xmlns='urn:x'>a@b</EMAIL>");
    CHECK(fetched.vcard.note == "n");
    CHECK(fetched.vcard.telephones ==
          std::vector<VCardTelephone>{{"cell", "1"}, {"home", "2"}, {"", "3"}});
    CHECK(fetched.vcard.emails.empty());
    CHECK(vcard("<NOTE>n</NOTE><DESC>d</DESC>").vcard.note == "d");
}

TEST_CASE("a vCard is that of a bare JID, and its account's") {
    const auto document = parse("<vCard xmlns='vcard-temp'/>");
    const auto fetched = to_vcard(document->root(), Jid::of("bob@example.net/x"), alice());
    CHECK(fetched.contact == Jid::of("bob@example.net"));
    CHECK(fetched.account == Jid::of("alice@example.org"));
}

TEST_CASE("a photo without a type is kept, and one of nothing is not") {
    CHECK(vcard("<PHOTO><BINVAL>aGVsbG8=</BINVAL></PHOTO>").avatar->mime.empty());
    CHECK_FALSE(vcard("<PHOTO><BINVAL/></PHOTO>").avatar);
    CHECK_FALSE(vcard("<PHOTO xmlns='urn:x'><BINVAL>aGVsbG8=</BINVAL></PHOTO>").avatar);
}

TEST_CASE("a picture is read as a data URL, without padding, and from the second PHOTO") {
    const auto hello = [](const std::string& inner) {
        const auto avatar = vcard(inner).avatar;
        REQUIRE(avatar);
        CHECK(avatar->bytes == "hello");
        return avatar->mime;
    };
    CHECK(hello("<PHOTO><BINVAL>data:image/png;base64,aGVsbG8=</BINVAL></PHOTO>") == "image/png");
    CHECK(hello("<PHOTO><TYPE>image/gif</TYPE><EXTVAL>data:image/png;x=y;base64,aGVs bG8"
                "</EXTVAL></PHOTO>") == "image/png");
    CHECK(hello("<PHOTO><TYPE>image/gif</TYPE><BINVAL>aGVsbG8</BINVAL></PHOTO>") == "image/gif");
    CHECK(hello("<PHOTO><EXTVAL>http://127.0.0.1/x.png</EXTVAL></PHOTO>"
                "<PHOTO><BINVAL>aGVsbG8=</BINVAL></PHOTO>")
              .empty());
    CHECK(hello("<PHOTO><BINVAL>!!</BINVAL></PHOTO><PHOTO><BINVAL>aGVsbG8=</BINVAL></PHOTO>")
              .empty());
    for (const auto* const bad : {"data:", "data:,x", "data:image/png,aGVsbG8=", "data:;base64,",
                                  "data:;base64,a", "aGVsbG8=x", "aGVsb"})
        CHECK_FALSE(vcard("<PHOTO><BINVAL>" + std::string(bad) + "</BINVAL></PHOTO>").avatar);
}

TEST_CASE("a picture in a data URL has no address") {
    const std::string data = "<PHOTO><EXTVAL>data:image/png;base64,aGVsbG8=</EXTVAL></PHOTO>";
    CHECK(vcard(data).vcard.photo_url.empty());
    CHECK(vcard(data + "<PHOTO><EXTVAL>http://127.0.0.1/x.png</EXTVAL></PHOTO>").vcard.photo_url ==
          "http://127.0.0.1/x.png");
}

TEST_CASE("an organisation may stand in ORG itself") {
    CHECK(vcard("<ORG>ACME</ORG>").vcard.organisation == "ACME");
    CHECK(vcard("<ORG><ORGNAME>ACME</ORGNAME></ORG>").vcard.organisation == "ACME");
    CHECK(vcard("<ORG><ORGUNIT>R and D</ORGUNIT></ORG>").vcard.organisation.empty());
}
