// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/annotation.hpp"

#include "base/text.hpp"
#include "stanza/call.hpp"
#include "stanza/element.hpp"
#include "stanza/omemo_message.hpp"

#include <algorithm>

namespace boswell::stanza {

static constexpr std::string_view correct = "urn:xmpp:message-correct:0";
static constexpr std::string_view retract = "urn:xmpp:message-retract:1";
static constexpr std::string_view moderate = "urn:xmpp:message-moderate:1";
static constexpr std::string_view reactions = "urn:xmpp:reactions:0";
static constexpr std::string_view reply = "urn:xmpp:reply:0";
// COMPAT: XEP-0424 before 0.4 and XEP-0425 before 0.3, as servers and clients of 2023 send them.
static constexpr std::string_view fasten = "urn:xmpp:fasten:0";
static constexpr std::string_view old_retract = "urn:xmpp:message-retract:0";
static constexpr std::string_view old_moderate = "urn:xmpp:message-moderate:0";

static constexpr std::size_t longest_id = 512;
static constexpr std::size_t longest_reason = 2048;
// An emoji that is joined of several, such as a family, has about thirty bytes.
static constexpr std::size_t longest_emoji = 64;
static constexpr std::size_t most_emoji = 20;

static std::optional<Annotation> naming(AnnotationKind kind, const Element& element) {
    const auto id = element.attribute("id");
    if (id.empty() || id.size() > longest_id) return std::nullopt;
    return Annotation{.kind = kind, .named_id = std::string(id)};
}

static std::string reason_in(const Element& parent) {
    const auto text = trim(child_text(parent, "reason", parent.xmlns()));
    return std::string(utf8_prefix(text, longest_reason));
}

static bool is_of_room(const Message& message) {
    return message.in_room && message.type == MessageType::groupchat && message.from.is_bare();
}

/// `element` has the id of the message that is taken back, `parent` the reason, and `moderated`,
/// which is nullptr for a retraction by the author, the moderator.
static std::optional<Annotation> retraction(const Element& element, const Element& parent,
                                            const Element* moderated, const Message& message) {
    if (moderated != nullptr && !is_of_room(message)) return std::nullopt;
    auto found = naming(
        moderated != nullptr ? AnnotationKind::moderation : AnnotationKind::retraction, element);
    if (!found) return std::nullopt;
    found->reason = reason_in(parent);
    if (moderated != nullptr) found->jid = Jid::parse(moderated->attribute("by")).value_or(Jid());
    return found;
}

static std::optional<Annotation> old_retraction(const Element& element, const Message& message) {
    if (const auto* moderated = find_child(element, "moderated", old_moderate)) {
        if (find_child(*moderated, "retract", old_retract) == nullptr) return std::nullopt;
        return retraction(element, *moderated, moderated, message);
    }
    if (find_child(element, "retract", old_retract) == nullptr) return std::nullopt;
    return retraction(element, element, nullptr, message);
}

static std::optional<Annotation> reaction(const Element& element) {
    auto found = naming(AnnotationKind::reaction, element);
    if (!found) return std::nullopt;
    auto& emoji = found->emoji;
    for (const auto& child : element.children()) {
        if (!is(child, "reaction", reactions) || emoji.size() == most_emoji) continue;
        const auto one = trim(child.text());
        if (one.empty() || one.size() > longest_emoji || one.find_first_of(" \t\r\n") != one.npos ||
            std::find(emoji.begin(), emoji.end(), one) != emoji.end())
            continue;
        emoji.emplace_back(one);
    }
    return found;
}

static std::optional<Annotation> read(const Element& element, const Message& message) {
    if (is(element, "replace", correct)) return naming(AnnotationKind::correction, element);
    if (is(element, "retract", retract))
        return retraction(element, element, find_child(element, "moderated", moderate), message);
    if (is(element, "apply-to", fasten)) return old_retraction(element, message);
    if (is(element, "reactions", reactions)) return reaction(element);
    return read_call(element, message);
}

// COMPAT: servers of 2024 and later write one moderation twice in a message, in the words of the
// present version of XEP-0425 and in those of before 2023, and some details are in one of them
// only.
static bool complete(Annotation& found, const Annotation& same) {
    const bool takes_back =
        found.kind == AnnotationKind::retraction || found.kind == AnnotationKind::moderation;
    if (!takes_back || same.kind != found.kind || same.named_id != found.named_id) return false;
    if (found.reason.empty()) found.reason = same.reason;
    if (found.jid.empty()) found.jid = same.jid;
    return true;
}

std::optional<Annotation> find_annotation(const Element& stanza, const Message& message) {
    if (message.type == MessageType::error) return std::nullopt;
    std::optional<Annotation> found;
    for (const auto& child : stanza.children()) {
        auto annotation = read(child, message);
        if (annotation && found && !complete(*found, *annotation)) return std::nullopt;
        if (annotation && !found) found = std::move(annotation);
    }
    if (!found && carries_only_keys(stanza)) found = Annotation{.kind = AnnotationKind::keys};
    return found;
}

std::optional<Annotation> find_reply(const Element& stanza, const Message& message) {
    const auto* element = find_child(stanza, "reply", reply);
    if (element == nullptr || message.type == MessageType::error) return std::nullopt;
    auto found = naming(AnnotationKind::reply, *element);
    if (found) found->jid = Jid::parse(element->attribute("to")).value_or(Jid());
    return found;
}

}  // namespace boswell::stanza
