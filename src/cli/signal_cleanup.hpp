// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace boswell::cli {

/// A scope in which SIGHUP, SIGINT, SIGQUIT, SIGTERM, and SIGXFSZ where files may not be so large,
/// remove a database before they end the program. It would be left half made otherwise. One at a
/// time.
class SignalCleanup {
public:
    explicit SignalCleanup(const std::filesystem::path& file);
    ~SignalCleanup();
    SignalCleanup(const SignalCleanup&) = delete;
    SignalCleanup& operator=(const SignalCleanup&) = delete;
};

}  // namespace boswell::cli
