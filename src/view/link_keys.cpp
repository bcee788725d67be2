// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/link_keys.hpp"

#include "model/encrypted_link.hpp"

#include <string>

namespace boswell::view {

static void leave_out(std::string& text) {
    if (has_link_keys(text)) text = without_link_keys(text);
}

static void leave_out(std::optional<std::string>& text) {
    if (text) leave_out(*text);
}

static void leave_out(Attachment& file) {
    leave_out(file.url);
    leave_out(file.description);
    leave_out(file.caption);
    for (auto& thumbnail : file.thumbnails) leave_out(thumbnail.uri);
}

static void leave_out(LinkPreview& preview) {
    for (auto* text : {&preview.url, &preview.title, &preview.description, &preview.image})
        leave_out(*text);
}

void leave_out_link_keys(MessageRecord& message) {
    leave_out(message.body);
    leave_out(message.shown);
    leave_out(message.subject);
    for (auto& body : message.bodies) leave_out(body.text);
    for (auto& version : message.versions) {
        leave_out(version.body);
        leave_out(version.shown);
    }
    for (auto& file : message.attachments) leave_out(file);
    for (auto& preview : message.previews) leave_out(preview);
    for (auto& mention : message.mentions) leave_out(mention.uri);
    leave_out(message.stanza);
}

void leave_out_stanza_link_keys(MessageCopy& copy) { leave_out(copy.stanza); }

}  // namespace boswell::view
