// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <asio/awaitable.hpp>
#include <asio/post.hpp>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/this_coro.hpp>
#include <asio/thread_pool.hpp>
#include <asio/use_awaitable.hpp>

#include <exception>
#include <functional>
#include <memory>
#include <optional>
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

    /// Runs `job` on a worker and returns, or throws, what it does. Jobs must heed the token within
    /// half a second: the program waits for them when it ends.
    ///
    /// COMPAT: GCC 12 destroys the temporaries of a co_await expression twice. Give the job a name
    /// of its own before the call.
    template <typename Result>
    asio::awaitable<Result> run(const std::function<Result(std::stop_token)>& job) {
        const auto executor = co_await asio::this_coro::executor;
        // Two owners: the coroutine, and the worker in case that the coroutine is gone before.
        const auto errand = std::make_shared<Errand<Result>>(job, executor);
        asio::post(pool_, [errand, executor, stop = stop_.get_token()] {
            errand->run(stop);
            asio::post(executor, [errand] { errand->done.cancel(); });
        });
        asio::error_code cancelled;
        co_await errand->done.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
        if (errand->failure) std::rethrow_exception(errand->failure);
        co_return std::move(*errand->result);
    }

private:
    template <typename Result>
    struct Errand {
        Errand(const std::function<Result(std::stop_token)>& what,
               const asio::any_io_executor& executor)
            : job(what), done(executor, asio::steady_timer::time_point::max()) {}
        void run(const std::stop_token& stop) noexcept {
            try {
                result = job(stop);
            } catch (...) {
                failure = std::current_exception();
            }
        }
        std::function<Result(std::stop_token)> job;
        asio::steady_timer done;  // never expires; cancelled when the result is there
        std::optional<Result> result;
        std::exception_ptr failure;
    };

    std::stop_source stop_;
    asio::thread_pool pool_;
};

}  // namespace boswell::agent
