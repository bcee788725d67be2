// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/guest.hpp"

#include "archive/lock.hpp"

#include <algorithm>
#include <optional>
#include <thread>
#include <utility>

namespace boswell::archive {

using namespace std::chrono_literals;

/// How long the work of a transaction may take beside the agent. The search index and the commit
/// take about as long again.
static constexpr auto share_of_work = 40ms;
static constexpr auto share_of_work_alone = 400ms;
static constexpr auto shortest_pause = 20ms;

/// A log of 256 MB, at which even a guest makes a checkpoint. The agent makes checkpoints sooner,
/// at its own commits.
static constexpr int most_pages_beside_agent = 65536;

Guest::Guest(sqlite::Database database) : database_(std::move(database)) {}

void Guest::transact(const std::function<void(Clock::time_point)>& work) {
    const bool lives = is_locked(database().path());
    if (lives != agent_lives_) {
        agent_lives_ = lives;
        database().checkpoint_after(lives ? most_pages_beside_agent
                                          : sqlite::Database::usual_checkpoint);
    }
    std::optional<Clock::time_point> begin;  // later than now, if it has to wait for its turn
    database_.transact([&] {
        begin = Clock::now();
        work(*begin + (agent_lives_ ? share_of_work : share_of_work_alone));
    });
    if (agent_lives_)
        std::this_thread::sleep_for(
            std::max<Clock::duration>(Clock::now() - *begin, shortest_pause));
}

}  // namespace boswell::archive
