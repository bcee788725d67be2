// SPDX-License-Identifier: GPL-3.0-or-later
// Pipes that another process has made non-blocking.
#include "formats/input.hpp"
#include "formats/sticky_writer.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <chrono>
#include <thread>

using namespace boswell;
using namespace std::chrono_literals;

namespace {
struct Pipe {
    Pipe() { REQUIRE(::pipe2(ends, O_NONBLOCK | O_CLOEXEC) == 0); }
    int ends[2] = {};
};
}  // namespace

TEST_CASE("a pipe that has nothing at the moment is not at its end") {
    const Pipe pipe;
    std::thread slow([&] {
        for (const auto* part : {"one ", "two ", "three"}) {
            std::this_thread::sleep_for(20ms);
            static_cast<void>(!::write(pipe.ends[1], part, std::string_view(part).size()));
        }
        ::close(pipe.ends[1]);
    });
    formats::Input in(pipe.ends[0], "pipe");
    std::string all;
    for (auto part = in.read(); !part.empty(); part = in.read()) all += part;
    slow.join();
    ::close(pipe.ends[0]);
    CHECK(all == "one two three");
}

TEST_CASE("a pipe that is full at the moment takes the rest later") {
    const Pipe pipe;
    const std::string text(1 << 20, 'x');
    std::size_t arrived = 0;
    std::thread slow([&] {
        std::string buffer(1 << 16, ' ');
        while (arrived < text.size()) {
            std::this_thread::sleep_for(1ms);
            if (const auto count = ::read(pipe.ends[0], buffer.data(), buffer.size()); count > 0)
                arrived += static_cast<std::size_t>(count);
            else if (count == 0)
                break;
        }
    });
    {
        formats::StickyWriter out(pipe.ends[1], "pipe");
        out.write(text);
        CHECK_NOTHROW(out.finish());
    }
    ::close(pipe.ends[1]);
    slow.join();
    ::close(pipe.ends[0]);
    CHECK(arrived == text.size());
}
