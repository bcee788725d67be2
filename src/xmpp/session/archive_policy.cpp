// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/archive_policy.hpp"

#include "base/log.hpp"
#include "stanza/archive_metadata.hpp"
#include "stanza/archive_preferences.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace boswell::xmpp {

static constexpr log::Domain domain{"xmpp"};

void ArchivePolicy::begin(const std::vector<std::string>& features, BareJidDelivery delivery,
                          Instant now) {
    has_metadata_ = std::ranges::find(features, ns::archive_extended) != features.end();
    delivery_ = delivery;
    ask(now);
}

void ArchivePolicy::tick(Instant now) {
    if (next_ && now >= *next_) ask(now);
}

// What was reported of the session before this holds for all of it, so it has to be corrected once.
void ArchivePolicy::show_delivery() {
    if (!next_ || std::exchange(is_shown_, true)) return;
    delivery_ = BareJidDelivery::shown;
    report(std::nullopt);
}

void ArchivePolicy::ask(Instant now) {
    next_ = now + interval;
    outlet_.ask({.type = "get", .to = {}, .payload = make_tag("prefs", ns::archive)},
                [this](const stanza::Element* iq) { take_preferences(iq); });
    if (!has_metadata_) return;
    outlet_.ask({.type = "get", .to = {}, .payload = make_tag("metadata", ns::archive)},
                [this](const stanza::Element* iq) { take_metadata(iq); });
}

bool ArchivePolicy::is_from_account(const stanza::Element& iq) const {
    return !iq.has_attribute("from") || Jid::parse(iq.attribute("from")) == context_.account;
}

/// The server does not offer this protocol. Any other error may pass.
static bool is_refusal(const stanza::Element& iq) {
    static constexpr std::array<std::string_view, 4> refusals{
        "feature-not-implemented", "forbidden", "not-allowed", "service-unavailable"};
    return std::ranges::find(refusals, error_condition(iq)) != refusals.end();
}

void ArchivePolicy::take_preferences(const stanza::Element* iq) {
    if (iq == nullptr || !is_from_account(*iq)) return report(std::nullopt);
    if (!is_result(iq)) {
        if (!is_refusal(*iq)) return report(std::nullopt);
        tell({});
        return report(ArchivePreferences());
    }
    const auto preferences = stanza::read_archive_preferences(*iq).value_or(ArchivePreferences());
    tell(preferences);
    report(preferences);
}

void ArchivePolicy::report(std::optional<ArchivePreferences> preferences) {
    outlet_.emit(
        ArchivePreferencesTold{.account = context_.account,
                               .at = now(),
                               .preferences = std::move(preferences),
                               .delivery = std::exchange(delivery_, BareJidDelivery::as_before)});
}

void ArchivePolicy::tell(const ArchivePreferences& preferences) {
    if (told_ == preferences) return;
    const bool warns = leaves_something_out(preferences);
    log::format(warns ? log::Level::warning : log::Level::info, domain,
                "{}: the server's archive {}{}", context_.account.str(), describe(preferences),
                warns ? "; what it leaves out while nobody is connected will be missing" : "");
    told_ = preferences;
}

void ArchivePolicy::take_metadata(const stanza::Element* iq) {
    if (!is_result(iq) || !is_from_account(*iq)) return;
    const auto ends = stanza::read_archive_metadata(*iq);
    if (!ends) return;
    if (ends->oldest)
        log::info(domain, "{}: the server's archive reaches from {} to {}", context_.account.str(),
                  to_rfc3339(*ends->oldest), to_rfc3339(*ends->newest));
    outlet_.emit(ArchiveExtentTold{.account = context_.account,
                                   .archive = context_.account,
                                   .oldest = ends->oldest,
                                   .newest = ends->newest,
                                   .at = now()});
}

}  // namespace boswell::xmpp
