// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/worker.hpp"

#include "base/error.hpp"

#include <catch2/catch.hpp>

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>

#include <atomic>
#include <chrono>

using namespace boswell;
using agent::Worker;
using namespace std::chrono_literals;
using Job = std::function<int(std::stop_token)>;

static asio::awaitable<void> note(Worker& worker, Job job, std::string& outcome) {
    try {
        outcome = std::to_string(co_await worker.run(job));
    } catch (const Error& error) {
        outcome = error.what();
    }
}

static int wait_for_stop(const std::stop_token& stop) {
    while (!stop.stop_requested()) std::this_thread::sleep_for(1ms);
    throw Error("stopped");
}

TEST_CASE("a job runs beside the loop, and its result comes back into it") {
    asio::io_context loop;
    Worker worker;
    std::string outcome;
    std::thread::id where;
    const Job job = [&](const std::stop_token&) {
        where = std::this_thread::get_id();
        return 7;
    };
    asio::co_spawn(loop, note(worker, job, outcome), asio::detached);
    loop.run();
    CHECK(outcome == "7");
    CHECK(where != std::this_thread::get_id());
}

TEST_CASE("what a job throws is thrown where its result is waited for") {
    asio::io_context loop;
    Worker worker;
    std::string outcome;
    const Job job = [](const std::stop_token&) -> int { throw Error("no luck"); };
    asio::co_spawn(loop, note(worker, job, outcome), asio::detached);
    loop.run();
    CHECK(outcome == "no luck");
}

TEST_CASE("a job that is stopped ends, and the next one runs") {
    asio::io_context loop;
    Worker worker;
    std::string first;
    std::string second;
    asio::co_spawn(loop, note(worker, wait_for_stop, first), asio::detached);
    loop.run_for(20ms);
    CHECK(first.empty());
    worker.stop();
    loop.run();
    CHECK(first == "stopped");
    worker.stop();  // nothing to stop
    loop.restart();
    const Job job = [](const std::stop_token& stop) { return stop.stop_requested() ? 1 : 2; };
    asio::co_spawn(loop, note(worker, job, second), asio::detached);
    loop.run();
    CHECK(second == "2");
}

TEST_CASE("the jobs of many workers wait for nobody") {
    asio::io_context loop;
    std::vector<Worker> workers(16);
    std::vector<std::string> outcomes(16);
    std::atomic<int> running = 0;
    // Each ends only once all of them run.
    const Job job = [&](const std::stop_token& stop) {
        ++running;
        while (running < 16 && !stop.stop_requested()) std::this_thread::sleep_for(1ms);
        return 1;
    };
    for (std::size_t i = 0; i < 16; ++i)
        asio::co_spawn(loop, note(workers[i], job, outcomes[i]), asio::detached);
    loop.run_for(10s);
    CHECK(outcomes == std::vector<std::string>(16, "1"));
}

TEST_CASE("who is destroyed stops its job and waits for it") {
    asio::io_context loop;
    std::string outcome;
    std::atomic<bool> ended = false;
    const Job job = [&](const std::stop_token& stop) {
        while (!stop.stop_requested()) std::this_thread::sleep_for(1ms);
        ended = true;
        return 1;
    };
    {
        Worker worker;
        asio::co_spawn(loop, note(worker, job, outcome), asio::detached);
        loop.run_for(20ms);
    }
    CHECK(ended);
}
