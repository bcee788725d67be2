// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/password.hpp"

#include "agent/command_output.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/log.hpp"
#include "base/text.hpp"

#include <cstdlib>

namespace boswell::agent {

static constexpr log::Domain domain{"password"};
static constexpr std::size_t max_size = 4096;

static std::string first_line(const std::string& content, std::string_view origin) {
    auto line = content.substr(0, content.find('\n'));
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty()) throw Error("{} holds no password in its first line", origin);
    if (!is_utf8(line)) throw Error("the password in {} is not UTF-8", origin);
    return line;
}

static std::string from_file(const std::filesystem::path& path) {
    using std::filesystem::perms;
    std::error_code ignored;
    const auto mode = std::filesystem::status(path, ignored).permissions();
    if (!ignored && (mode & (perms::group_read | perms::others_read)) != perms::none) {
        log::warning(domain, "{} can be read by others; chmod 600 would be better", path.string());
    }
    return first_line(read_file(path, max_size), path.string());
}

static std::string from_credential(const std::string& name) {
    const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
    if (folder == nullptr) {
        throw Error(
            "credential '{}' is asked for, but systemd gave none; add LoadCredential={}:… to the "
            "unit",
            name, name);
    }
    return first_line(read_file(std::filesystem::path(folder) / name, max_size),
                      "credential '" + name + "'");
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
            return from_file(file.path);
        }
        std::string operator()(const PasswordSource::Credential& credential) const {
            return from_credential(credential.name);
        }
        std::string operator()(const PasswordSource::Command& command) const {
            const auto output = command_output(command.arguments, {max_size, timeout}, stop);
            return first_line(output, "the output of " + command.arguments.front());
        }
    };
    return std::visit(Read{timeout, std::move(stop)}, source.source);
}

}  // namespace boswell::agent
