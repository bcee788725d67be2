// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace boswell::cli {

/// The user's browser, which is sent to an address with a secret in it. Every user of the machine
/// sees the arguments of programs, so the browser is given a file, for this user alone, that leads
/// to the address. The file is gone with the object, or once it has done its work.
class Browser {
public:
    Browser() = default;
    ~Browser() { opened(); }
    Browser(const Browser&) = delete;
    Browser& operator=(const Browser&) = delete;

    /// Starts xdg-open; complains if that cannot be.
    void open(const std::string& address);
    /// The address was used.
    void opened() noexcept;

private:
    std::filesystem::path file_;
};

}  // namespace boswell::cli
