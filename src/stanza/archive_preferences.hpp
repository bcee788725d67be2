// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/archive_preferences.hpp"
#include "stanza/element.hpp"

#include <cstddef>
#include <optional>

namespace boswell::stanza {

/// Of each list so many JIDs are read.
inline constexpr std::size_t most_preferred_jids = 1'000;

/// The <prefs/> of an answer to a request for the archiving preferences (XEP-0441 2.1). nullopt if
/// there is none, or if anything in it is not as the standard has it: a list that is read in part
/// would promise too much.
std::optional<ArchivePreferences> read_archive_preferences(const Element& iq);

}  // namespace boswell::stanza
