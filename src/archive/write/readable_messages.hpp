// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/conversations.hpp"
#include "archive/write/search_index.hpp"
#include "archive/write/stored_text.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace boswell::archive {

/// What readers find of a message, brought in line with its rows after these were changed: its text
/// in the search index, and whether it is counted.
class ReadableMessages {
public:
    struct State {
        std::int64_t conversation = 0;
        Time stamp;
        bool hidden = false;              ///< not counted
        std::optional<std::string> text;  ///< in the index; nothing if it is not there
    };

    /// All of them outlive this.
    ReadableMessages(sqlite::Database& database, Conversations& conversations, SearchIndex& search);

    /// Throws Error if there is no such message.
    State state(std::int64_t id);
    /// The rows of the message have changed since its state was `before`.
    void update(std::int64_t id, const State& before);
    /// The rows of the message are about to be deleted.
    void remove(std::int64_t id, const State& before);

private:
    Conversations& conversations_;
    SearchIndex& search_;
    StoredTexts texts_;
    sqlite::Statement state_;
    sqlite::Statement set_segmented_;
};

}  // namespace boswell::archive
