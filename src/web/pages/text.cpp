// SPDX-License-Identifier: GPL-3.0-or-later
// The whole text of a message, or with parameter `copy` the stanza of one of its copies, as plain
// text: however long they are, and without a page around them.
#include "base/error.hpp"
#include "base/printable.hpp"
#include "view/message_text.hpp"
#include "web/frame.hpp"
#include "web/page.hpp"

#include <algorithm>

namespace boswell::web {

static Response plain(std::string_view text) {
    return {.type = "text/plain; charset=utf-8", .body = printable(text, Lines::many)};
}

static Response nothing() {
    return error_page(404, "There is no such text", "No message or copy has this number.");
}

static Response respond(const PageContext& context) {
    const auto id = context.number("id");
    if (!id) throw UsageError("the address of this page needs the number of a message as id");
    if (const auto number = context.number("copy")) {
        const auto copies = context.reader.copies(*id);
        const auto copy = std::ranges::find(copies, *number, &MessageCopy::id);
        return copy == copies.end() ? nothing() : plain(copy->stanza);
    }
    const auto message = context.reader.find_message(*id);
    return message ? plain(view::shown_body(*message)) : nothing();
}

extern constinit const Page text_page = {.path = "/text", .respond = respond};

}  // namespace boswell::web
