// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/restore/undone_messages.hpp"

#include <bit>

namespace boswell::archive {

static constexpr auto others_sql = R"(
SELECT run_id <> 0, ways, columns
FROM imported_message
WHERE message_id = ?1 AND run_id <> ?2)";

static constexpr auto is_split_sql = R"(
SELECT 1
FROM message_copy
WHERE message_id = ?1 AND joined_by = 'split')";

// Once no run has anything of the message, nobody needs to know what else has it.
static constexpr auto forget_sql = R"(
DELETE FROM imported_message
WHERE message_id = ?1 AND (run_id = ?2 OR ?3))";

// Another run has the row that the undone one added.
static constexpr auto hand_over_sql = R"(
UPDATE imported_message
SET columns = columns | 2048
WHERE message_id = ?1
  AND run_id = (SELECT min(run_id) FROM imported_message WHERE message_id = ?1 AND run_id <> 0))";

// Copies of a message (?1) that nothing but the run has brought; ?2: it brought the message itself,
// ?3: the ways that others name.
static constexpr std::string_view of_the_run =
    "(joined_by = 'import' OR ?2 AND joined_by = 'first') "
    "AND CASE via WHEN 'stream' THEN 1 WHEN 'offline' THEN 2 WHEN 'carbon' THEN 4 "
    "WHEN 'archive' THEN 8 WHEN 'room-history' THEN 16 ELSE 32 END & ?3 = 0";

static std::string remove_copies_sql() {
    return fmt::format("DELETE FROM message_copy WHERE message_id = ?1 AND {}", of_the_run);
}

// Where no other copy has the stanza-id, the one that has it stays, as one that came in a way (?4)
// which another run names.
static std::string keep_stanza_id_sql() {
    return fmt::format(R"(
UPDATE message_copy
SET via = ?4
WHERE id = (SELECT min(id) FROM message_copy WHERE message_id = ?1 AND stanza_id IS NOT NULL)
  AND NOT EXISTS (SELECT 1 FROM message_copy
                  WHERE message_id = ?1 AND stanza_id IS NOT NULL AND NOT ({})))",
                       of_the_run);
}

static constexpr auto clear_stanza_id_sql = R"(
UPDATE message_copy
SET stanza_id = NULL, stanza_id_by = NULL
WHERE message_id = ?1 AND (joined_by = 'import' OR ?2 AND joined_by = 'first'))";

static constexpr auto begin_copies_sql = R"(
UPDATE message_copy
SET joined_by = 'first'
WHERE id = (SELECT min(id) FROM message_copy WHERE message_id = ?1)
  AND NOT EXISTS (SELECT 1 FROM message_copy WHERE message_id = ?1 AND joined_by = 'first'))";

// An origin_id that is that of the column message_id is a bit of `has`.
static constexpr auto clear_sql = R"(
UPDATE message
SET origin_id = CASE WHEN ?2 & 16 THEN NULL
                     WHEN ?2 & 8 AND coalesce(has & 16, 0) THEN message_id
                     ELSE origin_id END,
    has = iif(?2 & 24, has & ~16, has),
    to_id = iif(?2 & 1, NULL, to_id),
    to_resource_id = iif(?2 & 3, NULL, to_resource_id),
    thread = iif(?2 & 4, NULL, thread),
    message_id = iif(?2 & 8, NULL, message_id),
    encryption = iif(?2 & 32, NULL, encryption),
    occupant_id = iif(?2 & 64, NULL, occupant_id),
    shown = iif(?2 & 128 OR ?2 & 32 AND shown IS body OR ?2 & 8192 AND encryption IS NOT NULL,
                NULL, shown),
    lang = iif(?2 & 128, NULL, lang),
    body = iif(?2 & 128, NULL, body),
    subject = iif(?2 & 256, NULL, subject)
WHERE id = ?1)";

static constexpr auto remove_bodies_sql = "DELETE FROM message_body WHERE message_id = ?1";

static constexpr auto remove_local_time_sql = "DELETE FROM local_time WHERE message_id = ?1";

static constexpr const char* remove_links_sql[] = {
    "DELETE FROM attachment WHERE message_id = ?1",
    "DELETE FROM mention WHERE message_id = ?1",
    "DELETE FROM link_preview WHERE message_id = ?1",
};

static constexpr auto add_provisional_sql = R"(
INSERT INTO provisional (conversation_id, message_id)
SELECT conversation_id, id
FROM message
WHERE id = ?1
  AND NOT EXISTS (SELECT 1 FROM message_copy
                  WHERE message_copy.message_id = ?1 AND stanza_id IS NOT NULL)
ON CONFLICT DO NOTHING)";

// A stamp before 1999 or after the copy came is not credible.
static constexpr auto first_copy_sql = R"(
SELECT iif(claimed_stamp BETWEEN 915148800000 AND seen_at, claimed_stamp, seen_at),
       (SELECT min(seen_at) FROM message_copy WHERE message_id = ?1)
FROM message_copy
WHERE message_id = ?1
ORDER BY id
LIMIT 1)";

static constexpr auto set_received_sql = R"(
UPDATE message
SET received_at = ?2
WHERE id = ?1)";

static std::string stanzas_sql() {
    return fmt::format(
        "SELECT copy.id, {} FROM message_copy AS copy JOIN message ON message.id = copy.message_id "
        "{} WHERE copy.message_id = ?1 AND copy.stanza IS NOT NULL",
        StanzaUnpacker::columns(), repeated_joins);
}

static std::string texts_sql() {
    return fmt::format(
        "SELECT {} FROM message_copy AS copy JOIN message ON message.id = copy.message_id {} "
        "WHERE copy.id = ?1",
        StanzaUnpacker::columns(), repeated_joins);
}

static constexpr auto set_stanza_sql = R"(
UPDATE message_copy
SET dictionary_id = ?2, stanza = ?3, stanza_hash = ?4
WHERE id = ?1)";

UndoneMessages::UndoneMessages(sqlite::Database& database, Tables& tables)
    : tables_(tables),
      keys_(database, tables.addresses),
      search_(database),
      moved_(database, tables.conversations, keys_, search_),
      annotations_(database, keys_, tables.conversations, search_),
      readable_(database, tables.conversations, search_),
      removed_(database, keys_, annotations_, readable_),
      packer_(database),
      unpacker_(database),
      others_(database, others_sql),
      is_split_(database, is_split_sql),
      forget_(database, forget_sql),
      hand_over_(database, hand_over_sql),
      keep_stanza_id_(database, keep_stanza_id_sql()),
      remove_copies_(database, remove_copies_sql()),
      begin_copies_(database, begin_copies_sql),
      clear_stanza_id_(database, clear_stanza_id_sql),
      clear_(database, clear_sql),
      remove_bodies_(database, remove_bodies_sql),
      remove_local_time_(database, remove_local_time_sql),
      add_provisional_(database, add_provisional_sql),
      first_copy_(database, first_copy_sql),
      set_received_(database, set_received_sql),
      stanzas_(database, stanzas_sql()),
      texts_(database, texts_sql()),
      set_stanza_(database, set_stanza_sql) {
    for (const auto* sql : remove_links_sql) remove_links_.emplace_back(database, sql);
}

UndoneMessages::Outcome UndoneMessages::undo(std::int64_t id, std::int64_t run,
                                             MessageParts undone) {
    const bool unseen = readable_.state(id).hidden;
    const auto rest = others(id, run);
    if (!rest.any) {
        removed_.remove(id);
        return unseen ? Outcome::unseen : Outcome::removed;
    }
    // Somebody has looked at its copies and divided them: which of them is whose is not known.
    if (!is_split_.use(id).next()) reduce(id, undone, rest);
    forget_.run(id, run, rest.runs == 0);
    return unseen ? Outcome::unseen : Outcome::kept;
}

UndoneMessages::Others UndoneMessages::others(std::int64_t id, std::int64_t run) {
    Others others;
    for (auto use = others_.use(id, run); use.next();) {
        others.any = true;
        others.runs += use.get<bool>(0) ? 1 : 0;
        others.parts.ways |= use.get<std::int64_t>(1);
        others.parts.columns |= use.get<std::int64_t>(2);
    }
    return others;
}

static Via first_way(const MessageParts& parts) {
    return static_cast<Via>(std::countr_zero(static_cast<std::uint64_t>(parts.ways)));
}

void UndoneMessages::reduce(std::int64_t id, MessageParts undone, const Others& others) {
    const bool had_row = (undone.columns & part::row) != 0;
    const auto alone = undone.columns & ~others.parts.columns & ~part::row;
    const auto kept = stanzas(id);
    const auto ids = removed_.stanza_ids(id);
    const auto carriers = removed_.carriers_of(id);
    if ((alone & part::annotations) != 0) removed_.remove_annotations(id);
    const auto before = readable_.state(id);
    if (others.parts.ways != 0 && (others.parts.columns & part::stanza_id) != 0)
        keep_stanza_id_.run(id, had_row, others.parts.ways, to_string(first_way(others.parts)));
    remove_copies_.run(id, had_row, others.parts.ways);
    if ((alone & part::stanza_id) != 0) clear_stanza_id_.run(id, had_row);
    if ((alone & part::body) != 0) remove_bodies_.run(id);
    if ((alone & part::local_time) != 0) remove_local_time_.run(id);
    if ((alone & part::attachments) != 0) {
        for (auto& statement : remove_links_) statement.run(id);
    }
    if (alone != 0) clear_.run(id, alone);
    removed_.remove_keys(id, ids);
    add_provisional_.run(id);
    if (alone != 0) readable_.update(id, before);
    if (alone != 0) removed_.release_lost(id, carriers);
    pack(kept);
    if (others.runs > 0) {
        if (had_row) hand_over_.run(id);
    } else {
        begin_copies_.run(id);
        if (had_row) restamp(id);
    }
}

/// The original stanzas of the copies, whatever columns of the message they are put together from.
std::map<std::int64_t, std::string> UndoneMessages::stanzas(std::int64_t id) {
    std::map<std::int64_t, std::string> stanzas;
    for (auto use = stanzas_.use(id); use.next();) {
        try {
            stanzas.emplace(use.get<std::int64_t>(0), unpacker_.read(use, 1));
        } catch (const sqlite::Unavailable&) {
            throw;
        } catch (const Error&) {
            continue;  // damaged before: `boswell verify` tells of it
        }
    }
    return stanzas;
}

void UndoneMessages::pack(const std::map<std::int64_t, std::string>& stanzas) {
    for (const auto& [copy, stanza] : stanzas) {
        StanzaPacker::Packed packed;
        {
            auto use = texts_.use(copy);
            if (!use.next()) continue;  // it was the run's
            packed = packer_.pack(stanza, StanzaUnpacker::texts(use, 0));
        }
        set_stanza_.run(copy, packed.dictionary, sqlite::Blob{packed.bytes}, packed.signed_hash());
    }
}

/// The message has the time that its first copy now gives it.
void UndoneMessages::restamp(std::int64_t id) {
    Time stamp;
    Time received_at;
    {
        auto use = first_copy_.use(id);
        if (!use.next()) return;
        stamp = use.get<Time>(0);
        received_at = use.get<Time>(1);
    }
    set_received_.run(id, received_at);
    moved_.restamp(id, stamp);
}

void UndoneMessages::flush() {
    moved_.flush();
    search_.flush();
}

}  // namespace boswell::archive
