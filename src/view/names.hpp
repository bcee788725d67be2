// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/record.hpp"
#include "query/persons.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace boswell::view {

/// How a contact was called in the course of time.
struct NameHistory {
    std::vector<RosterVersion> roster;  ///< oldest first
    std::vector<VCardVersion> vcards;   ///< oldest first
};

/// By which of their names people are called beside what they wrote: the one of that time, the one
/// of today, or their address.
enum class NameChoice { then, now, jid };
std::optional<NameChoice> parse_name_choice(std::string_view text);

/// What people are called: the name of the person to whom the address belongs, else the name in the
/// roster, else the nickname of the vCard, else a part of the address; in rooms the nickname.
/// Everything it returns is printable.
class Names {
public:
    using Lookup = std::function<NameHistory(const Jid& account, const Jid& contact)>;

    /// Knows nothing but addresses.
    Names() = default;
    /// Calls `lookup` at most once for each contact.
    explicit Names(Lookup lookup, NameChoice choice = NameChoice::then, query::Persons persons = {})
        : lookup_(std::move(lookup)), choice_(choice), persons_(std::move(persons)) {}

    /// Who wrote the message, by the name that was chosen.
    std::string sender(const MessageRecord& message) const;
    /// The name that was not chosen, where it is another one: "now Robert" beside a name of then,
    /// "then Bob" beside one of today, else "".
    std::string other_name(const MessageRecord& message) const;
    /// Who did it.
    std::string sender(const ChatState& state) const;
    /// The name now of somebody who has these names in the roster and the vCard.
    std::string of(const Jid& contact, const std::string& roster_name,
                   const std::string& nickname) const;
    /// The name now; "" if only the address is known.
    std::string of(const Jid& account, const Jid& contact) const;

private:
    const NameHistory& history_of(const Jid& account, const Jid& contact) const;
    std::string at(const Jid& account, const Jid& contact, Time time) const;
    std::string name_of(const Jid& jid, const MessageRecord& message) const;
    std::string sender_by_address(const MessageRecord& message) const;
    std::string sender_at(const MessageRecord& message, Time time) const;

    Lookup lookup_;
    NameChoice choice_ = NameChoice::then;
    query::Persons persons_;
    mutable std::unordered_map<std::string, NameHistory> histories_;  // by account and contact
};

/// An emoji and the names of those who sent it; both printable.
struct ShownReaction {
    std::string emoji;
    std::string senders;  ///< "bob, alice"
};
/// In the order in which the emoji were first sent.
std::vector<ShownReaction> reactions_of(const MessageRecord& message);

/// "👍 bob, alice; ❤ bob": each emoji with those who sent it; "" if there are none.
std::string shown_reactions(const MessageRecord& message);

/// "displayed by bob; received by carol": how far the message has got, of each reader the furthest;
/// "" if nobody's client has said so.
std::string shown_receipts(const MessageRecord& message);

}  // namespace boswell::view
