// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/clock.hpp"
#include "archive/writer.hpp"
#include "model/omemo.hpp"

#include <cstddef>
#include <map>
#include <optional>
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
    static constexpr std::size_t at_once = 50;  ///< messages of one transaction

    OmemoDevices(archive::Writer& archive, const Clock& clock) : archive_(archive), clock_(clock) {}

    /// What the account's device publishes. Makes the device if there is none. All of these throw
    /// what Writer::use_omemo() throws.
    OmemoBundle bundle(const Jid& account);

    struct Work {
        bool more = false;  ///< messages still wait
        /// To be sent: who has begun a session, or has not heard of us for long.
        std::vector<OmemoEmptyMessage> answers;
    };
    /// Reads some of the messages that wait. Without `may_answer` there are no answers.
    Work read(const Jid& account, bool may_answer);

    /// All that was sent is read: the pre-keys that sessions have begun with are of no use any
    /// more. The bundle to publish with others in their place, or nullopt if none was used, or if
    /// this was done less than a minute ago: who sends first messages without end must not make us
    /// publish without end.
    std::optional<OmemoBundle> renew(const Jid& account);

private:
    archive::Writer& archive_;
    const Clock& clock_;
    std::map<Jid, Clock::Instant> renewed_at_;
};

}  // namespace boswell::agent
