// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/conversations.hpp"
#include "archive/write/readable_messages.hpp"
#include "archive/write/search_index.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>
#include <string>

namespace boswell::archive {

/// Puts the text of an encrypted message where people read and find it: that of the message itself
/// or, if it corrects another one, of that.
class DecryptedText {
public:
    /// All of them outlive this.
    DecryptedText(sqlite::Database& database, Conversations& conversations, SearchIndex& search);

    void set(std::int64_t id, const std::string& text);
    /// The same, unless the message is not encrypted, or has a text already, or `text` is the
    /// place-holder that it came with: another client has only kept that, too. True if it was set.
    bool set_lacking(std::int64_t id, const std::string& text);

private:
    ReadableMessages readable_;
    sqlite::Statement set_;
    sqlite::Statement corrected_;
    sqlite::Statement lacks_;
};

}  // namespace boswell::archive
