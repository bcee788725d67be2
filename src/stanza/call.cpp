// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/call.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace boswell::stanza {

// COMPAT: the second is that of versions 0.4 and 0.5.
static constexpr std::string_view call = "urn:xmpp:jingle-message:0";
static constexpr std::string_view former_call = "urn:xmpp:jingle-message:1";
static constexpr std::string_view jingle = "urn:xmpp:jingle:1";
static constexpr std::string_view jingle_errors = "urn:xmpp:jingle:errors:1";
static constexpr std::string_view rtp = "urn:xmpp:jingle:apps:rtp:1";

static constexpr std::size_t longest_id = 512;
static constexpr std::size_t longest_word = 32;
static constexpr std::size_t most_media = 4;

static bool is_word(std::string_view text) {
    return !text.empty() && text.size() <= longest_word &&
           std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
}

static std::vector<std::string> media_of(const Element& proposal) {
    std::vector<std::string> found;
    for (const auto& child : proposal.children()) {
        const auto media = child.attribute("media");
        if (is(child, "description", rtp) && is_word(media) && found.size() < most_media &&
            std::ranges::find(found, media) == found.end())
            found.emplace_back(media);
    }
    return found;
}

/// XEP-0166 7.4: the condition, an element beside an optional <text/>.
static std::string reason_of(const Element& element) {
    if (find_child(element, "tie-break", jingle_errors) != nullptr) return "tie-break";
    const auto* reason = find_child(element, "reason", jingle);
    if (reason == nullptr) return {};
    for (const auto& child : reason->children()) {
        if (child.xmlns() == jingle && child.name() != "text" && is_word(child.name()))
            return std::string(child.name());
    }
    return {};
}

static bool is_between_two(const Message& message) {
    return !message.in_room && message.type != MessageType::groupchat &&
           message.type != MessageType::error;
}

std::optional<Annotation> read_call(const Element& element, const Message& message) {
    if (element.xmlns() != call && element.xmlns() != former_call) return std::nullopt;
    const auto action = parse_call_action(element.name());
    const auto id = element.attribute("id");
    const bool has_text = !best_text(message.bodies).empty() ||
                          !best_text(message.subjects).empty() || !message.encryption.empty();
    if (!action || id.empty() || id.size() > longest_id || has_text || !is_between_two(message))
        return std::nullopt;
    CallStep step{.action = *action};
    if (*action == CallAction::propose) step.media = media_of(element);
    // XEP-0353 serves all that Jingle does: a file that is offered is no call.
    if (*action == CallAction::propose && step.media.empty()) return std::nullopt;
    return Annotation{.kind = AnnotationKind::call,
                      .named_id = std::string(id),
                      .reason = reason_of(element),
                      .call = std::move(step)};
}

}  // namespace boswell::stanza
