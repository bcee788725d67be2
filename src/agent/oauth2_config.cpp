// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/oauth2_config.hpp"

#include "agent/http.hpp"

#include "base/file.hpp"

#include <array>

namespace boswell::agent {

static constexpr std::array<const char*, 5> keys_of_refresh{"client_id", "client_secret_file",
                                                            "refresh_token_file", "scope",
                                                            "device_authorization_endpoint"};

static std::string endpoint(TomlSection& section, std::string_view key) {
    auto url = section.text(key);
    if (!url) return "";
    try {
        require_endpoint(*url);
    } catch (const Error& error) {
        throw section.error(key, error.what());
    }
    return *std::move(url);
}

static void require_nothing_beside_command(const TomlSection& section) {
    for (const auto* key : keys_of_refresh) {
        if (!section.has(key)) continue;
        throw section.error(
            key, fmt::format("'{}' has no effect beside token_command; remove one of them", key));
    }
}

static void require(const TomlSection& section, std::string_view key, bool is_there) {
    if (is_there) return;
    throw section.error(
        "", fmt::format("there is no {}; add it, or token_command in place of all", key));
}

OAuth2Source read_oauth2(const TomlSection& account, const toml::table& table,
                         const std::filesystem::path& file) {
    const auto* own = table["oauth2"].as_table();
    if (own == nullptr)
        throw account.error("oauth2",
                            "'oauth2' must be a table that begins with a line [account.oauth2]");
    TomlSection section(*own, file,
                        {"token_endpoint", "device_authorization_endpoint", "client_id",
                         "client_secret_file", "refresh_token_file", "token_command", "scope"});
    section.refuse_unknown();
    OAuth2Source source;
    source.token_endpoint = endpoint(section, "token_endpoint");
    if (auto command = section.texts("token_command")) {
        require_nothing_beside_command(section);
        source.token_command = *std::move(command);
        source.token_command.front() = expand_home(source.token_command.front());
        return source;
    }
    source.device_authorization_endpoint = endpoint(section, "device_authorization_endpoint");
    source.client_id = section.text("client_id").value_or("");
    source.client_secret_file = section.path("client_secret_file").value_or("");
    source.refresh_token_file = section.path("refresh_token_file").value_or("");
    source.scope = section.text("scope").value_or("");
    require(section, "token_endpoint", !source.token_endpoint.empty());
    require(section, "client_id", !source.client_id.empty());
    require(section, "refresh_token_file", !source.refresh_token_file.empty());
    return source;
}

}  // namespace boswell::agent
