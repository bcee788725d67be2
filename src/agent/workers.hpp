// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/thread_pool.hpp>
#include <asio/use_awaitable.hpp>

#include <stop_token>
#include <utility>

namespace boswell::agent {

/// A few threads for what blocks: DNS, password commands. Results come back to the coroutine that
/// waits for them, so nothing else in the program ever runs beside anything.
class Workers {
public:
    Workers() : pool_(4) {}
    ~Workers() {
        stop_.request_stop();
        pool_.stop();
        pool_.join();
    }
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    /// Runs `job(std::stop_token)` on a worker and returns, or throws, what it does. Jobs must heed
    /// the token within half a second: the program waits for them when it ends.
    template <typename Job>
    asio::awaitable<std::invoke_result_t<Job, std::stop_token>> run(Job job) {
        using Result = std::invoke_result_t<Job, std::stop_token>;
        auto on_pool = [](Job task, std::stop_token stop) -> asio::awaitable<Result> {
            co_return task(std::move(stop));
        };
        co_return co_await asio::co_spawn(pool_, on_pool(std::move(job), stop_.get_token()),
                                          asio::use_awaitable);
    }

private:
    std::stop_source stop_;
    asio::thread_pool pool_;
};

}  // namespace boswell::agent
