// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/contact_fields.hpp"

#include <fmt/core.h>

namespace boswell::view {

static void add_vcard(FieldLines& lines, const VCard& vcard) {
    lines.emplace_back("full name", vcard.full_name);
    lines.emplace_back("nickname", vcard.nickname);
    lines.emplace_back("given name", vcard.given);
    lines.emplace_back("family name", vcard.family);
    for (const auto& email : vcard.emails) lines.emplace_back("email", email);
    for (const auto& telephone : vcard.telephones) {
        const auto kind = telephone.kind.empty() ? "" : fmt::format(" ({})", telephone.kind);
        lines.emplace_back("telephone", telephone.number + kind);
    }
    lines.emplace_back("organisation", vcard.organisation);
    lines.emplace_back("title", vcard.title);
    lines.emplace_back("birthday", vcard.birthday);
    lines.emplace_back("url", vcard.url);
    lines.emplace_back("note", vcard.note);
    lines.emplace_back("photo at", vcard.photo_url);
}

FieldLines contact_fields(const ContactRecord& contact) {
    FieldLines lines;
    lines.emplace_back("name", contact.name);
    if (contact.subscription) {
        const bool gone = *contact.subscription == Subscription::remove;
        lines.emplace_back("subscription", gone ? "no longer in the roster"
                                                : std::string(to_string(*contact.subscription)));
    }
    if (contact.mark) lines.emplace_back("marked", to_string(*contact.mark));
    for (const auto& group : contact.groups) lines.emplace_back("group", group);
    if (contact.vcard) {
        add_vcard(lines, contact.vcard->vcard);
        if (!contact.vcard->avatar_sha1.empty()) {
            lines.emplace_back("avatar", fmt::format("{} bytes, {}", contact.vcard->avatar_bytes,
                                                     contact.vcard->avatar_sha1));
        }
    }
    std::erase_if(lines, [](const auto& line) { return line.second.empty(); });
    return lines;
}

}  // namespace boswell::view
