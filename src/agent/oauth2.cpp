// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/oauth2.hpp"

#include "agent/command_output.hpp"
#include "agent/secret.hpp"
#include "base/file.hpp"
#include "base/log.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace boswell::agent {

using std::chrono::seconds;

static constexpr log::Domain domain{"oauth2"};
static constexpr CommandLimits command_limits{16'384, seconds(30)};

OAuth2Client client_of(const OAuth2Source& source, const std::string& account) {
    OAuth2Client client{.account = account,
                        .id = source.client_id,
                        .secret = {},
                        .scope = source.scope,
                        .ca_file = source.ca_file};
    if (!source.client_secret_file.empty())
        client.secret = read_secret_file(source.client_secret_file, "client secret");
    return client;
}

/// The user trusts the program, but a control character in its output would break the login.
static std::string token_of_command(const std::vector<std::string>& command,
                                    const std::stop_token& stop) {
    const auto origin = "the output of " + command.front();
    auto token = first_line(command_output(command, command_limits, stop), origin, "access token");
    if (std::any_of(token.begin(), token.end(), [](char c) { return c < 0x20 || c > 0x7e; }))
        throw Error("the access token in {} has characters that no token has", origin);
    return token;
}

AccessTokens::AccessTokens(OAuth2Source source, std::string account,
                           std::function<Clock::time_point()> now)
    : source_(std::move(source)), account_(std::move(account)), now_(std::move(now)) {}

std::string AccessTokens::current(const std::stop_token& stop) {
    if (!source_.token_command.empty()) return token_of_command(source_.token_command, stop);
    save_rotated();
    if (token_.empty() || (renew_at_ && now_() >= *renew_at_)) token_ = fetch(stop);
    return token_;
}

void AccessTokens::accepted() { refusals_ = 0; }

AfterRefusal AccessTokens::refused() {
    token_.clear();
    return ++refusals_ > 1 ? AfterRefusal::give_up : AfterRefusal::try_once_more;
}

std::string AccessTokens::advice() const {
    static constexpr std::string_view refusals = "two access tokens in a row were refused";
    if (!source_.token_command.empty())
        return fmt::format("{}; check that what {} prints is a token for {}", refusals,
                           source_.token_command.front(), account_);
    return fmt::format(
        "{}; check that they are meant for this server (client_id, scope of {}), or run 'boswell "
        "accounts authorize {}'",
        refusals, account_, account_);
}

std::string AccessTokens::fetch(const std::stop_token& stop) {
    const auto asked_at = now_();
    const auto old_token = refresh_token();
    const auto tokens =
        refresh(source_.token_endpoint, client_of(source_, account_), old_token, stop);
    if (!tokens.refresh_token.empty() && tokens.refresh_token != old_token)
        rotate(old_token, tokens.refresh_token);
    renew_at_.reset();
    if (const auto life = tokens.expires_in)
        renew_at_ = asked_at + *life - std::min(seconds(60), *life / 10);
    return tokens.access_token;
}

/// The rotated token that could not be written, or the one in the file. If the file has changed
/// since, somebody has authorized us anew, and the rotated token is forgotten.
std::string AccessTokens::refresh_token() {
    try {
        auto in_file = read_secret_file(source_.refresh_token_file, "refresh token");
        if (unsaved_ && unsaved_->in_file == in_file) return unsaved_->token;
        unsaved_.reset();
        return in_file;
    } catch (const Error&) {
        if (unsaved_) return unsaved_->token;
        if (std::filesystem::exists(source_.refresh_token_file)) throw;
        throw TokenRefused("there is no {} yet; run 'boswell accounts authorize {}'",
                           source_.refresh_token_file.string(), account_);
    }
}

void AccessTokens::rotate(const std::string& old_token, const std::string& new_token) {
    unsaved_ = Rotated{unsaved_ ? unsaved_->in_file : old_token, new_token};
    save_rotated();
}

void AccessTokens::save_rotated() {
    if (unsaved_) refresh_token();  // forgets the rotated token if the file has changed
    if (!unsaved_) return;
    try {
        write_file_durably(source_.refresh_token_file, unsaved_->token + "\n");
        unsaved_.reset();
    } catch (const Error& error) {
        log::error(domain,
                   "the new refresh token of {} cannot be kept, so the account must be authorized "
                   "again after a restart; make room and check the folder's permissions: {}",
                   account_, error.what());
    }
}

}  // namespace boswell::agent
