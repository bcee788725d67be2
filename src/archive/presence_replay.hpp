// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqlite/statement.hpp"

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace boswell::archive {

/// Where a presence of a contact stands: seen_at and n.
using PresencePlace = std::pair<std::int64_t, std::int64_t>;

/// A row of table presence_state.
struct PresenceCheckpoint {
    PresencePlace place;
    std::int64_t observation;  ///< in which the presence at this place was seen
    bool has_held;             ///< other presences say how a resource is as well
};

/// The statement that finds the newest checkpoint of an account's contact (?1, ?2) that was seen
/// before ?3.
extern const char* const newest_checkpoint_sql;
/// Its row, if there is one.
std::optional<PresenceCheckpoint> find_checkpoint(sqlite::Use use);

/// The presences of one contact once more, in the order in which a reader has to take them: by the
/// observations, then by their places. What a checkpoint says is what this comes to.
class PresenceReplay {
public:
    /// The resources that are available (nullopt: the bare address), and where they were last seen.
    using Available = std::map<std::optional<std::int64_t>, PresencePlace>;
    /// The how manieth it is, its place, and what is available after it.
    using Take = std::function<void(std::int64_t number, const PresencePlace&, const Available&)>;

    explicit PresenceReplay(const sqlite::Database& database);

    /// Goes through what came behind `from`, or through everything. Calls `take` where a checkpoint
    /// may stand: what comes later in this order has a later place, and no presence without an
    /// observation could belong before it. Returns how many presences it has read.
    std::int64_t run(std::int64_t account, std::int64_t contact,
                     const std::optional<PresenceCheckpoint>& from, const Take& take);
    void forget() noexcept { observations_.clear(); }

private:
    struct Row {
        PresencePlace place;
        std::optional<std::int64_t> resource;
        bool is_available;
        std::int64_t observation;
    };
    struct Rows {
        std::vector<Row> seen;
        std::vector<PresencePlace> unassigned;  ///< without an observation
    };
    struct Observation {
        std::int64_t since;
        std::optional<std::int64_t> continues;
    };

    Rows rows_behind(std::int64_t account, std::int64_t contact,
                     const std::optional<PresenceCheckpoint>& from);
    Available available_at(std::int64_t account, std::int64_t contact,
                           const PresenceCheckpoint& checkpoint);
    const Observation& observation(std::int64_t id);
    bool continues(std::int64_t later, std::int64_t earlier);
    bool is_sure(const Row& row, const std::optional<PresenceCheckpoint>& from,
                 const std::vector<PresencePlace>& unassigned);

    sqlite::Statement rows_;
    sqlite::Statement held_;
    sqlite::Statement observation_;
    std::map<std::int64_t, Observation> observations_;
};

/// As in the column presence_state.held, without `place` itself; nullopt if that is all.
std::optional<std::string> held_beside(const PresencePlace& place,
                                       const PresenceReplay::Available& available);

}  // namespace boswell::archive
