// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/schema.hpp"
#include "sqlite/migrations.hpp"

#include <filesystem>

/// Archives of earlier versions, made with the scripts of their time.
namespace boswell::test {

/// Three messages as version 1 wrote them: with a stanza-id, without one, and a copy.
inline constexpr auto content_of_old = R"(
INSERT INTO account (id, jid) VALUES (1, 'alice@example.org');
INSERT INTO address (id, jid) VALUES (1, 'bob@example.net'), (2, 'alice@example.org');
INSERT INTO conversation (id, account_id, with_id, type, messages, first_stamp, last_stamp)
VALUES (1, 1, 1, 'chat', 2, 1773500966535, 1773500966536);
INSERT INTO message (id, conversation_id, direction, type, stamp, received_at, from_id, body)
VALUES (826816166535, 1, 'in', 'chat', 1773500966535, 1773500966535, 1, 'with id'),
       (826816166536, 1, 'in', 'chat', 1773500966536, 1773500966536, 1, 'hello');
INSERT INTO message_copy (message_id, via, seen_at, stanza_id, stanza_id_by, joined_by)
VALUES (826816166535, 'stream', 1773500966535, 's1', 2, 'first'),
       (826816166535, 'carbon', 1773500966535, 's1', 2, 'stanza-id'),
       (826816166536, 'stream', 1773500966536, NULL, NULL, 'first');
INSERT INTO search (rowid, text, conversation)
VALUES (826816166535, 'with id', 'c1'), (826816166536, 'hello', 'c1');
)";

inline sqlite::Schema up_to(std::size_t version) {
    return {archive::schema().application_id, archive::schema().migrations.first(version)};
}

/// An archive as that version made it.
inline void make_old_archive(const std::filesystem::path& path, std::size_t version) {
    auto database = sqlite::Database::create(path);
    database.prepare_for_writing();
    sqlite::create_schema(database, up_to(1));
    database.execute(content_of_old);
    sqlite::create_schema(database, up_to(version));
}

}  // namespace boswell::test
