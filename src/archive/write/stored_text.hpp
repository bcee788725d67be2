// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/stanza_codec.hpp"
#include "archive/write/search_index.hpp"
#include "model/message.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace boswell::archive {

/// Reads a stored message out of its original stanza anew; nullopt if that cannot be read.
using RereadStanza =
    std::function<std::optional<Message>(std::string_view original, Message stored)>;

/// What a message that is stored already would have if it were stored now: what people read of it,
/// its files, and its text in the search index.
class StoredTexts {
public:
    struct Text {
        std::optional<std::string> shown;
        std::vector<Attachment> new_files;  ///< if the message had none so far
        IndexedText indexed;                ///< with the texts of its corrections
    };

    StoredTexts(const sqlite::Database& database, RereadStanza reread);

    /// Throws Error if there is no such message.
    Text today(std::int64_t id);
    /// All that its stanza says today. nullopt if there is none, or none that has its text: what is
    /// gone from the message does not come back.
    std::optional<Message> reread(std::int64_t id);

private:
    struct Own {
        Message message;  ///< its texts and files, as they are today
        std::vector<Attachment> new_files;
    };
    Own own(std::int64_t id);
    Message row(std::int64_t id);
    Message stored(const sqlite::Use& row);
    void add_bodies(std::int64_t id, Message& message);
    void add_files(std::int64_t id, Message& message);
    void add_previews(std::int64_t id, Message& message);
    std::optional<Message> read_stanzas(std::int64_t id, const Message& stored,
                                        bool may_be_encrypted);

    RereadStanza reread_;
    StanzaUnpacker unpacker_;
    sqlite::Statement row_;
    sqlite::Statement bodies_;
    sqlite::Statement files_;
    sqlite::Statement previews_;
    sqlite::Statement stanzas_;
    sqlite::Statement corrections_;
};

}  // namespace boswell::archive
