// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/standard_streams.hpp"

#include <sys/wait.h>
#include <catch2/catch.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <vector>

/// What a program sees that was started with these closed: 0 if a file that it opens gets none of
/// their numbers, and writing to a closed output fails.
static int begin_without(const std::vector<int>& closed) {
    const auto child = ::fork();
    if (child == 0) {
        for (const int number : closed) ::close(number);
        boswell::occupy_standard_streams();
        if (::open("/", O_RDONLY) <= STDERR_FILENO) ::_exit(1);
        for (const int number : closed) {
            if (number != STDIN_FILENO && (::write(number, "x", 1) != -1 || errno != EBADF))
                ::_exit(2);
        }
        ::_exit(0);
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST_CASE("no file takes the number of a closed standard stream") {
    CHECK(begin_without({}) == 0);
    for (const int number : {0, 1, 2}) CHECK(begin_without({number}) == 0);
    CHECK(begin_without({1, 2}) == 0);
    CHECK(begin_without({0, 1, 2}) == 0);
}
