// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/reader.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace boswell::cli {

/// What people are called in the output: the name in the roster, else the nickname of the vCard,
/// else a part of the address. A message shows the name of its time. Everything it returns is
/// printable.
class Names {
public:
    /// The archive outlives this. Reads what is asked for, once for each contact.
    explicit Names(const archive::Reader& archive) : archive_(archive) {}

    /// Who wrote the message; in rooms the nickname.
    std::string sender(const MessageRecord& message) const;
    /// The name now; "" if only the address is known.
    std::string of(const Jid& account, const Jid& contact) const;

private:
    struct History {
        std::vector<RosterVersion> roster;
        std::vector<VCardVersion> vcards;
    };
    const History& history_of(const Jid& account, const Jid& contact) const;
    std::string at(const Jid& account, const Jid& contact, Time time) const;

    const archive::Reader& archive_;
    mutable std::map<std::pair<Jid, Jid>, History> histories_;  // by account and contact
};

}  // namespace boswell::cli
