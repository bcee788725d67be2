// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/standard_streams.hpp"
#include "cli/program.hpp"

#include <signal.h>

int main(int argc, char** argv) {
    boswell::occupy_standard_streams();
    // A reader that leaves early shows as EPIPE, which StickyWriter understands.
    ::signal(SIGPIPE, SIG_IGN);
    return boswell::cli::run_program({argv + 1, argv + argc});
}
