// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/iq.hpp"

#include "xmpp/random_id.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace boswell::xmpp {

TagPtr IqTracker::ask(IqRequest request, Instant now, IqAnswer answer) {
    auto id = random_id();
    auto iq = make_tag("iq", ns::client);
    iq->addAttribute("type", std::string(request.type));
    iq->addAttribute("id", id);
    if (!request.to.empty()) iq->addAttribute("to", request.to.str());
    iq->addChild(request.payload.release());  // the iq deletes it
    waiting_.emplace(std::move(id), Waiting{.to = std::move(request.to),
                                            .deadline = now + timeout_,
                                            .answer = std::move(answer)});
    return iq;
}

// The server answers for the account and for itself under either name or none. Nobody else can use
// these, since the server puts the sender's own JID into every stanza.
bool IqTracker::may_answer(const stanza::Element& iq, const Jid& asked) const {
    const bool ours = asked.empty() || asked == account_ || asked == account_.domain();
    if (!iq.has_attribute("from")) return ours;
    const auto from = Jid::parse(iq.attribute("from"));
    if (!from) return false;
    const bool server = from == account_.domain() && (ours || server_answers_for_all_);
    return from == asked || server || (ours && from->bare() == account_);
}

bool IqTracker::take(const stanza::Element& iq) {
    const auto found = waiting_.find(std::string(iq.attribute("id")));
    if (found == waiting_.end() || !may_answer(iq, found->second.to)) return false;
    const auto waiting = std::move(found->second);
    waiting_.erase(found);  // first: the answer may ask again
    waiting.answer(&iq);
    return true;
}

void IqTracker::expire(Instant now) {
    std::vector<IqAnswer> late;
    std::erase_if(waiting_, [&](auto& entry) {
        if (now < entry.second.deadline) return false;
        late.push_back(std::move(entry.second.answer));
        return true;
    });
    for (const auto& answer : late) answer(nullptr);
}

bool is_result(const stanza::Element* iq) {
    return iq != nullptr && iq->attribute("type") == "result";
}

// A server that names an element after a secret must not get it into a log.
static constexpr std::array<std::string_view, 23> conditions{"bad-request",
                                                             "conflict",
                                                             "feature-not-implemented",
                                                             "forbidden",
                                                             "gone",
                                                             "internal-server-error",
                                                             "item-not-found",
                                                             "jid-malformed",
                                                             "not-acceptable",
                                                             "not-allowed",
                                                             "not-authorized",
                                                             "payment-required",
                                                             "policy-violation",
                                                             "recipient-unavailable",
                                                             "redirect",
                                                             "registration-required",
                                                             "remote-server-not-found",
                                                             "remote-server-timeout",
                                                             "resource-constraint",
                                                             "service-unavailable",
                                                             "subscription-required",
                                                             "undefined-condition",
                                                             "unexpected-request"};

static std::string known(std::string_view condition) {
    const bool listed = std::ranges::find(conditions, condition) != conditions.end();
    return std::string(listed ? condition : "undefined-condition");
}

std::string error_condition(const stanza::Element& stanza) {
    const auto* error = find_child(stanza, "error", ns::client);
    if (error == nullptr) return {};
    for (const auto& child : error->children()) {
        if (child.xmlns() == ns::stanza_errors && child.name() != "text")
            return known(child.name());
    }
    return {};
}

}  // namespace boswell::xmpp
