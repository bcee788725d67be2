// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/password.hpp"

#include "agent/command_output.hpp"
#include "agent/secret.hpp"
#include "base/error.hpp"
#include "base/file.hpp"

#include <cstdlib>

namespace boswell::agent {

static constexpr std::size_t max_size = 4096;

static std::string from_credential(const std::string& name) {
    const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
    if (folder == nullptr) {
        throw Error(
            "credential '{}' is asked for, but systemd gave none; add LoadCredential={}:… to the "
            "unit",
            name, name);
    }
    return first_line(read_file(std::filesystem::path(folder) / name, max_size),
                      "credential '" + name + "'", "password");
}

std::string read_password(const PasswordSource& source, std::chrono::milliseconds timeout,
                          std::stop_token stop) {
    struct Read {
        std::chrono::milliseconds timeout;
        std::stop_token stop;
        std::string operator()(const PasswordSource::Literal& literal) const {
            return literal.password;
        }
        std::string operator()(const PasswordSource::File& file) const {
            return read_secret_file(file.path, "password");
        }
        std::string operator()(const PasswordSource::Credential& credential) const {
            return from_credential(credential.name);
        }
        std::string operator()(const PasswordSource::Command& command) const {
            const auto output = command_output(command.arguments, {max_size, timeout}, stop);
            return first_line(output, "the output of " + command.arguments.front(), "password");
        }
    };
    return std::visit(Read{timeout, std::move(stop)}, source.source);
}

}  // namespace boswell::agent
