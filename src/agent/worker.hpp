// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <asio/awaitable.hpp>
#include <asio/post.hpp>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>

#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

namespace boswell::agent {

/// Runs a job that blocks (DNS, a password command, HTTPS) on a thread that lives as long as the
/// job. Each account has a worker of its own, so it waits for no other account's job. The result
/// comes back to the coroutine that waits for it, so only jobs run beside the loop.
///
/// Jobs must heed their token within half a second, because an account that is stopped or
/// reconfigured calls stop(), and because the destructor waits for the job. Must not outlive the
/// loop.
class Worker {
public:
    Worker() = default;
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    /// Runs `job`, and returns or throws what the job does. One job at a time.
    ///
    /// COMPAT: GCC 12 destroys the temporaries of a co_await expression twice. Give the job a name
    /// of its own before the call.
    template <typename Result>
    asio::awaitable<Result> run(const std::function<Result(std::stop_token)>& job) {
        const auto executor = co_await asio::this_coro::executor;
        // Two owners: the coroutine, and the thread, which may outlive it.
        const auto errand = std::make_shared<Errand<Result>>(job, executor);
        thread_ = std::jthread([errand, executor](const std::stop_token& stop) {
            errand->run(stop);
            asio::post(executor, [errand] { errand->done.cancel(); });
        });
        asio::error_code cancelled;
        co_await errand->done.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
        if (errand->failure) std::rethrow_exception(errand->failure);
        co_return std::move(*errand->result);
    }

    /// Asks the job to end, if there is one; run() then returns or throws what the job does.
    void stop() { thread_.request_stop(); }

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

    std::jthread thread_;  // asks for an end and waits for it when it is replaced or destroyed
};

}  // namespace boswell::agent
