// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/omemo_work.hpp"

#include "xmpp/xml/tag.hpp"

#include <algorithm>

namespace boswell::agent {

static bool has_archive(const ConnectionChanged& online) {
    return std::ranges::find(online.features, xmpp::ns::archive) != online.features.end();
}

void OmemoWork::see(const Event& event) {
    if (const auto* message = std::get_if<Message>(&event))
        waits_ = waits_ || !message->encryption.empty();
    if (const auto* change = std::get_if<ConnectionChanged>(&event))
        is_current_ =
            change->state == ConnectionState::online && (change->resumed || !has_archive(*change));
    if (const auto* progress = std::get_if<ArchiveProgress>(&event))
        is_current_ =
            is_current_ || (progress->archive == progress->account && progress->caught_up);
}

void OmemoWork::go_on(OmemoDevices& devices, const Jid& account, bool may_answer,
                      xmpp::AbstractSession& session) {
    if (!waits_ || !session.online()) return;
    // An archive that does not answer must not hold up what comes live for ever.
    if (!is_current_ && !session.caught_up()) return;
    const auto work = devices.read(account, may_answer);
    for (const auto& answer : work.answers) session.send(answer);
    waits_ = work.more;
    if (waits_ || !may_answer) return;
    if (const auto bundle = devices.renew(account)) session.publish(*bundle);
}

}  // namespace boswell::agent
