// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/stanza_codec.hpp"
#include "archive/write/imported_messages.hpp"
#include "archive/write/moved_messages.hpp"
#include "archive/write/removed_messages.hpp"
#include "archive/write/tables.hpp"

#include <cstdint>
#include <map>
#include <string>

namespace boswell::archive {

/// Takes back what a run of an import has brought of messages. A message that only that run had is
/// removed; one that also came in another way keeps what is known in that way.
class UndoneMessages {
public:
    /// Both outlive this.
    UndoneMessages(sqlite::Database& database, Tables& tables);

    /// `unseen`: it only changes others, so that readers have not seen it as a message.
    enum class Outcome { removed, kept, unseen };
    /// `undone` is what the run has of the message; its row of imported_message goes with it.
    Outcome undo(std::int64_t id, std::int64_t run, MessageParts undone);
    /// To be called before the commit.
    void flush();

private:
    struct Others {
        MessageParts parts;     // what they have together
        std::int64_t runs = 0;  // how many of them are imports
        bool any = false;
    };
    Others others(std::int64_t id, std::int64_t run);
    bool is_split(std::int64_t id);
    void reduce(std::int64_t id, MessageParts undone, const Others& others);
    std::map<std::int64_t, std::string> stanzas(std::int64_t id);
    void pack(const std::map<std::int64_t, std::string>& stanzas);
    void restamp(std::int64_t id);

    Tables& tables_;
    MessageKeys keys_;
    SearchIndex search_;
    MovedMessages moved_;
    Annotations annotations_;
    ReadableMessages readable_;
    RemovedMessages removed_;
    StanzaPacker packer_;
    StanzaUnpacker unpacker_;
    sqlite::Statement others_;
    sqlite::Statement is_split_;
    sqlite::Statement forget_;
    sqlite::Statement hand_over_;
    sqlite::Statement keep_stanza_id_;
    sqlite::Statement remove_copies_;
    sqlite::Statement begin_copies_;
    sqlite::Statement clear_stanza_id_;
    sqlite::Statement clear_;
    sqlite::Statement remove_bodies_;
    sqlite::Statement remove_local_time_;
    std::vector<sqlite::Statement> remove_links_;
    sqlite::Statement add_provisional_;
    sqlite::Statement first_copy_;
    sqlite::Statement set_received_;
    sqlite::Statement stanzas_;
    sqlite::Statement texts_;
    sqlite::Statement set_stanza_;
};

}  // namespace boswell::archive
