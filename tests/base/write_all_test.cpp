// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/write_all.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <array>
#include <cerrno>
#include <ostream>
#include <string>
#include <thread>

using namespace boswell;

TEST_CASE("a stream on a pipe that does not block loses nothing when the pipe is full") {
    std::array<int, 2> ends{};
    REQUIRE(::pipe2(ends.data(), O_NONBLOCK) == 0);
    std::size_t size = 0;
    std::thread reader([&] {
        std::array<char, 4096> part{};
        for (;;) {
            const auto count = ::read(ends[0], part.data(), part.size());
            if (count == 0) return;
            if (count > 0) size += static_cast<std::size_t>(count);
        }
    });
    WaitingBuffer buffer(ends[1]);
    std::ostream out(&buffer);
    out << std::string(1'000'000, 'x') << 'y';
    CHECK(out);
    ::close(ends[1]);
    reader.join();
    ::close(ends[0]);
    CHECK(size == 1'000'001);
}

TEST_CASE("a stream whose descriptor fails says why") {
    WaitingBuffer buffer(-1);
    std::ostream out(&buffer);
    errno = 0;
    out << "x";
    CHECK_FALSE(out);
    CHECK(errno == EBADF);
    CHECK(write_all(-1, "x") == EBADF);
}
