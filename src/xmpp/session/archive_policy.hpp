// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/translate.hpp"
#include "xmpp/session/outlet.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace boswell::xmpp {

/// Asks the account's server what it keeps in its archive (XEP-0441) and, where it can tell, from
/// when to when the archive reaches (XEP-0313 5): at the beginning of a session and once an hour,
/// because another client may change the one, and time the other. Reports the answers, and writes
/// to the log what the user may have to know.
class ArchivePolicy {
public:
    using Instant = IqTracker::Instant;
    static constexpr std::chrono::hours interval{1};

    /// The references outlive this.
    ArchivePolicy(const stanza::Context& context, Outlet& outlet)
        : context_(context), outlet_(outlet) {}

    /// To be called once, if the account has an archive. `features` are those of the account.
    void begin(const std::vector<std::string>& features, BareJidDelivery delivery, Instant now);
    /// Asks again once the interval is over. To be called now and then.
    void tick(Instant now);
    /// What is sent to the bare JID has come without the archive. Reports it the first time.
    void show_delivery();

private:
    void ask(Instant now);
    void take_preferences(const stanza::Element* iq);
    void take_metadata(const stanza::Element* iq);
    void report(std::optional<ArchivePreferences> preferences);
    void tell(const ArchivePreferences& preferences);
    bool is_from_account(const stanza::Element& iq) const;

    const stanza::Context& context_;
    Outlet& outlet_;
    bool has_metadata_ = false;
    std::optional<Instant> next_;  // none before the first time
    BareJidDelivery delivery_ = BareJidDelivery::as_before;
    bool is_shown_ = false;
    std::optional<ArchivePreferences> told_;
};

}  // namespace boswell::xmpp
