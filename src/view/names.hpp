// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/record.hpp"

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace boswell::view {

/// How a contact was called in the course of time.
struct NameHistory {
    std::vector<RosterVersion> roster;  ///< oldest first
    std::vector<VCardVersion> vcards;   ///< oldest first
};

/// What people are called: the name in the roster, else the nickname of the vCard, else a part of
/// the address; in rooms the nickname. A message shows the name of its time. Everything it returns
/// is printable.
class Names {
public:
    using Lookup = std::function<NameHistory(const Jid& account, const Jid& contact)>;

    /// Knows nothing but addresses.
    Names() = default;
    /// Calls `lookup` at most once for each contact.
    explicit Names(Lookup lookup) : lookup_(std::move(lookup)) {}

    /// Who wrote the message.
    std::string sender(const MessageRecord& message) const;
    /// Who did it.
    std::string sender(const ChatState& state) const;
    /// The name now; "" if only the address is known.
    std::string of(const Jid& account, const Jid& contact) const;

private:
    const NameHistory& history_of(const Jid& account, const Jid& contact) const;
    std::string at(const Jid& account, const Jid& contact, Time time) const;

    Lookup lookup_;
    mutable std::map<std::pair<Jid, Jid>, NameHistory> histories_;  // by account and contact
};

/// "👍 bob, alice; ❤ bob": each emoji with those who sent it; "" if there are none.
std::string shown_reactions(const MessageRecord& message);

}  // namespace boswell::view
