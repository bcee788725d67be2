// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/pep_fetcher.hpp"

#include "base/integer.hpp"
#include "stanza/pep.hpp"
#include "stanza/pep_answer.hpp"
#include "stanza/write_xml.hpp"

#include <utility>

namespace boswell::xmpp {

using Kind = PepRequest::Kind;
using Found = PepSchedule::Found;

void PepFetcher::see(const RosterUpdate& update) {
    for (const auto& item : update.items) {
        if (gives_presence(item.subscription)) schedule_.want(item.jid, update.seen_at);
    }
}

void PepFetcher::want_own() { schedule_.want(context_.account, now()); }

/// XEP-0060 6.5: the items of a node, or one of them.
static TagPtr items_request(std::string_view node, std::string_view id) {
    auto pubsub = make_tag("pubsub", ns::pubsub);
    auto& items = add_child(*pubsub, "items");
    items.addAttribute("node", std::string(node));
    if (id.empty())
        items.addAttribute("max_items", "1");
    else
        add_child(items, "item").addAttribute("id", std::string(id));
    return pubsub;
}

static TagPtr payload_of(const PepRequest& request) {
    switch (request.kind) {
        case Kind::nodes:
            break;
        case Kind::item:
            return items_request(node_name(request.node), "");
        case Kind::avatar:
            return items_request(stanza::avatar_data, request.id);
        case Kind::bundle: {
            const auto place = stanza::bundle_place(request.node, request.id);
            return items_request(place.node, place.item);
        }
    }
    return make_tag("query", ns::disco_items);
}

void PepFetcher::pump() {
    if (!began_) return;
    while (const auto request = schedule_.next(now())) {
        outlet_.ask({.type = "get", .to = request->contact, .payload = payload_of(*request)},
                    [this, request = *request](const stanza::Element* iq) { take(request, iq); });
    }
}

/// A server that could not be asked may answer the next time.
static bool is_answer(const stanza::Element* iq) {
    if (iq == nullptr) return false;
    const auto condition = error_condition(*iq);
    return condition != "remote-server-not-found" && condition != "remote-server-timeout" &&
           condition != "resource-constraint" && condition != "policy-violation";
}

void PepFetcher::take(const PepRequest& request, const stanza::Element* iq) {
    if (!is_answer(iq)) return schedule_.failed(request, now());
    if (auto moved = stanza::moved_by_error(*iq, request.contact, context_now()))
        outlet_.emit(*std::move(moved));
    auto found = Found::no;
    switch (request.kind) {
        case Kind::nodes:
            take_nodes(request, *iq);
            break;
        case Kind::item:
            take_item(request, *iq);
            break;
        case Kind::avatar:
            found = take_avatar(request, *iq);
            break;
        case Kind::bundle:
            found = take_bundle(request, *iq);
            break;
    }
    schedule_.answered(request, found, now());
}

stanza::Context PepFetcher::context_now() const {
    return {.account = context_.account, .self = context_.self, .now = now(), .rooms = {}};
}

// An account without PEP, or one that tells us nothing, answers with an error.
void PepFetcher::take_nodes(const PepRequest& request, const stanza::Element& iq) {
    const auto nodes = is_result(&iq) ? stanza::listed_nodes(iq) : std::set<PepNode>();
    schedule_.has_nodes(request.contact, nodes, now());
    outlet_.emit(
        PepNodesListed{.account = context_.account, .contact = request.contact, .at = now()});
}

void PepFetcher::take_item(const PepRequest& request, const stanza::Element& iq) {
    const auto context = context_now();
    const auto* items = is_result(&iq) ? stanza::find_items(iq, node_name(request.node)) : nullptr;
    const bool is_gone = error_condition(iq) == "item-not-found";
    if (items == nullptr && !is_gone) return;
    stanza::PepItem item;
    if (items != nullptr) item = read_items(*items, request.node, request.contact, context);
    if (!item.reason.empty()) {
        std::string text;
        write_xml(iq, "", "", text);
        return outlet_.emit(quarantine(iq, text, context, item.reason));
    }
    outlet_.emit(item.event ? *std::move(item.event)
                            : nothing_published(request.node, request.contact, context));
}

Found PepFetcher::take_avatar(const PepRequest& request, const stanza::Element& iq) {
    auto avatar = stanza::find_avatar(iq, request.id);
    if (!avatar) return Found::no;
    outlet_.emit(AvatarFetched{
        .account = context_.account, .contact = request.contact, .avatar = *std::move(avatar)});
    return Found::yes;
}

Found PepFetcher::take_bundle(const PepRequest& request, const stanza::Element& iq) {
    auto fingerprint = stanza::find_fingerprint(iq, request.node, request.id);
    const auto device = parse_integer<std::int64_t>(request.id);
    if (!fingerprint || !device) return Found::no;
    outlet_.emit(DeviceKey{.account = context_.account,
                           .contact = request.contact,
                           .list = request.node,
                           .device = *device,
                           .fingerprint = *std::move(fingerprint),
                           .seen_at = now()});
    return Found::yes;
}

}  // namespace boswell::xmpp
