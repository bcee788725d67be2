// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/password_config.hpp"

#include "base/file.hpp"

#include <algorithm>

namespace boswell::agent {

static void require_private(const TomlSection& section, const std::filesystem::path& file) {
    using std::filesystem::perms;
    const auto mode = std::filesystem::status(file).permissions();
    if ((mode & (perms::group_all | perms::others_all)) == perms::none) return;
    throw section.error("password",
                        "a file with a password in it must be readable only by you: chmod 600 " +
                            file.string() + ", or use password_file");
}

int count_password_keys(const TomlSection& section) {
    return static_cast<int>(std::ranges::count_if(
        password_keys, [&](std::string_view key) { return section.has(key); }));
}

PasswordSource read_password_source(TomlSection& section, const std::filesystem::path& file) {
    if (auto path = section.path("password_file")) return {PasswordSource::File{*path}};
    if (auto arguments = section.texts("password_command")) {
        arguments->front() = expand_home(arguments->front());
        return {PasswordSource::Command{*arguments}};
    }
    if (auto name = section.text("credential")) {
        if (name->empty() || name->find('/') != name->npos) {
            throw section.error("credential", "a credential is a name without '/'");
        }
        return {PasswordSource::Credential{*name}};
    }
    if (!section.has("password")) return {PasswordSource::Literal{}};
    require_private(section, file);
    const auto password = section.text("password").value_or("");
    if (password.find('\0') != std::string::npos)
        throw section.error("password", "no server takes a password with a NUL in it");
    return {PasswordSource::Literal{password}};
}

}  // namespace boswell::agent
