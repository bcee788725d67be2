// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/token_place.hpp"

#include "base/error.hpp"
#include "base/file.hpp"
#include "cli/question.hpp"

#include <fmt/core.h>

#include <array>

namespace boswell::cli {

static constexpr std::array password_options{"password-command", "password-file"};
static constexpr std::array consent_options{"token-endpoint", "device-authorization-endpoint",
                                            "client-id",      "client-secret-file",
                                            "scope",          "refresh-token-file"};
static constexpr auto command_option = "token-command";

template <typename Names>
static void refuse(const Arguments& arguments, const Names& names, std::string_view reason) {
    for (const auto* name : names) {
        if (arguments.has(name)) throw UsageError("--{} {}", name, reason);
    }
}

void check_token_options(const Arguments& arguments) {
    if (!arguments.has("oauth2")) {
        refuse(arguments, consent_options, "goes with --oauth2");
        return refuse(arguments, std::array{command_option}, "goes with --oauth2");
    }
    refuse(arguments, password_options, "has no effect beside --oauth2");
    if (arguments.has(command_option))
        refuse(arguments, consent_options, "has no effect beside --token-command");
}

std::string absolute(const std::string& path) {
    return path.empty() ? "" : std::filesystem::absolute(path).string();
}

/// Asks for what the account cannot do without.
static std::string needed(const Arguments& arguments, const char* option, const char* question) {
    auto value = arguments.value(option).value_or("");
    if (value.empty() && somebody_is_there()) value = ask_line(fmt::format("{}: ", question));
    if (value.empty()) throw UsageError("--oauth2 needs --{}, or --token-command", option);
    return value;
}

/// Asks only somebody who is asked for more.
static std::string wanted(const Arguments& arguments, const char* option, const char* question,
                          bool asks) {
    if (const auto value = arguments.value(option)) return *value;
    return asks ? ask_line(fmt::format("{} (Enter: none): ", question)) : "";
}

config::TokenPlace token_place(const Arguments& arguments) {
    config::TokenPlace tokens;
    if (const auto command = arguments.value(command_option)) {
        tokens.command = {"sh", "-c", *command};
        return tokens;
    }
    const bool has_token = arguments.has("refresh-token-file");
    const bool asks =
        somebody_is_there() && !(arguments.has("token-endpoint") && arguments.has("client-id") &&
                                 (has_token || arguments.has("device-authorization-endpoint")));
    tokens.token_endpoint = needed(arguments, "token-endpoint", "URL of the token endpoint");
    if (!has_token)
        tokens.device_authorization_endpoint = needed(arguments, "device-authorization-endpoint",
                                                      "URL of the device authorization endpoint");
    tokens.client_id = needed(arguments, "client-id", "Client id");
    const auto secret =
        wanted(arguments, "client-secret-file", "File with the client's secret", asks);
    tokens.client_secret_file = absolute(expand_home(secret).string());
    tokens.scope = wanted(arguments, "scope", "Scope to ask for", asks);
    tokens.refresh_token_file = absolute(arguments.value("refresh-token-file").value_or(""));
    return tokens;
}

}  // namespace boswell::cli
