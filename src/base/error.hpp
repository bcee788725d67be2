// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fmt/core.h>

#include <cerrno>
#include <exception>
#include <stdexcept>
#include <string>
#include <utility>

namespace boswell {

/// What both programs return to the shell. Promised to scripts; see the manual pages.
enum class ExitStatus : int {
    done = 0,
    nothing_found = 1,
    usage = 2,
    configuration_or_archive = 3,
    network_or_login = 4,
    check_failed = 5,
};

/// A failure a person can read: it names the thing, the value and what to do, in lower case and
/// without a full stop. Add context with std::throw_with_nested where more is known.
class Error : public std::runtime_error {
public:
    template <typename... Args>
    explicit Error(fmt::format_string<Args...> format, Args&&... args)
        : std::runtime_error(fmt::format(format, std::forward<Args>(args)...)) {}

    virtual ExitStatus status() const noexcept { return ExitStatus::configuration_or_archive; }
};

/// The command line is wrong.
class UsageError : public Error {
public:
    using Error::Error;
    ExitStatus status() const noexcept override { return ExitStatus::usage; }
};

/// A server could not be reached, is not who it says it is, or refused the login.
class NetworkError : public Error {
public:
    using Error::Error;
    ExitStatus status() const noexcept override { return ExitStatus::network_or_login; }
};

/// What the system says of an error number: "No such file or directory".
std::string errno_text(int number = errno);

/// The message of an exception and of everything nested in it: "outer: inner: innermost".
std::string explain(const std::exception& error);

/// The exit status for an exception: that of the innermost Error, else configuration_or_archive.
ExitStatus exit_status(const std::exception& error) noexcept;

}  // namespace boswell
