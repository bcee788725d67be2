// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/names.hpp"

#include "base/printable.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace boswell::view {

static std::string name_in(const Jid& address) {
    return printable(address.localpart().empty() ? address.domainpart() : address.localpart());
}

static bool is_occupant(const Jid& jid, const MessageRecord& message) {
    return message.type == MessageType::groupchat ||
           (message.in_room && jid.bare() == message.with);
}

// A contact of the roster wrote it, who may have had several names.
static bool is_by_contact(const MessageRecord& message) {
    return message.direction == Direction::in && !is_occupant(message.from, message);
}

std::optional<NameChoice> parse_name_choice(std::string_view text) {
    if (text == "then") return NameChoice::then;
    if (text == "now") return NameChoice::now;
    if (text == "jid") return NameChoice::jid;
    return std::nullopt;
}

std::string Names::name_of(const Jid& jid, const MessageRecord& message) const {
    const bool occupant = is_occupant(jid, message) && !jid.is_bare();
    if (choice_ == NameChoice::jid) return printable(occupant ? jid.str() : jid.bare().str());
    return occupant ? printable(jid.resourcepart()) : name_in(jid);
}

// As far as the message itself says it.
std::string Names::sender_by_address(const MessageRecord& message) const {
    auto name = name_of(message.from, message);
    const bool loud = message.type == MessageType::groupchat || message.from.is_bare();
    if (!message.in_room || loud) return name;
    if (message.direction == Direction::in) return name + " (privately)";
    return fmt::format("{} (to {})", name, name_of(message.to, message));
}

const NameHistory& Names::history_of(const Jid& account, const Jid& contact) const {
    const auto [entry, added] = histories_.try_emplace(account.str() + '\n' + contact.str());
    if (added && lookup_) entry->second = lookup_(account, contact);
    return entry->second;
}

// The version of that time; for what is older than all of them, the first. nullptr if there is
// none.
template <typename Version>
static const Version* version_at(const std::vector<Version>& versions, Time Version::*since,
                                 Time time) {
    if (versions.empty()) return nullptr;
    const auto next = std::ranges::upper_bound(versions, time, {}, since);
    return next == versions.begin() ? &versions.front() : &*(next - 1);
}

std::string Names::at(const Jid& account, const Jid& contact, Time time) const {
    if (const auto person = persons_.name_at(contact); !person.empty()) return printable(person);
    const auto& history = history_of(account, contact);
    const auto* entry = version_at(history.roster, &RosterVersion::seen_at, time);
    if (entry != nullptr && !entry->item.name.empty()) return printable(entry->item.name);
    const auto* card = version_at(history.vcards, &VCardVersion::fetched_at, time);
    return card == nullptr ? "" : printable(card->vcard.nickname);
}

std::string Names::of(const Jid& contact, const std::string& roster_name,
                      const std::string& nickname) const {
    if (const auto person = persons_.name_at(contact); !person.empty()) return printable(person);
    return printable(roster_name.empty() ? nickname : roster_name);
}

std::string Names::of(const Jid& account, const Jid& contact) const {
    return at(account, contact, Time::max());
}

std::string Names::sender_at(const MessageRecord& message, Time time) const {
    const auto name = at(message.account, message.from.bare(), time);
    return name.empty() ? sender_by_address(message) : name;
}

std::string Names::sender(const MessageRecord& message) const {
    if (choice_ == NameChoice::jid || !is_by_contact(message)) return sender_by_address(message);
    return sender_at(message, choice_ == NameChoice::now ? Time::max() : message.stamp);
}

std::string Names::other_name(const MessageRecord& message) const {
    if (choice_ == NameChoice::jid || !is_by_contact(message)) return "";
    const auto then = sender_at(message, message.stamp);
    const auto now = sender_at(message, Time::max());
    if (then == now) return "";
    return choice_ == NameChoice::then ? "now " + now : "then " + then;
}

std::string Names::sender(const ChatState& state) const {
    MessageRecord message;
    message.account = state.account;
    message.with = state.with;
    message.from = state.from;
    message.direction = state.direction;
    message.in_room = state.in_room;
    message.type = state.in_room ? MessageType::groupchat : MessageType::chat;
    message.stamp = state.stamp;
    return sender(message);
}

std::vector<ShownReaction> reactions_of(const MessageRecord& message) {
    std::vector<ShownReaction> found;
    for (const auto& reaction : message.reactions) {
        const auto& from = reaction.from;
        const auto name = from.is_bare() ? name_in(from) : printable(from.resourcepart());
        for (const auto& each : reaction.emoji) {
            auto emoji = printable(each);
            const auto known = std::ranges::find(found, emoji, &ShownReaction::emoji);
            if (known == found.end())
                found.push_back({std::move(emoji), name});
            else
                known->senders += ", " + name;
        }
    }
    return found;
}

std::string shown_reactions(const MessageRecord& message) {
    std::string text;
    for (const auto& [emoji, senders] : reactions_of(message)) {
        if (!text.empty()) text += "; ";
        text += fmt::format("{} {}", emoji, senders);
    }
    return text;
}

std::string shown_receipts(const MessageRecord& message) {
    std::map<std::string, ReceiptKind> furthest;  // by reader
    const bool is_room = message.in_room || message.type == MessageType::groupchat;
    for (const auto& receipt : message.receipts) {
        const bool by_nickname = is_room && !receipt.from.is_bare();
        auto& kind =
            furthest[by_nickname ? printable(receipt.from.resourcepart()) : name_in(receipt.from)];
        kind = std::max(kind, receipt.kind);  // in the order of the enumeration
    }
    std::string text;
    for (const auto kind :
         {ReceiptKind::acknowledged, ReceiptKind::displayed, ReceiptKind::received}) {
        std::string readers;
        for (const auto& [name, reached] : furthest) {
            if (reached == kind) readers += (readers.empty() ? "" : ", ") + name;
        }
        if (readers.empty()) continue;
        text += fmt::format("{}{} by {}", text.empty() ? "" : "; ", to_string(kind), readers);
    }
    return text;
}

}  // namespace boswell::view
