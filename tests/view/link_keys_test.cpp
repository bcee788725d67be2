// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/link_keys.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace boswell;

TEST_CASE("no text of a message has the key of a file") {
    const std::string link = "aesgcm://h.example/a.jpg#00ff";
    MessageRecord message;
    message.body = message.subject = link;
    message.shown = link;
    message.bodies = {{"en", link}};
    message.versions = {{.body = link, .shown = link}};
    message.attachments = {{.url = link,
                            .description = link,
                            .caption = link,
                            .thumbnails = {{link, "image/png", {}}}}};
    message.mentions = {{link, {}, {}}};
    message.previews = {{.url = link, .title = link, .description = link, .image = link}};
    message.stanza = "<body>" + link + "</body>";
    view::leave_out_link_keys(message);
    const auto& file = message.attachments[0];
    const auto& preview = message.previews[0];
    for (const auto& text :
         {message.body, message.subject, *message.shown, message.bodies[0].text,
          message.versions[0].body, *message.versions[0].shown, file.url, file.description,
          file.caption, file.thumbnails[0].uri, message.mentions[0].uri, preview.url, preview.title,
          preview.description, preview.image})
        CHECK(text == "aesgcm://h.example/a.jpg#key-left-out");
    CHECK(message.stanza == "<body>aesgcm://h.example/a.jpg#key-left-out</body>");

    MessageCopy copy;
    copy.stanza = "<body>" + link + "</body>";
    view::leave_out_stanza_link_keys(copy);
    CHECK(copy.stanza == message.stanza);
}
