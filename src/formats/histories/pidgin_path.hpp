// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time_zone.hpp"
#include "formats/histories/history_file.hpp"
#include "model/jid.hpp"

#include <chrono>
#include <optional>

namespace boswell::formats {

/// What path and title of one of Pidgin's logs say:
/// logs/jabber/ACCOUNT/CONTACT/2011-12-14.110005+0100CET.html, and "Conversation with CONTACT at …
/// on ACCOUNT (jabber)".
struct PidginPath {
    enum class Kind { conversation, room, private_in_room, system } kind = Kind::conversation;
    Jid account;  ///< empty if neither says it
    Jid with;     ///< empty for the system log
    CivilTime begin{};
    std::optional<std::chrono::minutes> offset;  ///< of local time
};

/// Nullopt if it is no log of XMPP.
std::optional<PidginPath> parse_pidgin_path(HistoryFile& file);

}  // namespace boswell::formats
