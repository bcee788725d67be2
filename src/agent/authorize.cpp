// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/authorize.hpp"

#include "agent/device_authorization.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/printable.hpp"

#include <unistd.h>

namespace boswell::agent {

using std::chrono::seconds;

static const OAuth2Source& source_of(const AccountConfig& account) {
    const auto jid = account.jid.str();
    if (!account.oauth2)
        throw UsageError(
            "{} logs in with a password; there is nothing to authorize without a table "
            "[account.oauth2], see boswell.toml(5)",
            jid);
    if (!account.oauth2->token_command.empty())
        throw UsageError("{} gets its tokens from {}; authorize it there", jid,
                         account.oauth2->token_command.front());
    if (account.oauth2->device_authorization_endpoint.empty())
        throw Error(
            "{} has no device_authorization_endpoint; add it to [account.oauth2], or write {} by "
            "other means",
            jid, account.oauth2->refresh_token_file.string());
    return *account.oauth2;
}

// If the token could not be stored, the user would have consented for nothing.
static void require_writable(const std::filesystem::path& file) {
    const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
    if (::access(folder.c_str(), W_OK | X_OK) != 0)
        throw Error("cannot write {}: {}", file.string(), errno_text());
    if (std::filesystem::is_directory(file))
        throw Error("cannot write {}: it is a folder", file.string());
}

static Tokens wait_for_consent(DeviceAuthorization& authorization, const OAuth2Source& source,
                               const OAuth2Client& client,
                               const std::function<void(seconds)>& pause) {
    for (auto left = authorization.expires_in(); left > seconds(0);) {
        const auto interval = authorization.interval();
        pause(interval);
        left -= interval;
        if (auto tokens = authorization.poll(source.token_endpoint, client, {}))
            return *std::move(tokens);
    }
    throw TokenRefused("the code was not entered in time; try again for {}", client.account);
}

void authorize(const AccountConfig& account, std::ostream& out,
               const std::function<void(seconds)>& pause) {
    const auto& source = source_of(account);
    require_writable(source.refresh_token_file);
    const auto client = client_of(source, account.jid.str());
    auto authorization =
        DeviceAuthorization::start(source.device_authorization_endpoint, client, {});
    const auto life = std::chrono::ceil<std::chrono::minutes>(authorization.expires_in()).count();
    out << fmt::format("open   {}\nenter  {}\n\nwaiting for your consent, {} minute{} at most\n",
                       printable(authorization.verification_uri()),
                       printable(authorization.user_code()), life, life == 1 ? "" : "s")
        << std::flush;
    const auto tokens = wait_for_consent(authorization, source, client, pause);
    if (tokens.refresh_token.empty())
        throw TokenRefused(
            "{} gave no refresh token, so boswelld could not log in later; perhaps scope of {} "
            "must have offline_access in it",
            source.token_endpoint.substr(0, source.token_endpoint.find('?')), client.account);
    write_file_durably(source.refresh_token_file, tokens.refresh_token + "\n");
    out << fmt::format("done: {} is authorized, the refresh token is in {}\n", client.account,
                       source.refresh_token_file.string());
}

}  // namespace boswell::agent
