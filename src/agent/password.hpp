// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <stop_token>
#include <string>
#include <variant>
#include <vector>

namespace boswell::agent {

/// Where the password of an account comes from. The password is read anew for every login and not
/// kept after it.
struct PasswordSource {
    struct Literal {
        std::string password;
        friend bool operator==(const Literal&, const Literal&) = default;
    };
    struct File {
        std::filesystem::path path;  ///< its first line is the password
        friend bool operator==(const File&, const File&) = default;
    };
    struct Command {
        std::vector<std::string>
            arguments;  ///< run without a shell; the first line of its output is the password
        friend bool operator==(const Command&, const Command&) = default;
    };
    struct Credential {
        std::string name;  ///< a file in $CREDENTIALS_DIRECTORY (systemd.exec(5), LoadCredential=)
        friend bool operator==(const Credential&, const Credential&) = default;
    };
    std::variant<Literal, File, Command, Credential> source;
    friend bool operator==(const PasswordSource&, const PasswordSource&) = default;
};

/// Blocks while a command runs, for at most `timeout` or until `stop` is requested: call it on
/// a worker. Throws Error that names the file or the command, but never contains what was read.
std::string read_password(const PasswordSource& source, std::chrono::milliseconds timeout,
                          std::stop_token stop = {});

}  // namespace boswell::agent
