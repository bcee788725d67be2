// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/same_message.hpp"

#include "model/encrypted_link.hpp"

#include <algorithm>
#include <chrono>
#include <tuple>
#include <utility>
#include <vector>

namespace boswell::archive {

using namespace std::chrono_literals;

// XEP-0364 puts the ciphertext into the body. With all other encryptions the body is a
// place-holder.
static constexpr std::string_view otr = "urn:xmpp:otr:0";

namespace {

/// What it means if one of two copies has a value and the other knows that it has none.
enum class Absence {
    differs,      ///< they belong to different messages
    says_nothing  ///< one copy may lack what the other has
};

enum class Senders {
    bare,  ///< compare the bare JID of the sender, in rooms the occupant
    full   ///< compare the full JIDs of the sender and of the recipient
};

struct Rule {
    milliseconds window_with_id;
    milliseconds window_with_text;  ///< if there is no id; `never`: a text is not enough
    Absence absence;
    Senders senders;
};

constexpr milliseconds any_distance = milliseconds::max();
constexpr milliseconds never{-1};

// Clocks may differ by hours, but only archives send messages long after they were sent first.
constexpr Rule rule_of(Ways ways) {
    switch (ways) {
        case Ways::live:
            return {60s, never, Absence::differs, Senders::bare};
        case Ways::archive:
        case Ways::again:
            return {24h, 60s, Absence::differs, Senders::bare};
        case Ways::to_self:
            return {60s, never, Absence::differs, Senders::bare};
        case Ways::record:
            return {0s, 0s, Absence::differs, Senders::full};
        // Histories have whole seconds, and were kept by another clock than ours.
        case Ways::history:
            return {24h, 2s, Absence::says_nothing, Senders::bare};
        case Ways::stanza_id:
            return {any_distance, never, Absence::says_nothing, Senders::bare};
    }
    return {never, never, Absence::differs, Senders::full};
}

static_assert(rule_of(Ways::archive).window_with_id == widest_window_with_id);
static_assert(rule_of(Ways::archive).window_with_text == widest_window_without_id);

enum class Agreement { equal, unknown, contradiction };

}  // namespace

bool is_same_text(std::string_view one, std::string_view other) {
    if (one == other) return true;
    if (!lacks_link_keys(one) && !lacks_link_keys(other)) return false;
    return without_link_keys(one) == without_link_keys(other);
}

static Agreement compare_texts(const std::optional<std::string_view>& one,
                               const std::optional<std::string_view>& other, Absence absence) {
    if (!one || !other) return Agreement::unknown;
    if (is_same_text(*one, *other)) return one->empty() ? Agreement::unknown : Agreement::equal;
    const bool absent = one->empty() || other->empty();
    return absent && absence == Absence::says_nothing ? Agreement::unknown
                                                      : Agreement::contradiction;
}

static Agreement compare_bodies(const Identity& one, const Identity& other, Absence absence) {
    const auto best = compare_texts(one.body, other.body, absence);
    if (best == Agreement::contradiction && (one.is_ciphertext || other.is_ciphertext))
        return Agreement::unknown;
    if (best != Agreement::equal || !one.bodies || !other.bodies) return best;
    return is_same_text(*one.bodies, *other.bodies) ? Agreement::equal : Agreement::contradiction;
}

static bool have_same_type(const Identity& one, const Identity& other) {
    if (one.type == other.type) return true;
    const auto may_be_normal = [](const Identity& side, const Identity& normal) {
        return !side.knows_type && side.type == "chat" && normal.type == "normal";
    };
    return may_be_normal(one, other) || may_be_normal(other, one);
}

/// A room sends a groupchat message to all its occupants, its sender included. A copy does not
/// always tell whether we are that sender, so two copies may name different directions.
static bool have_same_direction(const Identity& one, const Identity& other) {
    return one.direction == other.direction ||
           (one.in_room && other.in_room && one.type == "groupchat" && other.type == "groupchat");
}

/// In a room: whether both copies have the same occupant as their sender or, if we sent them in
/// private, as their recipient.
static bool have_same_occupant(const Identity& one, const Identity& other) {
    if (one.direction == "out" && one.type != "groupchat")
        return one.to_resource == other.to_resource;
    return one.from_resource == other.from_resource &&
           compare_texts(one.occupant_id, other.occupant_id, Absence::says_nothing) !=
               Agreement::contradiction;
}

static bool have_same_sender(const Identity& one, const Identity& other, Senders senders) {
    if (one.from != other.from) return false;
    if ((one.in_room || other.in_room) && !have_same_occupant(one, other)) return false;
    if (senders == Senders::bare) return true;
    return std::tie(one.from_resource, one.to, one.to_resource) ==
           std::tie(other.from_resource, other.to, other.to_resource);
}

static milliseconds distance(Time one, Time other) {
    return one < other ? other - one : one - other;
}

Sameness compare(const Identity& one, const Identity& other, Ways ways, bool ids_agree) {
    const auto rule = rule_of(ways);
    if (one.conversation != other.conversation || !have_same_direction(one, other) ||
        !have_same_type(one, other) || !have_same_sender(one, other, rule.senders))
        return Sameness::none;
    // Only a record of an export is certain that a message has no thread.
    const auto absent_thread = ways == Ways::record ? rule.absence : Absence::says_nothing;
    const auto id = compare_texts(one.message_id, other.message_id, rule.absence);
    const auto subject = compare_texts(one.subject, other.subject, rule.absence);
    const auto bodies = compare_bodies(one, other, rule.absence);
    for (const auto agreement :
         {id, subject, bodies, compare_texts(one.thread, other.thread, absent_thread),
          compare_texts(one.encryption, other.encryption, rule.absence)}) {
        if (agreement == Agreement::contradiction) return Sameness::none;
    }
    const auto apart = distance(one.stamp, other.stamp);
    if ((ids_agree || id == Agreement::equal) && apart <= rule.window_with_id) return Sameness::id;
    const bool same_text = bodies == Agreement::equal || subject == Agreement::equal;
    if (id == Agreement::unknown && same_text && apart <= rule.window_with_text)
        return Sameness::text;
    return Sameness::none;
}

bool is_ciphertext(std::string_view encryption) { return encryption == otr; }

bool is_placeholder(std::string_view encryption) {
    return !encryption.empty() && !is_ciphertext(encryption);
}

std::string joined(std::vector<std::string_view> texts) {
    if (texts.size() < 2) return {};
    std::ranges::sort(texts);
    std::string all;
    for (const auto text : texts) {
        all += text;
        all += '\x1f';
    }
    return all;
}

/// The bodies that table message_body would have: the first one of each language.
static std::string stored_bodies(const Message& message) {
    std::vector<std::string_view> texts;
    for (auto body = message.bodies.begin(); body != message.bodies.end(); ++body) {
        const bool repeats = std::any_of(message.bodies.begin(), body, [&](const auto& earlier) {
            return earlier.lang == body->lang;
        });
        if (!repeats) texts.push_back(body->text);
    }
    return joined(std::move(texts));
}

static bool may_be_tombstone(const Message& message) {
    return message.bodies.empty() &&
           (message.via == Via::archive || message.via == Via::room_history);
}

Identity identity_of(const Message& message, std::int64_t conversation, Addresses& addresses) {
    Identity identity{.conversation = conversation,
                      .in_room = message.in_room,
                      .direction = to_string(message.direction),
                      .type = to_string(message.type),
                      .knows_type = !message.reduced,
                      .from = addresses.id_of(message.from),
                      .from_resource = addresses.resource_id_of(message.from),
                      .to = addresses.find_id_of(message.to),
                      .to_resource = addresses.resource_id_of(message.to),
                      .occupant_id = message.occupant_id,
                      .stamp = message.stamp};
    const bool is_decrypted = is_placeholder(message.encryption) && message.shown;
    const bool has_no_text = is_placeholder(message.encryption) || may_be_tombstone(message) ||
                             (message.off_the_record && message.bodies.empty());
    if (is_decrypted)
        identity.body = *message.shown;
    else if (!has_no_text)
        identity.body = best_text(message.bodies);
    identity.is_ciphertext = is_ciphertext(message.encryption);
    if (message.reduced) return identity;  // XEP-0136 keeps nothing else
    identity.bodies = stored_bodies(message);
    identity.message_id = message.message_id;
    identity.subject = best_text(message.subjects);
    identity.thread = message.thread;
    identity.encryption = message.encryption;
    return identity;
}

void forget_absent(Identity& identity) {
    identity.knows_type = false;
    for (auto* text :
         {&identity.message_id, &identity.subject, &identity.thread, &identity.encryption}) {
        if (*text && (*text)->empty()) text->reset();
    }
}

}  // namespace boswell::archive
