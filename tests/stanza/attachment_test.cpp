// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/attachment.hpp"

#include "stanza/translated.hpp"

using namespace boswell;
using namespace boswell::stanza;

static std::vector<Attachment> attachments(const std::string& inner) {
    return only<Message>("<message from='bob@c/x'><body>b</body>" + inner + "</message>")
        .attachments;
}

static std::string oob(const std::string& url) {
    return "<x xmlns='jabber:x:oob'><url>" + url + "</url><desc>a picture</desc></x>";
}

TEST_CASE("XEP-0066: a link out of band, as uploads are announced") {
    CHECK(
        attachments(oob("https://example.org/a.png")) ==
        std::vector<Attachment>{{.url = "https://example.org/a.png", .description = "a picture"}});
}

TEST_CASE("only addresses that are fetched from a server are links") {
    for (const auto* url : {"http://a", "FTP://a", "aesgcm://a#00", "sftp://a"})
        CHECK(attachments(oob(url)).size() == 1);
    for (const auto* url : {"", "javascript:alert(1)", "file:///etc/passwd", "data:text/plain,x",
                            "https", "https://a b", "xmpp:bob@c"})
        CHECK(attachments(oob(url)).empty());
    CHECK(attachments(oob("https://" + std::string(4096, 'x'))).empty());
}

TEST_CASE("XEP-0447 and XEP-0385: shared files with their kind and size, each address once") {
    const std::string sfs =
        "<file-sharing xmlns='urn:xmpp:sfs:0'><file xmlns='urn:xmpp:file:metadata:0'>"
        "<media-type>image/png</media-type><name>a.png</name><size>7</size></file><sources>"
        "<url-data xmlns='http://jabber.org/protocol/url-data' target='https://e.org/a.png'/>"
        "</sources></file-sharing>";
    const std::string sims =
        "<reference xmlns='urn:xmpp:reference:0' type='data'><media-sharing "
        "xmlns='urn:xmpp:sims:1'><file xmlns='urn:xmpp:jingle:apps:file-transfer:5'>"
        "<media-type>image/png</media-type><name>a.png</name><size>7</size></file><sources>"
        "<reference xmlns='urn:xmpp:reference:0' type='data' uri='https://e.org/a.png'/>"
        "</sources></media-sharing></reference>";
    const std::vector<Attachment> one{
        {.url = "https://e.org/a.png", .description = "a.png", .mime = "image/png", .size = 7}};
    CHECK(attachments(sfs) == one);
    CHECK(attachments(sims) == one);
    CHECK(attachments(sfs + sims) == one);
    const auto merged = attachments(oob("https://e.org/a.png") + sfs);
    REQUIRE(merged.size() == 1);
    CHECK(merged[0].description == "a picture");
    CHECK(merged[0].size == 7);
}

TEST_CASE("a size that is none is not known, and there are no more links than a person sends") {
    CHECK_FALSE(attachments("<file-sharing xmlns='urn:xmpp:sfs:0'><file xmlns='f'><size>-1</size>"
                            "</file><sources><url-data xmlns='http://jabber.org/protocol/url-data' "
                            "target='https://a'/></sources></file-sharing>")
                    .at(0)
                    .size);
    std::string many;
    for (int i = 0; i < 100; ++i) many += oob("https://a/" + std::to_string(i));
    CHECK(attachments(many).size() == 32);
}

static std::string shared(const std::string& file, const std::string& url) {
    return "<file-sharing xmlns='urn:xmpp:sfs:0'><file xmlns='urn:xmpp:file:metadata:0'>" + file +
           "</file><sources><url-data xmlns='http://jabber.org/protocol/url-data' target='" + url +
           "'/></sources></file-sharing>";
}

TEST_CASE("the longest address of a link has 4096 bytes, and its text 1024") {
    const auto url = "https://" + std::string(4096 - 8, 'x');
    CHECK(attachments(oob(url)).size() == 1);
    CHECK(attachments(oob(url + "x")).empty());
    const auto found =
        attachments(shared("<name>" + std::string(1025, 'n') + "</name>", "https://a"));
    REQUIRE(found.size() == 1);
    CHECK(found[0].description == std::string(1024, 'n'));
}

TEST_CASE("a size is a whole number, zero included") {
    const auto size = [](const std::string& text) {
        return attachments(shared("<size>" + text + "</size>", "https://a")).at(0).size;
    };
    CHECK(size("0") == 0);
    CHECK(size("9223372036854775807") == 9223372036854775807);
    for (const auto* text : {"", "-1", "7x", "x7", "9223372036854775808"}) CHECK_FALSE(size(text));
}

TEST_CASE("a second announcement fills in what the first leaves out, and changes nothing") {
    const auto found = attachments(
        shared("<media-type>image/png</media-type>", "https://a") +
        shared("<media-type>text/html</media-type><name>a.png</name><size>7</size>", "https://a") +
        shared("<name>b.png</name><size>8</size>", "https://a"));
    CHECK(found ==
          std::vector<Attachment>{
              {.url = "https://a", .description = "a.png", .mime = "image/png", .size = 7}});
}

TEST_CASE("links keep their order, and are read with white space around them") {
    const auto found = attachments(oob("\n https://a ") + oob("ftp://b") + oob("ftps://c"));
    REQUIRE(found.size() == 3);
    CHECK(found[0].url == "https://a");
    CHECK(found[1].url == "ftp://b");
    CHECK(found[2].url == "ftps://c");
}

TEST_CASE("each place that a file can be fetched from is a link, and other elements are none") {
    const auto found = attachments(
        "<file-sharing xmlns='urn:xmpp:sfs:0'><x xmlns='urn:x'><name>wrong</name></x>"
        "<file xmlns='f'><name>a.png</name></file><file xmlns='f'><name>second</name></file>"
        "<sources><url-data xmlns='http://jabber.org/protocol/url-data' target='https://a'/>"
        "<other xmlns='urn:x' target='https://b' uri='https://c'/>"
        "<url-data xmlns='urn:x' target='https://d'/>"
        "<url-data xmlns='http://jabber.org/protocol/url-data' target='https://e'/>"
        "</sources></file-sharing>");
    REQUIRE(found.size() == 2);
    CHECK(found[0].url == "https://a");
    CHECK(found[0].description == "a.png");
    CHECK(found[1].url == "https://e");
    CHECK(attachments("<file-sharing xmlns='urn:xmpp:sfs:0'><file xmlns='f'/></file-sharing>"
                      "<reference xmlns='urn:xmpp:reference:0' uri='https://a'/>")
              .empty());
}

TEST_CASE("a file that can be fetched from nowhere that we know is kept by its name") {
    const auto sharing = [](const std::string& name, const std::string& sources) {
        return "<file-sharing xmlns='urn:xmpp:sfs:0'><file xmlns='urn:xmpp:file:metadata:0'>" +
               name + "<size>7</size></file>" + sources + "</file-sharing>";
    };
    const std::string name = "<name>report.pdf</name>";
    const std::vector<Attachment> report{{.url = "", .description = "report.pdf", .size = 7}};
    CHECK(attachments(sharing(name, "")) == report);
    CHECK(attachments(sharing(
              name, "<sources><jinglepub xmlns='urn:xmpp:jinglepub:1'/></sources>")) == report);
    CHECK(attachments(sharing("", "")).empty());
}
