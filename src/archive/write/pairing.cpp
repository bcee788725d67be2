// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/pairing.hpp"

#include "archive/message_ids.hpp"

#include <algorithm>
#include <chrono>
#include <set>
#include <string>
#include <tuple>

namespace boswell::archive {

using namespace std::chrono_literals;

// The number of candidates is bounded on both sides of the stamp: a conversation may be busy, and a
// stranger may make it busy on purpose. Message ids follow the stamps.
static constexpr std::string_view before_sql = R"(
  AND near.id BETWEEN ?2 AND ?3
ORDER BY near.id DESC)";

static constexpr std::string_view after_sql = R"(
  AND near.id BETWEEN ?2 AND ?3
ORDER BY near.id)";

static constexpr std::string_view with_sender_id_sql = R"(
FROM message AS near
WHERE near.conversation_id = ?1 AND near.message_id IS NOT NULL
  AND substr(near.message_id, -5) = substr(?4, -5))";

static constexpr std::string_view all_sql = R"(
FROM message AS near
WHERE near.conversation_id = ?1)";

static constexpr std::string_view provisional_sql = R"(
FROM (SELECT conversation_id, message_id AS id FROM provisional) AS near
WHERE near.conversation_id = ?1)";

static constexpr int most_usual = 256;
// Fewer, because this search runs for every live message without any id.
static constexpr int most_of_all = 32;

std::array<std::string, 2> Pairing::candidates_sql(Source source) {
    const auto near = source == Source::sender_id     ? with_sender_id_sql
                      : source == Source::provisional ? provisional_sql
                                                      : all_sql;
    const auto sql = [&](std::string_view direction) {
        return fmt::format("SELECT near.id{}{}\nLIMIT {}", near, direction,
                           source == Source::all ? most_of_all : most_usual);
    };
    return {sql(before_sql), sql(after_sql)};
}

Pairing::Candidates::Candidates(const sqlite::Database& database, Source source)
    : before(database, candidates_sql(source)[0]), after(database, candidates_sql(source)[1]) {}

static constexpr auto copies_sql = R"(
SELECT via, joined_by, stanza_id, claimed_stamp, seen_at
FROM message_copy
WHERE message_id = ?1)";

static constexpr auto has_provisional_sql = R"(
SELECT 1
FROM provisional
WHERE conversation_id = ?1
LIMIT 1)";

static constexpr auto insert_sql = R"(
INSERT INTO provisional (conversation_id, message_id)
VALUES (?1, ?2))";

static constexpr auto remove_sql = R"(
DELETE FROM provisional
WHERE conversation_id = ?1 AND message_id = ?2)";

static constexpr std::size_t most_remembered = 20000;

/// Facts about the copies of a candidate that decide whether one more may be joined.
struct Pairing::Copies {
    bool same_way = false;
    bool not_from_archive = false;
    bool split = false;
    bool same_claim = false;     // a copy that came the same way had the same stamp
    bool this_delivery = false;  // a copy came the same way since this delivery began
    std::set<std::string> stanza_ids;
};

/// The candidate that is nearest in time; the first one if several are equally near.
struct Pairing::Nearest {
    std::optional<std::tuple<milliseconds, std::int64_t>> place;
    std::string_view joined_by;
};

Pairing::Pairing(sqlite::Database& database, Addresses& addresses)
    : addresses_(addresses),
      identities_(database),
      with_sender_id_(database, Source::sender_id),
      provisional_(database, Source::provisional),
      all_(database, Source::all),
      copies_(database, copies_sql),
      has_provisional_(database, has_provisional_sql),
      insert_(database, insert_sql),
      remove_(database, remove_sql) {}

static bool has_text(const Message& message) {
    return !best_text(message.bodies).empty() || !best_text(message.subjects).empty();
}

static bool is_stored_by_server(Via via) {
    return via == Via::offline || via == Via::archive || via == Via::room_history;
}

/// A message to the account itself. The server archives it twice, as sent and as received.
static bool is_note(const Message& message) {
    return message.with == message.account && message.stanza_id && !message.message_id.empty();
}

/// True if the stanza-id of `message` rules out every message that has another one.
static bool has_only_one_id(const Message& message) {
    return message.stanza_id && !message.reduced && !is_note(message);
}

static bool is_from_archive(Via via) { return via == Via::archive || via == Via::room_history; }

bool Pairing::has_copy_from_archive(std::int64_t message) {
    for (auto use = copies_.use(message); use.next();) {
        if (is_from_archive(parse_via(use.get<std::string_view>(0)).value_or(Via::import)))
            return true;
    }
    return false;
}

std::optional<std::int64_t> Pairing::first_same(std::span<const std::int64_t> messages,
                                                const Identity& identity,
                                                std::span<const Via> ways) {
    const bool from_archive = std::ranges::any_of(ways, is_from_archive);
    std::optional<std::int64_t> same;
    identities_.visit(messages, identity, [&](std::int64_t id, const Identity& stored) {
        if (compare(identity, stored, Ways::stanza_id, true) == Sameness::none) return true;
        const auto apart = std::chrono::abs(identity.stamp - stored.stamp);
        const bool begins_again =
            from_archive && apart > widest_window_with_id && has_copy_from_archive(id);
        if (!begins_again) same = id;
        return !same;
    });
    return same;
}

std::optional<Match> Pairing::find(const Place& place, const Message& message) {
    if (message.via == Via::import) return std::nullopt;
    if (message.message_id.empty() && !has_text(message)) return std::nullopt;
    // A message with a stanza-id is nearly always new, so the search is avoided if it can be.
    const bool may_be_again = message.via == Via::archive && place.is_known_time;
    const bool has_one_id = has_only_one_id(message);
    if (has_one_id && !may_be_again && !has_provisional(place.conversation)) return std::nullopt;
    const auto identity = identity_of(message, place.conversation, addresses_);
    if (identity.message_id && !identity.message_id->empty()) {
        const auto match = nearest(with_sender_id_, identity, message, widest_window_with_id);
        // The history of another program may have it without its id, unless it has just been said.
        if (match || !is_stored_by_server(message.via) || !has_provisional(place.conversation))
            return match;
        return nearest(provisional_, identity, message, widest_window_without_id);
    }
    if (!has_one_id) return nearest(all_, identity, message, widest_window_without_id);
    auto match = nearest(provisional_, identity, message, widest_window_without_id);
    if (!match && may_be_again) match = nearest(all_, identity, message, 0s);
    return match;
}

bool Pairing::has_provisional(std::int64_t conversation) {
    if (without_provisional_.contains(conversation)) return false;
    if (has_provisional_.use(conversation).next()) return true;
    if (without_provisional_.size() >= most_remembered) without_provisional_.clear();
    without_provisional_.insert(conversation);
    return false;
}

std::optional<Match> Pairing::nearest(Candidates& candidates, const Identity& identity,
                                      const Message& message, milliseconds window) {
    const auto middle = MessageIds::preferred(message.stamp);
    const auto first =
        MessageIds::preferred(std::max(message.stamp, Time::min() + window) - window);
    const auto last = MessageIds::preferred(std::min(message.stamp, Time::max() - window) + window);
    const auto id = identity.message_id.value_or("");
    const auto in_range = [&](sqlite::Statement& statement, std::int64_t from, std::int64_t to) {
        return &candidates == &with_sender_id_ ? statement.use(identity.conversation, from, to, id)
                                               : statement.use(identity.conversation, from, to);
    };
    Nearest nearest;
    look_at(in_range(candidates.before, first, middle - 1), identity, message, nearest);
    look_at(in_range(candidates.after, middle, last), identity, message, nearest);
    if (!nearest.place) return std::nullopt;
    return Match{std::get<std::int64_t>(*nearest.place), nearest.joined_by};
}

void Pairing::look_at(sqlite::Use messages, const Identity& identity, const Message& message,
                      Nearest& nearest) {
    identities_.visit(messages, identity, [&](std::int64_t id, const Identity& stored) {
        const std::tuple place{std::chrono::abs(stored.stamp - message.stamp), id};
        if (nearest.place && *nearest.place <= place) return true;
        // The widest of the rules. It saves most candidates the look-up of their copies.
        if (compare(identity, stored, Ways::archive) == Sameness::none) return true;
        if (const auto joined_by = join(identity, stored, message, copies_of(id, message)))
            nearest = {place, *joined_by};
        return true;
    });
}

/// Whether a server or room sends a message again that it has stored. Two equal texts of one
/// delivery are two messages, unless the sender gave them one id and the server one stamp.
bool Pairing::is_again(const Message& message, const Copies& copies) {
    if (!copies.same_claim || !is_stored_by_server(message.via)) return false;
    const bool has_id = !message.message_id.empty() && message.via != Via::room_history;
    return has_id || !copies.this_delivery;
}

Ways Pairing::ways_of(const Message& message, const Copies& copies) {
    if (is_note(message)) return Ways::to_self;
    if (is_again(message, copies)) return Ways::again;
    const bool repeats = message.via == Via::archive || message.via == Via::room_history;
    return repeats || !copies.not_from_archive ? Ways::archive : Ways::live;
}

std::optional<std::string_view> Pairing::join(const Identity& identity, const Identity& stored,
                                              const Message& message, const Copies& copies) {
    if (copies.split) return std::nullopt;
    const auto ways = ways_of(message, copies);
    const bool renumbered = ways == Ways::again && message.via == Via::archive;
    if (has_only_one_id(message) && !copies.stanza_ids.empty() && !renumbered) return std::nullopt;
    if (ways == Ways::to_self && copies.stanza_ids.size() >= 2) return std::nullopt;
    if ((ways == Ways::archive || ways == Ways::live) && copies.same_way) return std::nullopt;
    switch (compare(identity, stored, ways)) {
        case Sameness::none:
            return std::nullopt;
        case Sameness::text:
            return "same-text";
        case Sameness::id:
            return ways == Ways::to_self && copies.stanza_ids.size() == 1 ? "to-self" : "same-id";
    }
    return std::nullopt;
}

// An archive that was moved may keep seconds where the old one kept milliseconds.
static bool is_same_claim(const Message& message, std::optional<Time> claim) {
    if (!claim) return false;
    const auto apart = std::chrono::abs(*claim - message.delay->stamp);
    return message.via == Via::archive && !message.message_id.empty() ? apart < 1s : apart == 0s;
}

Pairing::Copies Pairing::copies_of(std::int64_t candidate, const Message& message) {
    Copies copies;
    for (auto use = copies_.use(candidate); use.next();) {
        const auto via = use.get<std::string_view>(0);
        const bool same_way = via == to_string(message.via);
        copies.same_way |= same_way;
        copies.not_from_archive |= via != to_string(Via::archive) && via != to_string(Via::import);
        copies.split |= use.get<std::string_view>(1) == "split";
        if (!use.is_null(2)) copies.stanza_ids.insert(use.get<std::string>(2));
        if (!same_way) continue;
        copies.same_claim |=
            message.delay && is_same_claim(message, use.get<std::optional<Time>>(3));
        copies.this_delivery |= use.get<Time>(4) >= message.delivery_began;
    }
    return copies;
}

void Pairing::add_provisional(std::int64_t conversation, std::int64_t message) {
    without_provisional_.erase(conversation);
    insert_.run(conversation, message);
}

void Pairing::remove_provisional(std::int64_t conversation, std::int64_t message) {
    remove_.run(conversation, message);
}

}  // namespace boswell::archive
