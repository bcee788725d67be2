// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/substring_index_keeper.hpp"

#include "archive/writer.hpp"
#include "base/error.hpp"
#include "base/log.hpp"

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>

#include <chrono>
#include <utility>

namespace boswell::agent {

using namespace std::chrono_literals;

static constexpr log::Domain domain{"search"};

/// After so long the thread comes back to the loop, which alone may write into the log.
static constexpr auto slice = 2s;
static constexpr auto between_words = 60s;
/// Before another try, if the archive cannot be written to.
static constexpr auto patience = 60s;

SubstringIndexKeeper::SubstringIndexKeeper(asio::io_context& loop, Clock& clock,
                                           std::filesystem::path archive)
    : loop_(loop), clock_(clock), archive_(std::move(archive)), pause_(loop) {}

void SubstringIndexKeeper::want(bool wanted) {
    const auto goal = wanted ? Goal::complete : Goal::none;
    if (wanted_ == goal || is_stopping_) return;
    wanted_ = goal;
    worker_.stop();
    pause_.cancel();
    if (!is_running_) asio::co_spawn(loop_, run(), asio::detached);
}

void SubstringIndexKeeper::stop() {
    is_stopping_ = true;
    worker_.stop();
    pause_.cancel();
}

asio::awaitable<void> SubstringIndexKeeper::run() {
    is_running_ = true;
    try {
        co_await work();
    } catch (const Error& error) {
        log::error(domain, "{}: the index for substrings cannot be kept: {}", archive_.string(),
                   explain(error));
        wanted_.reset();  // the next configuration may try again
    }
    job_.reset();
    is_running_ = false;
}

asio::awaitable<void> SubstringIndexKeeper::work() {
    const std::function<Progress(std::stop_token)> advance = [this](const std::stop_token& stop) {
        return this->advance(stop);
    };
    while (!is_stopping_) {
        if (goal_ != *wanted_ || !job_) {
            goal_ = *wanted_;
            job_.reset();
            told_at_.reset();
        }
        bool is_available = true;
        try {
            const auto progress = co_await worker_.run(advance);
            tell(progress);
            if (progress.is_reached && goal_ == *wanted_) co_return;
        } catch (const archive::Unavailable& error) {
            log::info(domain, "{}: {}", archive_.string(), explain(error));
            is_available = false;
        }
        if (is_available || is_stopping_) continue;
        job_.reset();
        clock_.set(pause_, patience);
        asio::error_code cancelled;
        co_await pause_.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
    }
}

/// On the thread of its own.
SubstringIndexKeeper::Progress SubstringIndexKeeper::advance(const std::stop_token& stop) {
    if (!job_) job_ = std::make_unique<archive::SubstringIndexJob>(archive_, goal_);
    const auto end = std::chrono::steady_clock::now() + (told_at_ ? slice : 0s);
    bool is_reached = false;
    do {
        is_reached = !job_->advance();
    } while (!is_reached && !stop.stop_requested() && std::chrono::steady_clock::now() < end);
    return {job_->done(), job_->total(), is_reached};
}

void SubstringIndexKeeper::tell(const Progress& progress) {
    const bool is_made = goal_ == Goal::complete;
    const auto [done, total, is_reached] = progress;
    const auto now = clock_.steady();
    if (is_reached) {
        if (told_at_ && is_made)
            log::notice(domain, "the index for substrings is complete: {} messages", done);
        if (told_at_ && !is_made) log::notice(domain, "the index for substrings is removed");
    } else if (!told_at_ || now - *told_at_ >= between_words) {
        told_at_ = now;
        if (!is_made) return log::notice(domain, "the index for substrings is being removed");
        log::notice(domain, "the index for substrings is being made: {} of {} messages", done,
                    total);
    }
}

}  // namespace boswell::agent
