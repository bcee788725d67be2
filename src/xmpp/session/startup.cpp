// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/startup.hpp"

#include "base/log.hpp"
#include "stanza/data_policy.hpp"
#include "stanza/roster.hpp"
#include "xmpp/session/self_description.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace boswell::xmpp {

static constexpr log::Domain domain{"xmpp"};

Startup::Startup(const SessionOptions& options, stanza::Context& context, Outlet& outlet,
                 std::function<void()> done)
    : options_(options), context_(context), outlet_(outlet), done_(std::move(done)) {}

void Startup::begin() {
    if (options_.profile->ignores_unknown) return prepare();
    // Messages may come before the account has told its features. Until then it counts as having
    // those of the last session.
    context_.trust_stanza_ids =
        std::ranges::find(options_.features, ns::stanza_id) != options_.features.end();
    next_ = &Startup::prepare;
    open_steps_ = 2;
    ask_features(context_.account.domain(), Whose::server);
    ask_features(context_.account, Whose::account);
}

void Startup::resume(const std::vector<std::string>& features) {
    for (const auto& feature : features) add_feature(feature);
}

std::vector<std::string> Startup::features() const { return {features_.begin(), features_.end()}; }

static bool is_collection_feature(const std::string& feature) {
    return feature == ns::collections || feature.starts_with(std::string(ns::collections) + ':');
}

// COMPAT: Microsoft's servers refused to describe themselves.
bool Startup::offers_collections() const {
    if (has(ns::archive)) return false;
    return !described_ || std::any_of(features_.begin(), features_.end(), is_collection_feature);
}

void Startup::add_feature(std::string_view feature) {
    // XEP-0359 5: a server with this feature strips ids that pretend to be its own.
    if (feature == ns::stanza_id) context_.trust_stanza_ids = true;
    features_.emplace(feature);
}

void Startup::ask_features(const Jid& of, Whose whose) {
    auto take = [this, whose](const stanza::Element* iq) {
        described_ = described_ || is_result(iq);
        if (is_result(iq) && whose == Whose::account) context_.trust_stanza_ids = false;
        const auto* query = is_result(iq) ? find_child(*iq, "query", ns::disco_info) : nullptr;
        if (query != nullptr) add_features(*query, whose);
        step_done();
    };
    outlet_.ask({.type = "get", .to = of, .payload = make_tag("query", ns::disco_info)}, take);
}

void Startup::add_features(const stanza::Element& query, Whose whose) {
    for (const auto& child : query.children()) {
        if (!is(child, "feature", ns::disco_info)) continue;
        const auto feature = child.attribute("var");
        const bool personal =
            feature == ns::stanza_id || feature == ns::archive || feature == ns::archive_extended;
        if (!personal || whose == Whose::account) add_feature(feature);
    }
    (whose == Whose::account ? account_retention_ : server_retention_) =
        stanza::read_data_retention(query);
}

std::optional<std::chrono::hours> Startup::retention() const {
    return account_retention_ ? account_retention_ : server_retention_;
}

void Startup::prepare() {
    next_ = &Startup::send_presence;
    const bool has_carbons = has(ns::carbons);
    open_steps_ = has_carbons ? 2 : 1;
    if (has_carbons) enable_carbons();
    ask_roster();
}

void Startup::enable_carbons() {
    outlet_.ask({.type = "set", .to = {}, .payload = make_tag("enable", ns::carbons)},
                [this](const stanza::Element* iq) {
                    carbons_ = is_result(iq);
                    step_done();
                });
}

void Startup::ask_roster() {
    auto payload = make_tag("query", ns::roster);
    if (options_.profile->extend_roster_request) options_.profile->extend_roster_request(*payload);
    outlet_.ask(
        {.type = "get", .to = {}, .payload = std::move(payload)},
        [this](const stanza::Element* iq) {
            const auto* query = is_result(iq) ? find_child(*iq, "query", ns::roster) : nullptr;
            if (query != nullptr) {
                context_.now = now();
                outlet_.emit(to_roster_update(*query, stanza::RosterPart::all, context_));
            } else {
                log::warning(domain, "{}: the server gave no roster", context_.account.str());
            }
            step_done();
        });
}

void Startup::step_done() {
    if (--open_steps_ == 0) (this->*std::exchange(next_, nullptr))();
}

// The user's own clients must keep getting their messages. With a negative priority the server
// sends us only messages to our full JID, so carbons or an archive have to bring the others.
int Startup::priority() const {
    if (options_.priority) return *options_.priority;
    if (carbons_ || has(ns::archive)) return -1;
    log::warning(domain,
                 "{}: the server has neither carbons nor an archive; using priority 0, so messages "
                 "may come here instead of to your other clients",
                 context_.account.str());
    return 0;
}

static std::string in_days(std::chrono::hours length) {
    const auto days = std::chrono::floor<std::chrono::days>(length);
    if (days > std::chrono::days(1)) return fmt::format("{} days", days.count());
    return length == std::chrono::hours(1) ? "1 hour" : fmt::format("{} hours", length.count());
}

/// What the server does not keep is lost to us while nobody is connected.
void Startup::tell_losses() {
    if (!options_.history.wanted) return;
    if (described_ && !has(ns::archive) && !offers_collections())
        log::warning(domain,
                     "{}: the server keeps no archive, so what is said while nobody is connected "
                     "will be missing",
                     context_.account.str());
    if (const auto kept = retention()) tell_retention(*kept);
}

void Startup::tell_retention(std::chrono::hours kept) {
    const auto& left = options_.watched_until;
    const auto away = left ? std::chrono::floor<std::chrono::hours>(now() - *left) : kept;
    const bool is_too_late = away > kept;
    log::format(is_too_late ? log::Level::warning : log::Level::info, domain,
                "{}: the server forgets after {}{}", context_.account.str(), in_days(kept),
                left ? "; nobody was connected for " + in_days(away) : "");
    if (!is_too_late) return;
    outlet_.emit(
        GapFound{.account = context_.account,
                 .archive = context_.account,
                 .since = *left,
                 .until = now() - kept,
                 .reason = "nobody was connected, and the server forgets after " + in_days(kept)});
}

void Startup::send_presence() {
    tell_losses();
    if (options_.announce) {
        auto presence = make_tag("presence", ns::client);
        if (options_.show != Show::available)
            add_child(*presence, "show").setCData(std::string(to_string(options_.show)));
        if (const int value = priority(); value != 0)
            add_child(*presence, "priority").setCData(std::to_string(value));
        presence->addChild(own_caps(own_features(options_)).release());  // the presence deletes it
        outlet_.send(std::move(presence));
    }
    done_();
}

}  // namespace boswell::xmpp
