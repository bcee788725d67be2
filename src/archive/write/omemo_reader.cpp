// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/omemo_reader.hpp"

#include "base/error.hpp"

#include <chrono>
#include <utility>

namespace boswell::archive {

// A clock that is a little behind must not be why a message is said to be too old.
static constexpr std::chrono::minutes clocks_differ{5};

// The agent has one thread: messages of megabytes, or keys far ahead in a session, must not keep
// other accounts waiting.
static constexpr std::chrono::milliseconds long_enough{100};

static constexpr auto waiting_sql = R"(
SELECT omemo_message.message_id
FROM omemo_message
JOIN message ON message.id = omemo_message.message_id
JOIN conversation ON conversation.id = message.conversation_id
WHERE omemo_message.state = 'waiting' AND conversation.account_id = ?1
ORDER BY message.stamp, message.id
LIMIT ?2)";

static constexpr auto note_sql = R"(
UPDATE omemo_message
SET state = ?2, device = ?3, fingerprint = ?4,
    listed = (SELECT EXISTS (SELECT 1 FROM json_each(pep_event.fields, '$.value') AS device
                             WHERE device.value = CAST(?3 AS TEXT))
              FROM pep_event
              WHERE account_id = ?5 AND contact_id = (SELECT id FROM address WHERE jid = ?6)
                AND node = ?7
              ORDER BY version DESC
              LIMIT 1)
WHERE message_id = ?1)";

static constexpr auto stamp_sql = "SELECT stamp FROM message WHERE id = ?1";

static constexpr auto sender_sql = R"(
SELECT address.jid
FROM omemo_message
JOIN address ON address.id = omemo_message.sender_id
WHERE message_id = ?1)";

OmemoReader::OmemoReader(sqlite::Database& database, Conversations& conversations,
                         Messages& messages, std::int64_t account, OmemoKeys& keys,
                         ReadEncrypted read)
    : account_(account),
      messages_(messages),
      keys_(keys),
      read_(std::move(read)),
      texts_(database,
             [this](std::string_view original, Message stored) -> std::optional<Message> {
                 stored.real_from = sender_;
                 reading_ = read_(original, stored, keys_);
                 if (reading_.failure) return std::nullopt;  // another copy may be whole
                 return stored;
             }),
      decrypted_(database, conversations, messages.search_index()),
      waiting_(database, waiting_sql),
      note_(database, note_sql),
      stamp_(database, stamp_sql),
      sender_of_(database, sender_sql) {}

static bool is_session_lost(const OmemoReading& reading) {
    return reading.failure == OmemoFailure::no_session ||
           reading.failure == OmemoFailure::unknown_key ||
           reading.failure == OmemoFailure::broken_session;
}

OmemoReader::Round OmemoReader::read_waiting(std::size_t most) {
    Round round;
    auto ids = waiting(most + 1);
    round.more = ids.size() > most;
    if (round.more) ids.pop_back();
    const auto began = std::chrono::steady_clock::now();
    for (const auto id : ids) {
        if (std::chrono::steady_clock::now() - began > long_enough) {
            round.more = true;
            break;
        }
        const auto reading = read(id);
        note(id, reading);
        ++(reading.failure ? round.unreadable : round.read);
        if (reading.said) messages_.add_content(id, *reading.said);
        if (reading.text) set_text(id, *reading.text);
        if (reading.wants_answer) round.want_answer.insert({sender_, reading.device, reading.list});
        if (is_session_lost(reading))
            round.lost_sessions.insert({sender_, reading.device, reading.list});
    }
    return round;
}

std::vector<std::int64_t> OmemoReader::waiting(std::size_t most) {
    std::vector<std::int64_t> ids;
    for (auto use = waiting_.use(account_, most); use.next();)
        ids.push_back(use.get<std::int64_t>(0));
    return ids;
}

OmemoReading OmemoReader::read(std::int64_t id) {
    reading_ = {.failure = OmemoFailure::damaged};
    sender_ = sender_of(id);
    texts_.reread(id);
    if (reading_.failure == OmemoFailure::not_encrypted_to && is_from_before(id))
        reading_.failure = OmemoFailure::before_device;
    return std::move(reading_);
}

Jid OmemoReader::sender_of(std::int64_t id) {
    auto use = sender_of_.use(id);
    return use.next() ? Jid::of(use.get<std::string_view>(0)) : Jid();
}

bool OmemoReader::is_from_before(std::int64_t id) {
    auto use = stamp_.use(id);
    return use.next() &&
           use.get<Time>(0) < keys_.created_at().value_or(Time::min()) + clocks_differ;
}

void OmemoReader::set_text(std::int64_t id, const std::string& text) {
    decrypted_.set(id, text);
    messages_.confirm_text(id);
}

void OmemoReader::note(std::int64_t id, const OmemoReading& reading) {
    const auto state = reading.failure ? to_string(*reading.failure) : std::string_view("read");
    std::optional<std::uint32_t> device;
    if (reading.device != 0) device = reading.device;
    note_.run(id, state, device, sqlite::or_null(reading.fingerprint), account_, sender_.str(),
              node_name(reading.list));
}

}  // namespace boswell::archive
