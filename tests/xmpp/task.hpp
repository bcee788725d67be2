// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>

#include <chrono>
#include <exception>
#include <optional>
#include <stdexcept>
#include <utility>

namespace boswell::xmpp {

/// A coroutine that runs in a loop of the test's. (asio::use_future would finish it in a thread.)
template <typename T>
class Task {
public:
    Task(asio::io_context& loop, asio::awaitable<T> work) : loop_(loop) {
        asio::co_spawn(loop, std::move(work), [this](std::exception_ptr error, T value) {
            error_ = error;
            value_ = std::move(value);
        });
    }
    Task(const Task&) = delete;

    bool done() const { return error_ || value_; }

    /// Runs the loop until the coroutine is done, and gives what it returns or throws.
    T get() {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        while (!done()) {
            if (loop_.stopped()) loop_.restart();
            if (std::chrono::steady_clock::now() > end) throw std::runtime_error("it does not end");
            loop_.run_one_for(std::chrono::seconds(1));
        }
        if (error_) std::rethrow_exception(error_);
        return *value_;
    }

private:
    asio::io_context& loop_;
    std::exception_ptr error_;
    std::optional<T> value_;
};

template <typename T>
T run(asio::io_context& loop, asio::awaitable<T> work) {
    return Task<T>(loop, std::move(work)).get();
}

inline void run(asio::io_context& loop, asio::awaitable<void> work) {
    const auto wrap = [](asio::awaitable<void> inner) -> asio::awaitable<bool> {
        co_await std::move(inner);
        co_return true;
    };
    run(loop, wrap(std::move(work)));
}

}  // namespace boswell::xmpp
