// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/surroundings.hpp"

#include "archive/surroundings.hpp"
#include "cli/selection.hpp"

namespace boswell::cli {

view::Surroundings surroundings_in(const Context& context) {
    view::Surroundings around;
    around.gaps = [&context](const Jid& account, const Jid& with) {
        const auto stamp = stamp_filter(context);
        return archive::conversation_gaps(
            *context.archive,
            {.accounts = {account}, .contacts = {with}, .since = stamp.since, .until = stamp.until},
            context.clock.now);
    };
    around.presence = [&context](const Jid& account, const Jid& contact, const Period& period) {
        return archive::contact_presence(*context.archive, account, contact, period,
                                         context.clock.now);
    };
    around.pictures = [&context](const Jid& account, const Jid& contact) {
        return archive::picture_versions(*context.archive, account, contact);
    };
    around.picture = [&context](const std::string& sha1) {
        return context.archive->find_avatar(sha1);
    };
    return around;
}

}  // namespace boswell::cli
