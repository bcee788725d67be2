// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/decrypted_text.hpp"
#include "archive/write/messages.hpp"
#include "archive/write/omemo_keys.hpp"
#include "archive/write/stored_text.hpp"
#include "model/message.hpp"

#include <cstddef>
#include <functional>
#include <set>
#include <string_view>

namespace boswell::archive {

/// Reads a stored message that is encrypted to the device of `store`; `original` is its stanza.
using ReadEncrypted = std::function<OmemoReading(std::string_view original, const Message& stored,
                                                 OmemoStore& store)>;

/// Reads the messages of one account that wait in table omemo_message, and writes what came of it:
/// the text that people read, the search index, and whose key it was.
class OmemoReader {
public:
    OmemoReader(sqlite::Database& database, Conversations& conversations, Messages& messages,
                std::int64_t account, OmemoKeys& keys, ReadEncrypted read);

    struct Round {
        std::size_t read = 0;
        std::size_t unreadable = 0;
        bool more = false;                   ///< some still wait
        std::set<OmemoAddress> want_answer;  ///< devices that must hear of us
        /// Devices whose messages cannot be read, because the session with them is broken, or not
        /// here, or was begun with a key that an archive had before a backup took its place.
        std::set<OmemoAddress> lost_sessions;
    };
    /// At most so many, and no more after a tenth of a second, in the order in which they were
    /// sent: a session's keys follow each other.
    Round read_waiting(std::size_t most);

private:
    std::vector<std::int64_t> waiting(std::size_t most);
    OmemoReading read(std::int64_t id);
    void set_text(std::int64_t id, const std::string& text);
    void note(std::int64_t id, const OmemoReading& reading);
    bool is_from_before(std::int64_t id);
    Jid sender_of(std::int64_t id);

    std::int64_t account_;
    Messages& messages_;
    OmemoKeys& keys_;
    ReadEncrypted read_;
    OmemoReading reading_;  // of the stanza that texts_ has just read
    Jid sender_;            // of that message
    StoredTexts texts_;
    DecryptedText decrypted_;
    sqlite::Statement waiting_;
    sqlite::Statement note_;
    sqlite::Statement stamp_;
    sqlite::Statement sender_of_;
};

}  // namespace boswell::archive
