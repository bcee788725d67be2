// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/read/missing.hpp"
#include "model/record.hpp"

#include <vector>

/// Which messages a server's archive left out because it was told to (XEP-0441). Pure: no SQL.
namespace boswell::archive {

/// The gaps of an account whose server has said `terms`, oldest first: while these leave something
/// out, the times in which nobody was connected; and the others as well where the archive is the
/// only source of what is sent to the bare JID. The server may have begun to leave something out at
/// any time since it last said something else.
/// `first_watched` is when an agent was first connected.
std::vector<GapRecord> left_out(const Jid& account, const std::vector<ArchiveTerms>& terms,
                                const std::vector<Unwatched>& unwatched, Time first_watched);

}  // namespace boswell::archive
