// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/read/pairs.hpp"
#include "archive/read/spans.hpp"
#include "query/presence.hpp"
#include "sqlite/statement.hpp"

#include <vector>

namespace boswell::archive {

/// What was seen of one contact after the other, for the intervals of a period.
class Sightings {
public:
    Sightings(const sqlite::Database& database, Jids& jids, Time now);

    std::vector<query::ObservedSpan> of(const Pair& pair, const Period& period);

private:
    Jids& jids_;
    sqlite::Statement all_;
    sqlite::Statement latest_;
    ObservedSpans spans_;
};

}  // namespace boswell::archive
