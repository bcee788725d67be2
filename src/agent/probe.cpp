// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/probe.hpp"

#include "agent/login_secret.hpp"
#include "agent/redirect.hpp"
#include "archive/reader.hpp"
#include "base/printable.hpp"
#include "xmpp/session.hpp"
#include "xmpp/xml/tag.hpp"

#include <fmt/format.h>
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace boswell::agent {

static constexpr std::chrono::seconds most_patience{15};  // with each answer

static constexpr std::string_view pep = "http://jabber.org/protocol/pubsub#publish";
static constexpr std::string_view pep_options = "http://jabber.org/protocol/pubsub#publish-options";

namespace {

/// Ends the session as soon as the login is done and the server has said what its archive keeps,
/// which rooms are bookmarked and which OMEMO devices there are; holds what was learnt.
struct Answer : EventSink {
    xmpp::Session* session = nullptr;
    std::optional<ConnectionChanged> online;
    ArchivePreferences preferences;
    std::optional<BookmarksTold> bookmarks;
    bool knows_archive = false;
    bool asks_bookmarks = false;
    std::optional<xmpp::Session::Devices> devices;
    bool knows_devices = false;
    void take(Event event) override {
        if (const auto* change = std::get_if<ConnectionChanged>(&event);
            change != nullptr && change->state == ConnectionState::online) {
            online = *change;
            knows_archive = !has_archive();
            ask_for_devices();
        }
        if (const auto* told = std::get_if<BookmarksTold>(&event)) bookmarks = *told;
        if (const auto* told = std::get_if<ArchivePreferencesTold>(&event)) {
            preferences = told->preferences.value_or(ArchivePreferences());
            knows_archive = true;
        }
        stop_if_all_is_known();
    }
    void ask_for_devices() {
        knows_devices = !has(pep);
        if (knows_devices) return;
        session->fetch_devices([this](const std::optional<xmpp::Session::Devices>& told) {
            devices = told;
            knows_devices = true;
            stop_if_all_is_known();
        });
    }
    void stop_if_all_is_known() {
        if (online && knows_archive && knows_devices && (bookmarks || !asks_bookmarks))
            session->stop();
    }
    bool has(std::string_view feature) const {
        return std::ranges::find(online->features, feature) != online->features.end();
    }
    bool has_archive() const { return has(xmpp::ns::archive); }
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
    options.iq_timeout = most_patience;
    asio::io_context loop;
    xmpp::FetchSchedules fetches;
    xmpp::Session session(loop.get_executor(), options, tls, fetches, answer);
    answer.session = &session;
    answer.asks_bookmarks = account.profile->has_pep;
    xmpp::SessionEnd end;
    asio::co_spawn(loop, session.run(target),
                   [&](const std::exception_ptr& failure, xmpp::SessionEnd result) {
                       if (failure) std::rethrow_exception(failure);
                       end = std::move(result);
                   });
    loop.run();
    return end;
}

static void describe_archive(const Answer& answer, std::ostream& out) {
    const auto& online = *answer.online;
    const bool has_collections =
        std::ranges::find(online.features, "urn:xmpp:archive:manage") != online.features.end();
    if (answer.has_archive())
        out << "archive    the server's archive "
            << printable(boswell::describe(answer.preferences)) << '\n';
    else if (!online.features.empty() && !has_collections)
        out << "archive    none: what is said while nobody is connected will be missing\n";
    if (online.retention)
        out << "archive    the server forgets after " << online.retention->count() << " hours\n";
}

static void describe_bookmarks(const Answer& answer, std::ostream& out) {
    if (!answer.bookmarks || (!answer.bookmarks->all && answer.bookmarks->bookmarks.empty()))
        return;
    const auto& rooms = answer.bookmarks->bookmarks;
    const auto count = std::ranges::count_if(rooms, &Bookmark::autojoin);
    out << "bookmarks  " << rooms.size() << " rooms, " << count
        << " to be entered; 'bookmarks = \"follow\"' in [[account]] enters them\n";
}

/// The OMEMO device that the account is in the archive, if there is one.
static std::optional<std::uint32_t> device_of(const Jid& account,
                                              const std::filesystem::path& archive) {
    if (!std::filesystem::exists(archive)) return std::nullopt;
    for (const auto& device : archive::Reader(archive).omemo_devices()) {
        if (device.account == account) return device.device;
    }
    return std::nullopt;
}

/// Where this archive stands among the account's devices.
static std::string device_text(const Answer& answer, const Jid& account,
                               const std::filesystem::path& archive) try {
    const auto own = device_of(account, archive);
    if (!own) return "this archive is no device of the account; see omemo in boswell.toml(5)";
    if (!answer.devices) return "the server does not tell which devices the account has";
    const bool is_listed = std::ranges::find(*answer.devices, *own) != answer.devices->end();
    return fmt::format("this archive is device {}, which is {}on the account's list", *own,
                       is_listed ? "" : "not ");
} catch (const Error& error) {
    return "whether this archive is a device is not known: " + explain(error);
}

static void describe_omemo(const Answer& answer, const AccountConfig& account,
                           const std::filesystem::path& archive, std::ostream& out) {
    out << "omemo      ";
    if (!answer.has(pep)) {
        out << "cannot be used (XEP-0384): the server has no PEP\n";
        return;
    }
    out << "can be used (XEP-0384)";
    if (!answer.has(pep_options)) out << ", but only by contacts: the server takes no options";
    out << "; " << device_text(answer, account.jid, archive) << '\n';
}

static void describe(const Answer& answer, const xmpp::Target& target, std::ostream& out) {
    const auto& online = *answer.online;
    static const std::map<std::string_view, std::string_view> meanings{
        {"urn:xmpp:carbons:2",
         "carbons (XEP-0280): your own messages from other devices are archived"},
        {"urn:xmpp:mam:2", "archive (XEP-0313): the server keeps messages for later"},
        {"urn:xmpp:archive:manage", "collections (XEP-0136): an older kind of archive"},
        {"urn:xmpp:sid:0", "stanza ids (XEP-0359): one message is known for one, however it comes"},
        {"vcard-temp", "vCards (XEP-0054)"},
        {pep, "PEP (XEP-0163): what people publish of themselves is archived"},
    };
    out << "server     " << target.host << ' ' << target.endpoint
        << (target.direct_tls ? ", direct TLS\n" : ", STARTTLS\n");
    out << "encryption " << printable(online.tls) << "\nlogin      " << printable(online.sasl)
        << '\n';
    for (const auto& feature : online.features) {
        const auto known = meanings.find(feature);
        if (known != meanings.end()) out << "has        " << known->second << '\n';
    }
    describe_archive(answer, out);
    describe_bookmarks(answer, out);
}

void probe(const AccountConfig& account, const std::filesystem::path& archive, std::ostream& out) {
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
            if (answer.online) {
                describe(answer, target, out);
                return describe_omemo(answer, account, archive, out);
            }
            if (end.cause != xmpp::SessionEnd::Cause::lost || !end.see_other_host.empty()) break;
        }
    } while (redirects.follow(end.see_other_host));
    throw NetworkError("{}: {}", account.jid.str(), end.reason);
}

}  // namespace boswell::agent
