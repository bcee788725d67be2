// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/clock.hpp"
#include "archive/writer.hpp"
#include "model/omemo.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace boswell::agent {

/// The accounts as OMEMO devices (XEP-0384): their keys, made when they are needed and renewed in
/// time, and the messages that wait in the archive to be read with them.
class OmemoDevices {
public:
    static constexpr std::uint32_t pre_keys = 100;             ///< that are published
    static constexpr std::chrono::days signed_pre_key_age{7};  ///< then there is a new one
    static constexpr std::chrono::days signed_pre_key_kept{60};
    static constexpr std::chrono::hours between_answers{1};  ///< to one device
    static constexpr std::chrono::minutes between_renewals{1};
    static constexpr std::chrono::days between_new_sessions{1};  ///< with one device
    /// Of all accounts in that time. A stranger can invent any number of devices.
    static constexpr std::size_t most_new_sessions = 100;
    static constexpr std::size_t at_once = 50;  ///< messages of one transaction

    OmemoDevices(archive::Writer& archive, const Clock& clock) : archive_(archive), clock_(clock) {}

    /// What the account's device publishes, for each protocol. Makes the device if there is none.
    /// All of these throw what Writer::use_omemo() throws.
    std::vector<OmemoBundle> bundles(const Jid& account);

    struct Work {
        bool more = false;  ///< messages still wait
        /// To be sent: who has begun a session, or has not heard of us for long.
        std::vector<OmemoEmptyMessage> answers;
        /// Devices with which a session is to be begun anew, because their messages cannot be read:
        /// each at most once a day.
        std::vector<OmemoAddress> lost_sessions;
    };
    /// Reads some of the messages that wait. Without `may_answer` nothing is to be sent.
    Work read(const Jid& account, bool may_answer);

    /// Devices with whose sessions the archive has fallen behind, because it was restored from a
    /// backup: these are to be begun anew, too, each at most once a day.
    std::vector<OmemoAddress> restored_sessions(const Jid& account);

    /// Begins a session anew by what its other side publishes, so that what that device says from
    /// then on can be read. The message that tells it so; nullopt if the bundle is no good.
    std::optional<OmemoEmptyMessage> begin_anew(const Jid& account, const OmemoAddress& with,
                                                const OmemoBundle& bundle);

    /// All that was sent is read: the pre-keys that sessions have begun with are of no use any
    /// more. The bundles to publish with others in their place; none if none was used, or if this
    /// was done less than a minute ago: who sends first messages without end must not make us
    /// publish without end.
    std::vector<OmemoBundle> renew(const Jid& account);

private:
    bool may_begin_anew(archive::OmemoDevice& device, const Jid& account, const OmemoAddress& with);
    void note_begun_anew(const Jid& account, const std::vector<OmemoAddress>& devices);

    archive::Writer& archive_;
    const Clock& clock_;
    std::map<Jid, Clock::Instant> renewed_at_;
    std::map<std::pair<Jid, OmemoAddress>, Clock::Instant> begun_anew_;  // tried, at least
};

}  // namespace boswell::agent
