// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/probe.hpp"

#include "agent/login_secret.hpp"
#include "agent/redirect.hpp"
#include "base/printable.hpp"
#include "xmpp/session.hpp"

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>

#include <map>
#include <optional>

namespace boswell::agent {

namespace {

/// Ends the session as soon as the login is done, and keeps what was learnt.
struct Answer : EventSink {
    xmpp::Session* session = nullptr;
    std::optional<ConnectionChanged> online;
    void take(Event event) override {
        const auto* change = std::get_if<ConnectionChanged>(&event);
        if (change == nullptr || change->state != ConnectionState::online) return;
        online = *change;
        session->stop();
    }
};

}  // namespace

static xmpp::SessionEnd log_in(const AccountConfig& account, const xmpp::Target& target,
                               Answer& answer) {
    const xmpp::TlsContext tls(account.tls_options());
    xmpp::SessionOptions options;
    options.account = account.jid;
    options.resource = account.resource + "-probe";  // not to take the agent's place
    const auto secret = LoginSecret(account).reader()(std::stop_token());
    options.password = secret.password;
    options.token = secret.token;
    if (account.oauth2) options.application = account.oauth2->client_id;
    options.profile = account.profile;
    options.mechanisms = account.mechanisms;
    options.announce = false;
    options.vcards = false;
    asio::io_context loop;
    xmpp::VCardSchedule vcards;
    xmpp::Session session(loop.get_executor(), options, tls, vcards, answer);
    answer.session = &session;
    xmpp::SessionEnd end;
    asio::co_spawn(loop, session.run(target),
                   [&](const std::exception_ptr& failure, xmpp::SessionEnd result) {
                       if (failure) std::rethrow_exception(failure);
                       end = std::move(result);
                   });
    loop.run();
    return end;
}

static void describe(const ConnectionChanged& online, const xmpp::Target& target,
                     std::ostream& out) {
    static const std::map<std::string_view, std::string_view> meanings{
        {"urn:xmpp:carbons:2",
         "carbons (XEP-0280): your own messages from other devices are archived"},
        {"urn:xmpp:mam:2", "archive (XEP-0313): the server keeps messages for later"},
        {"urn:xmpp:archive:manage", "collections (XEP-0136): an older kind of archive"},
        {"urn:xmpp:sid:0", "stanza ids (XEP-0359): one message is known for one, however it comes"},
        {"vcard-temp", "vCards (XEP-0054)"},
    };
    out << "server     " << target.host << ' ' << target.endpoint
        << (target.direct_tls ? ", direct TLS\n" : ", STARTTLS\n");
    out << "encryption " << printable(online.tls) << "\nlogin      " << printable(online.sasl)
        << '\n';
    for (const auto& feature : online.features) {
        const auto known = meanings.find(feature);
        if (known != meanings.end()) out << "has        " << known->second << '\n';
    }
}

void probe(const AccountConfig& account, std::ostream& out) {
    xmpp::ResolveOptions options{.domain = account.jid.domainpart(),
                                 .host = account.host,
                                 .port = account.port,
                                 .tls = account.tls};
    xmpp::SessionEnd end;
    Redirects redirects;
    do {
        if (const auto& other = redirects.target()) {
            options.host = other->host;
            options.port = other->port;
        }
        for (const auto& target : xmpp::resolve(options)) {
            Answer answer;
            end = log_in(account, target, answer);
            if (answer.online) return describe(*answer.online, target, out);
            if (end.cause != xmpp::SessionEnd::Cause::lost || !end.see_other_host.empty()) break;
        }
    } while (redirects.follow(end.see_other_host));
    throw NetworkError("{}: {}", account.jid.str(), end.reason);
}

}  // namespace boswell::agent
