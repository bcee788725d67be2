// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/contact_time.hpp"

namespace boswell::cli {

std::optional<Time> chosen_time(const Context& context) {
    const auto at = context.arguments.value("at");
    if (!at) return std::nullopt;
    return query::parse_time(*at, context.clock).until - milliseconds(1);
}

std::optional<Avatar> avatar_of(const Context& context, const ContactRecord& contact) {
    const auto at = chosen_time(context).value_or(Time::max());
    if (auto avatar = context.archive->published_avatar(contact.account, contact.jid, at))
        return avatar;
    if (!contact.vcard) return std::nullopt;
    return context.archive->find_avatar(contact.vcard->avatar_sha1);
}

}  // namespace boswell::cli
