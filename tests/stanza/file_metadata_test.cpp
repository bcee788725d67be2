// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/file_metadata.hpp"

#include "stanza/translated.hpp"

using namespace boswell;
using namespace boswell::stanza;
using namespace std::chrono_literals;

static std::vector<Attachment> shared(const std::string& metadata,
                                      const std::string& attributes = "") {
    return only<Message>(
               "<message from='bob@c/x' type='chat'><file-sharing xmlns='urn:xmpp:sfs:0' " +
               attributes + "><file xmlns='urn:xmpp:file:metadata:0'>" + metadata +
               "</file><sources><url-data xmlns='http://jabber.org/protocol/url-data' "
               "target='https://c/1.ogg'/></sources></file-sharing></message>")
        .attachments;
}

static Attachment file(const std::string& metadata, const std::string& attributes = "") {
    const auto files = shared(metadata, attributes);
    REQUIRE(files.size() == 1);
    return files[0];
}

TEST_CASE("XEP-0446: a shared file has all that its sender says of it") {
    const auto found = file(
        "<media-type>audio/ogg</media-type><name>1.ogg</name><size>6144</size>"
        "<desc>a song</desc><length>63000</length><dimensions>1920x1080</dimensions>"
        "<hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>YQ==</hash>"
        "<thumbnail xmlns='urn:xmpp:thumbs:1' uri='cid:sha1+8f@bob.xmpp.org' "
        "media-type='image/png' width='128' height='96'/>",
        "disposition='inline'");
    CHECK(found == Attachment{.url = "https://c/1.ogg",
                              .description = "1.ogg",
                              .mime = "audio/ogg",
                              .size = 6144,
                              .caption = "a song",
                              .disposition = "inline",
                              .dimensions = Dimensions{1920, 1080},
                              .length = 63s,
                              .hashes = {{"sha-256", "YQ=="}},
                              .thumbnails = {
                                  {"cid:sha1+8f@bob.xmpp.org", "image/png", Dimensions{128, 96}}}});
    CHECK(file("<width>3</width><height>4</height>").dimensions == Dimensions{3, 4});
}

TEST_CASE("XEP-0446: what is not as it should be is left out, and the rest stays") {
    const auto* const thumbnail = "<thumbnail xmlns='urn:xmpp:thumbs:1' uri='";
    const auto odd = GENERATE_COPY(
        std::string("<dimensions>0x5</dimensions>"), std::string("<dimensions>5</dimensions>"),
        std::string("<dimensions>5x</dimensions>"), std::string("<width>7</width>"),
        std::string("<length>-1</length>"), std::string("<length>99999999999999</length>"),
        std::string("<size>-7</size>"),
        std::string("<hash xmlns='urn:xmpp:hashes:2' algo='x'>no base64!</hash>"),
        std::string("<hash xmlns='urn:xmpp:hashes:2'>YQ==</hash>"),
        std::string("<hash xmlns='urn:xmpp:hashes:2' algo='x'>") + std::string(132, 'a') +
            "</hash>",
        thumbnail + std::string("javascript:alert(1)'/>"), thumbnail + std::string("'/>"),
        thumbnail + std::string("https://c/") + std::string(4096, 'x') + "'/>",
        thumbnail + std::string("data:image/png;base64,AAAA'/>"));
    CHECK(file("<name>1.ogg</name>" + odd) ==
          Attachment{.url = "https://c/1.ogg", .description = "1.ogg", .mime = {}, .size = {}});
}

TEST_CASE("XEP-0446: a file has few hashes and thumbnails") {
    std::string many;
    for (int i = 0; i < 20; ++i)
        many +=
            "<hash xmlns='urn:xmpp:hashes:2' algo='x'>YQ==</hash><thumbnail "
            "xmlns='urn:xmpp:thumbs:1' uri='https://c/t'/>";
    CHECK(file(many).hashes.size() == 8);
    CHECK(file(many).thumbnails.size() == 4);
}
