// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/pager.hpp"

#include "base/error.hpp"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

namespace boswell::cli {

static const char* program() {
    const char* pager = std::getenv("PAGER");
    return pager == nullptr ? "less" : pager;
}

bool Pager::wanted() {
    const std::string_view pager = program();
    return !pager.empty() && pager != "cat";
}

Pager::Pager() {
    int ends[2];
    if (::pipe(ends) != 0) throw Error("cannot start the pager: {}", errno_text());
    process_ = ::fork();
    if (process_ < 0) throw Error("cannot start the pager: {}", errno_text());
    if (process_ == 0) {
        ::dup2(ends[0], STDIN_FILENO);
        ::close(ends[0]);
        ::close(ends[1]);
        ::signal(SIGPIPE, SIG_DFL);
        ::setenv("LESS", "FRX", 0);
        // If there is no such program the output still has to reach the screen.
        const auto command = std::string(program()) + " || cat";
        ::execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
        ::_exit(127);
    }
    ::close(ends[0]);
    descriptor_ = ends[1];
}

Pager::~Pager() {
    ::close(descriptor_);
    while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
    }
}

}  // namespace boswell::cli
