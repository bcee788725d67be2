// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/omemo_work.hpp"

#include "xmpp/xml/tag.hpp"

#include <algorithm>
#include <optional>

namespace boswell::agent {

static bool has_archive(const ConnectionChanged& online) {
    return std::ranges::find(online.features, xmpp::ns::archive) != online.features.end();
}

void OmemoWork::see(const Event& event) {
    if (const auto* message = std::get_if<Message>(&event))
        waits_ = waits_ || !message->encryption.empty();
    if (const auto* change = std::get_if<ConnectionChanged>(&event)) see(*change);
    if (const auto* progress = std::get_if<ArchiveProgress>(&event))
        is_current_ = is_current_ || (progress->archive == progress->account &&
                                      progress->caught_up && progress->complete);
}

// A resumed stream brings what was missed on it. Whether all before that has been fetched is as it
// was: a process that was killed in between may have begun with the newest page.
void OmemoWork::see(const ConnectionChanged& change) {
    if (change.state != ConnectionState::online || change.resumed) return;
    is_current_ = !has_archive(change);
    may_be_restored_ = true;
}

void OmemoWork::ask_for_bundles(const std::vector<OmemoAddress>& devices,
                                xmpp::AbstractSession& session) {
    for (const auto& device : devices)
        session.fetch_bundle(device, [this, device](const std::optional<OmemoBundle>& bundle) {
            if (bundle) bundles_.push_back({device, *bundle});
        });
}

void OmemoWork::begin_anew(OmemoDevices& devices, const Jid& account,
                           xmpp::AbstractSession& session) {
    // One at a time: what is sent is not to be sent again if the archive fails at the next one.
    for (; !bundles_.empty(); bundles_.pop_back()) {
        const auto& [of, keys] = bundles_.back();
        if (const auto message = devices.begin_anew(account, of, keys)) session.send(*message);
    }
}

// After what waits has been read with the sessions as they are: much of that can be.
void OmemoWork::look_for_restored(OmemoDevices& devices, const Jid& account,
                                  xmpp::AbstractSession& session) {
    may_be_restored_ = false;
    ask_for_bundles(devices.restored_sessions(account), session);
}

void OmemoWork::go_on(OmemoDevices& devices, const Jid& account, bool may_answer,
                      xmpp::AbstractSession& session) {
    if (!session.online()) return;
    if (!bundles_.empty() && may_answer) begin_anew(devices, account, session);
    if (!waits_ && may_be_restored_ && may_answer) look_for_restored(devices, account, session);
    if (!waits_) return;
    // An archive that does not answer must not hold up what comes live for ever.
    if (!is_current_ && !session.caught_up()) return;
    const auto work = devices.read(account, may_answer);
    for (const auto& answer : work.answers) session.send(answer);
    ask_for_bundles(work.lost_sessions, session);
    waits_ = work.more;
    if (waits_ || !may_answer) return;
    for (const auto& bundle : devices.renew(account)) session.publish(bundle);
}

}  // namespace boswell::agent
