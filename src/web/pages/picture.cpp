// SPDX-License-Identifier: GPL-3.0-or-later
// The picture of a contact, by its SHA-1. What it is its first bytes say, whatever was claimed.
#include "view/image_type.hpp"
#include "web/frame.hpp"
#include "web/page.hpp"

namespace boswell::web {

static Response respond(const PageContext& context) {
    const auto avatar = context.reader.find_avatar(std::string(context.request.parameter("sha1")));
    const auto type = avatar ? view::image_type(avatar->bytes) : std::string_view();
    if (type.empty()) return error_page(404, "There is no such picture", "None that can be shown.");
    return {.type = std::string(type),
            .body = avatar->bytes,
            .headers = {{"Cache-Control", "private, max-age=31536000, immutable"}}};
}

extern constinit const Page picture_page = {.path = "/picture", .respond = respond};

}  // namespace boswell::web
