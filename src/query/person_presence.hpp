// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/persons.hpp"
#include "query/together.hpp"

#include <span>
#include <vector>

namespace boswell::query {

/// The presence of one person, of whom `sightings` has what was seen of each address by each
/// account: online where any address was, offline only where all were observed and offline, else
/// unknown. An address was observed where any account saw it; one without sightings never was.
///
/// Of several that are online the readiest counts (chat, available, dnd, away, xa; then the order
/// of `sightings`), and the interval names its account, contact, resource and status; where nobody
/// is online, only the account and contact of the first. All of them name the person. Tiles the
/// period; no two neighbours are the same. There is at least one sighting, and each tiles the same
/// period.
std::vector<PresenceInterval> person_intervals(const Person& person, const Sightings& sightings);

/// The same for one moment; of at least one state, all at the same time. A person is offline since
/// the last of the addresses went.
PresenceAt person_at(const Person& person, std::span<const PresenceAt> states);

}  // namespace boswell::query
