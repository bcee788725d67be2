// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/translate.hpp"

#include "base/digest.hpp"
#include "stanza/archive.hpp"
#include "stanza/carbons.hpp"
#include "stanza/element.hpp"
#include "stanza/message.hpp"
#include "stanza/namespaces.hpp"
#include "stanza/own_lists.hpp"
#include "stanza/pep.hpp"
#include "stanza/pep_nodes.hpp"
#include "stanza/presence.hpp"
#include "stanza/receipt.hpp"
#include "stanza/tombstone.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace boswell::stanza {

// Not a list in braces, which would copy the event and all of its stanza.
static std::vector<Event> only(Event event) {
    std::vector<Event> events;
    events.push_back(std::move(event));
    return events;
}

/// Text for people, which makes a message of it, whatever else it is.
static bool has_body(const Element& message) {
    return !child_text(message, "body", ns::client).empty();
}

static std::vector<Event> translate_message(const Element& stanza, std::string_view original,
                                            const Context& context) {
    MessageSource source{.message = &stanza, .original = original};
    Forwarded forwarded;
    if (is_carbon(stanza)) {
        forwarded = unwrap_carbon(stanza, context.account);
    } else if (is_archive_result(stanza)) {
        auto result = unwrap_result(stanza, context);
        forwarded = std::move(result.forwarded);
        source.archived = std::move(result.archived);
    }
    if (!forwarded.reason.empty())
        return only(quarantine(stanza, original, context, forwarded.reason));
    if (forwarded.message != nullptr) {
        source.message = forwarded.message;
        source.wrapper = forwarded.wrapper;
        source.outermost = &stanza;
        source.language = language(stanza);
    }
    if (is_own_list_event(*source.message, context))
        return forwarded.message == nullptr ? translate_own_list_event(stanza, context)
                                            : std::vector<Event>();
    std::vector<Event> published;
    if (forwarded.message == nullptr && is_pep_event(stanza)) {
        published = translate_pep_event(stanza, original, context);
        if (!has_body(stanza)) return published;
        // One that is not believed is kept as a message.
        std::erase_if(published, [](const Event& event) {
            return std::holds_alternative<Quarantined>(event);
        });
    }
    const bool is_message = is_worth_keeping(*source.message);
    if (!is_message && !has_receipts(*source.message)) return {};
    auto translated = to_message(source, context);
    if (!translated.message) {
        if (!is_message) return {};
        auto refused = quarantine(stanza, original, context, translated.reason);
        refused.from = source.message->attribute("from");  // not of whoever wrapped it
        return only(std::move(refused));
    }
    auto events = receipts_of(*source.message, *translated.message);
    auto retraction = retraction_of_tombstone(*source.message, *translated.message);
    if (is_message) events.emplace_back(*std::move(translated.message));
    if (retraction) events.emplace_back(*std::move(retraction));
    std::ranges::move(published, std::back_inserter(events));
    return events;
}

static std::vector<Event> translate_presence(const Element& stanza, std::string_view original,
                                             const Context& context) {
    if (!presence_type(stanza)) return {};
    auto presence = to_presence(stanza, context);
    if (!presence)
        return only(quarantine(stanza, original, context, "the sender is not an address"));
    const auto from = presence->from;
    const auto claimant = from.bare();
    auto events = only(*std::move(presence));
    // RFC 6121 4.3.2: so a server may answer a probe. No client sends from a bare JID.
    if (from.is_bare() && context.contacts.contains(from) && !context.rooms.contains(from)) {
        if (auto moved = moved_by_error(stanza, from, context))
            events.emplace_back(*std::move(moved));
    }
    const auto former = former_address(stanza);
    // XEP-0283 3.3: of somebody who is no contact it says nothing.
    if (former && context.contacts.contains(*former) && *former != claimant)
        events.emplace_back(MoveClaimed{.account = context.account,
                                        .contact = *former,
                                        .claimant = claimant,
                                        .seen_at = context.now});
    return events;
}

std::vector<Event> translate(const Element& stanza, std::string_view original,
                             const Context& context) {
    if (is(stanza, "message", ns::client)) return translate_message(stanza, original, context);
    if (is(stanza, "presence", ns::client)) return translate_presence(stanza, original, context);
    return {};
}

Quarantined quarantine(const Element& stanza, std::string_view original, const Context& context,
                       std::string_view reason) {
    return {.account = context.account,
            .seen_at = context.now,
            .from = std::string(stanza.attribute("from")),
            .reason = std::string(reason),
            .size = original.size(),
            .head = std::string(original.substr(0, 4096)),
            .sha256 = sha256_hex(original)};
}

}  // namespace boswell::stanza
