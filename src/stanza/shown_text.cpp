// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/shown_text.hpp"

#include "base/integer.hpp"
#include "base/text.hpp"
#include "stanza/namespaces.hpp"
#include "stanza/xhtml.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace boswell::stanza {

// COMPAT: the second is the name of before 2022, which clients still use.
static constexpr std::array<std::string_view, 2> fallbacks{"urn:xmpp:fallback:0",
                                                           "urn:xmpp:feature-fallback:0"};
static constexpr std::string_view reply = "urn:xmpp:reply:0";
static constexpr std::array<std::string_view, 3> files{"jabber:x:oob", "urn:xmpp:sims:1",
                                                       "urn:xmpp:sfs:0"};
static constexpr std::string_view reactions = "urn:xmpp:reactions:0";
static constexpr std::string_view retraction = "urn:xmpp:message-retract:";
static constexpr std::string_view moderation = "urn:xmpp:message-moderate:";

/// Bytes [first, second) of the body.
using Range = std::pair<std::size_t, std::size_t>;

static bool is_fallback(const Element& element) {
    return element.name() == "fallback" &&
           std::ranges::find(fallbacks, element.xmlns()) != fallbacks.end();
}

/// True if we show what the fall-back stands for.
static bool is_shown_otherwise(std::string_view what, const Message& message) {
    if (what == reply) return message.reply.has_value();
    if (std::ranges::find(files, what) != files.end()) return !message.attachments.empty();
    if (!message.annotation) return false;
    const auto kind = message.annotation->kind;
    if (what == reactions) return kind == AnnotationKind::reaction;
    return (what.starts_with(retraction) || what.starts_with(moderation)) &&
           (kind == AnnotationKind::retraction || kind == AnnotationKind::moderation);
}

/// The byte at which the character of that number (XEP-0426) begins; nullopt if there are fewer.
static std::optional<std::size_t> byte_at(std::string_view text, std::size_t character) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
        if (begins && character-- == 0) return i;
    }
    return character == 0 ? std::optional(text.size()) : std::nullopt;
}

static std::optional<std::size_t> place(const Element& element, std::string_view name,
                                        std::string_view body, std::size_t otherwise) {
    if (!element.has_attribute(name)) return otherwise;
    const auto number = parse_integer<std::size_t>(element.attribute(name));
    return number ? byte_at(body, *number) : std::nullopt;
}

/// Ranges that make no sense are left out.
static std::vector<Range> ranges_in(const Element& fallback, std::string_view body) {
    if (fallback.children().empty()) return {{0, body.size()}};
    std::vector<Range> ranges;
    for (const auto& child : fallback.children()) {
        if (!is(child, "body", fallback.xmlns())) continue;
        const auto start = place(child, "start", body, 0);
        const auto end = place(child, "end", body, body.size());
        if (start && end && *start < *end) ranges.emplace_back(*start, *end);
    }
    return ranges;
}

static std::vector<Range> ranges_in(const Element& stanza, const Message& message,
                                    std::string_view body) {
    static constexpr std::size_t most = 64;
    std::vector<Range> ranges;
    for (const auto& child : stanza.children()) {
        if (!is_fallback(child) || !is_shown_otherwise(child.attribute("for"), message)) continue;
        for (const auto& range : ranges_in(child, body)) {
            if (ranges.size() < most) ranges.push_back(range);
        }
    }
    std::ranges::sort(ranges);
    return ranges;
}

static std::string without(std::string_view body, const std::vector<Range>& ranges) {
    std::string rest;
    std::size_t done = 0;
    for (const auto& [start, end] : ranges) {
        if (start > done) rest += body.substr(done, start - done);
        done = std::max(done, end);
    }
    return std::string(trim(rest += body.substr(done)));
}

std::optional<std::string> shown_text(const Element& stanza, const Message& message) {
    if (!message.encryption.empty()) return std::nullopt;
    const auto body = best_text(message.bodies);
    if (body.empty()) {
        auto text = xhtml_text(stanza);
        return text.empty() ? std::nullopt : std::optional(std::move(text));
    }
    const auto ranges = ranges_in(stanza, message, body);
    if (ranges.empty()) return std::nullopt;
    auto text = without(body, ranges);
    // A reply says only what it answers, so something else has to be left.
    const bool says_something = !text.empty() || message.annotation || !message.attachments.empty();
    return says_something ? std::optional(std::move(text)) : std::nullopt;
}

}  // namespace boswell::stanza
