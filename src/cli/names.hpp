// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/reader.hpp"

#include <map>
#include <string>
#include <utility>

namespace boswell::cli {

/// What people are called in the output: the name in the roster, else the nickname of the vCard,
/// else a part of the address. Reads all contacts once. Everything it returns is printable.
class Names {
public:
    explicit Names(const archive::Reader& archive);

    /// Who wrote the message; in rooms the nickname.
    std::string sender(const MessageRecord& message) const;
    /// "" if only the address is known.
    std::string of(const Jid& account, const Jid& contact) const;

private:
    std::map<std::pair<Jid, Jid>, std::string> names_;  // (account, contact)
};

}  // namespace boswell::cli
