// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/collection.hpp"

#include "base/digest.hpp"
#include "stanza/delay.hpp"
#include "stanza/element.hpp"
#include "stanza/namespaces.hpp"
#include "stanza/write_xml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace boswell::stanza {

static bool is_item(const Element& element) {
    return is(element, "from", ns::collections) || is(element, "to", ns::collections);
}

// COMPAT: the XEP leaves <body/> in the archive's namespace, some servers copy it from the message.
static bool is_body(const Element& element) {
    return is(element, "body", ns::collections) || is(element, "body", ns::client);
}

static std::vector<LangText> bodies_of(const Element& item) {
    std::vector<LangText> bodies;
    for (const auto& child : item.children()) {
        if (!is_body(child) || child.text().empty()) continue;
        LangText body{.lang = std::string(language(child)), .text = std::string(child.text())};
        const auto same = [&](const auto& earlier) { return earlier.lang == body.lang; };
        if (std::none_of(bodies.begin(), bodies.end(), same)) bodies.push_back(std::move(body));
    }
    return bodies;
}

/// The item as the only one of its collection: the contact and the start are in the collection's
/// attributes, the text is in the item.
static std::string original_of(const Element& chat, const Element& item) {
    std::string text;
    write_start(chat, "", text);
    write_xml(item, chat.xmlns(), "", text);
    write_end(chat, text);
    return text;
}

// However many seconds are added up, the sum stays within what a Time can hold.
static constexpr Time latest{std::chrono::sys_days(std::chrono::year(9999) / 12 / 31)};

static std::optional<std::chrono::seconds> parse_seconds(std::string_view text) {
    std::uint32_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return std::chrono::seconds(count);
}

/// Who wrote the item: the account, the contact, or an occupant of a room; nullopt if the
/// occupant's nickname is none.
static std::optional<Jid> sender_of(const Element& item, const Jid& with, const Jid& account) {
    if (item.name() == "to") return account;
    const auto nickname = item.attribute("name");
    if (nickname.empty()) return with;
    return Jid::parse(fmt::format("{}/{}", with.bare().str(), nickname));
}

/// XEP-0136 5.2: in a room, items name who spoke.
static bool is_of_room(const Element& chat) {
    const auto children = chat.children();
    return std::any_of(children.begin(), children.end(), [](const auto& child) {
        return is(child, "from", ns::collections) && child.has_attribute("name");
    });
}

std::vector<Event> CollectionReader::read(const Element& chat, const Context& context) {
    std::vector<Event> events;
    const auto with = Jid::parse(chat.attribute("with"));
    if (chat.has_attribute("with") && (!with || with->bare() != with_.bare())) return events;
    of_room_ = of_room_ || is_of_room(chat);
    if (!previous_) previous_ = parse_xmpp_stamp(chat.attribute("start"));
    for (const auto& child : chat.children()) {
        if (is_item(child)) read_item(chat, child, context, events);
    }
    return events;
}

std::optional<Time> CollectionReader::time_of(const Element& item) {
    std::optional<Time> time;
    if (item.has_attribute("utc")) {
        time = parse_xmpp_stamp(item.attribute("utc"));
    } else if (const auto later = parse_seconds(item.attribute("secs")); later && previous_) {
        time = *previous_ + *later;
    }
    if (!time || *time > latest) return std::nullopt;
    return previous_ = time;
}

/// Made only of what is the same in every fetch of the item; its place in the page is not.
std::string CollectionReader::id_of(const Message& message, Time time) {
    const auto second = std::chrono::floor<std::chrono::seconds>(time);
    const auto hash =
        sha256_hex(fmt::format("{}{}{}{}{}{}{}", with_.str(), '\0', to_string(message.direction),
                               '\0', message.from.str(), '\0', best_text(message.bodies)))
            .substr(0, 32);
    auto id = fmt::format("{}-{}", second.time_since_epoch().count(), hash);
    const int repetition = repetitions_[id]++;
    return fmt::format("{}-{}", id, repetition);
}

void CollectionReader::read_item(const Element& chat, const Element& item, const Context& context,
                                 std::vector<Event>& events) {
    const auto time = time_of(item);
    auto original = original_of(chat, item);
    const auto from = sender_of(item, with_, context.account);
    if (!time || !from) {
        auto refused = quarantine(item, original, context,
                                  time ? "an archived message whose sender is not an address"
                                       : "an archived message without a readable time");
        refused.from = with_.str();
        events.emplace_back(std::move(refused));
        return;
    }
    Message message;
    message.bodies = bodies_of(item);
    if (message.bodies.empty()) return;
    const bool sent = item.name() == "to";
    message.account = context.account;
    message.direction = sent ? Direction::out : Direction::in;
    message.with = with_.bare();
    message.in_room = context.rooms.contains(message.with);
    message.from = *from;
    message.to = sent ? with_ : context.account;
    message.type = of_room_ ? MessageType::groupchat : MessageType::chat;
    message.received_at = context.now;
    message.delay = Delay{.stamp = *time, .by = context.account};
    message.stamp = credible_stamp(message.delay, context.now);
    message.thread = chat.attribute("thread");
    message.via = Via::archive;
    message.reduced = true;
    message.stanza_id = StanzaId{.id = id_of(message, *time), .by = context.account};
    message.stanza = std::move(original);
    events.emplace_back(std::move(message));
}

}  // namespace boswell::stanza
