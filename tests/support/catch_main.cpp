// SPDX-License-Identifier: GPL-3.0-or-later
#define CATCH_CONFIG_RUNNER
#include "temp_dir.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>

int main(int count, char** words) {
    // Whatever the tests remember, nobody else shall remember it.
    const boswell::test::TempDir state;
    ::setenv("XDG_STATE_HOME", state.path().c_str(), 1);
    return Catch::Session().run(count, words);
}
