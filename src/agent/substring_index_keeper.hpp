// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/clock.hpp"
#include "agent/worker.hpp"
#include "archive/substring_index_job.hpp"

#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>

namespace boswell::agent {

/// Makes or removes the archive's index for substrings, as the configuration wants it, on a thread
/// of its own beside the loop. Says in the log when it begins and ends, and once a minute how far
/// it is.
class SubstringIndexKeeper {
public:
    /// The arguments must outlive this object, and the archive must be open.
    SubstringIndexKeeper(asio::io_context& loop, Clock& clock, std::filesystem::path archive);

    /// Begins whatever is to be done; may be called again. A failure is logged, and the archive
    /// goes on without the index.
    void want(bool wanted);
    /// Ends the work soon; the next start of the agent goes on with it.
    void stop();

private:
    using Goal = archive::SubstringIndexJob::Goal;
    struct Progress {
        std::int64_t done;
        std::int64_t total;
        bool is_reached;
    };
    asio::awaitable<void> run();
    asio::awaitable<void> work();
    Progress advance(const std::stop_token& stop);
    void tell(const Progress& progress);

    asio::io_context& loop_;
    Clock& clock_;
    std::filesystem::path archive_;
    asio::steady_timer pause_;
    std::optional<Goal> wanted_;
    Goal goal_{};
    std::unique_ptr<archive::SubstringIndexJob> job_;  // used by one thread after the other
    Worker worker_;
    bool is_running_ = false;
    bool is_stopping_ = false;
    std::optional<Clock::Instant> told_at_;  // none if there was nothing to be done so far
};

}  // namespace boswell::agent
