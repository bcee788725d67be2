// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/program.hpp"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

// A file opened later must not take the number of a closed standard stream, or messages would be
// written into it. Opened the wrong way round, so that writing to a closed output still fails.
static void occupy_standard_streams() {
    for (int descriptor = 0; descriptor <= 2; ++descriptor) {
        if (::fcntl(descriptor, F_GETFD) != -1) continue;
        if (::open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY) < 0) ::_exit(3);
    }
}

int main(int argc, char** argv) {
    occupy_standard_streams();
    // A reader that leaves early shows as EPIPE, which StickyWriter understands.
    ::signal(SIGPIPE, SIG_IGN);
    return boswell::cli::run_program({argv + 1, argv + argc});
}
