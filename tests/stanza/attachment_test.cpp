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
