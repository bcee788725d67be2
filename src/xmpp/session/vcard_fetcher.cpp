// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/vcard_fetcher.hpp"

#include "stanza/parse.hpp"
#include "stanza/vcard.hpp"

namespace boswell::xmpp {

void VCardFetcher::see(const RosterUpdate& update) {
    for (const auto& item : update.items) {
        if (item.subscription != Subscription::remove) schedule_.want(item.jid, update.seen_at);
    }
}

void VCardFetcher::see(const Presence& presence) {
    if (presence.type == PresenceType::available && presence.avatar_hash)
        schedule_.saw_hash(presence.from.bare(), *presence.avatar_hash);
}

void VCardFetcher::want_own() { schedule_.want(context_.account, now()); }

void VCardFetcher::pump() {
    while (const auto contact = schedule_.next(now())) {
        // XEP-0054 3.1: the request for one's own vCard has no address.
        const Jid to = *contact == context_.account ? Jid() : *contact;
        auto payload = make_tag("vCard", ns::vcard);
        if (profile_.extend_vcard_request) profile_.extend_vcard_request(*payload);
        outlet_.ask({.type = "get", .to = to, .payload = std::move(payload)},
                    [this, contact = *contact](const stanza::Element* iq) { take(contact, iq); });
    }
}

void VCardFetcher::take(const Jid& contact, const stanza::Element* iq) {
    // XEP-0054 3.1: item-not-found, or an empty vCard, says that there is none.
    const bool none = iq != nullptr && error_condition(*iq) == "item-not-found";
    if (!is_result(iq) && !none) return schedule_.failed(contact);
    const auto* element = is_result(iq) ? find_child(*iq, "vCard", ns::vcard) : nullptr;
    auto context = context_;
    context.now = now();
    auto fetched =
        element != nullptr
            ? to_vcard(*element, contact, context)
            : to_vcard(stanza::parse("<vCard xmlns='vcard-temp'/>")->root(), contact, context);
    schedule_.fetched(contact, fetched.avatar ? fetched.avatar->sha1 : "", context.now);
    outlet_.emit(std::move(fetched));
}

}  // namespace boswell::xmpp
