// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/interner.hpp"
#include "archive/write/message_days.hpp"
#include "model/message.hpp"

#include <map>
#include <unordered_map>

namespace boswell::archive {

/// Table conversation. Counters, also those of MessageDays, are added up in memory and written once
/// a batch: most messages of a batch belong to a few conversations.
class Conversations {
public:
    explicit Conversations(sqlite::Database& database);

    /// Creates the conversation when it is first seen. A conversation that was once in a room stays
    /// one of a room.
    std::int64_t id_of(std::int64_t account, std::int64_t with, bool in_room);

    void count(std::int64_t conversation, Time stamp);
    /// False if all of its messages are from before that time, or all from after it, by more than a
    /// second.
    bool reaches(std::int64_t conversation, Time stamp);
    /// Undoes count() for a message that readers no longer see as one of its own. The first and the
    /// last stamp of the conversation stay as they are.
    void uncount(std::int64_t conversation, Time stamp);
    /// A message of the conversation is removed.
    enum class Counted { no, yes };
    void remove(std::int64_t conversation, Time stamp, Counted counted);
    /// A message of the conversation that had the stamp `from` has the stamp `to` now. Only one
    /// that count() counted, and not uncount() since, is `counted`.
    void restamp(std::int64_t conversation, Time from, Time to, Counted counted);
    /// Writes the counters. To be called before the commit.
    void flush();
    void forget() noexcept;

private:
    struct Counters {
        std::int64_t messages = 0;
        Time first;
        Time last;
    };
    struct Span {
        Time first = Time::max();
        Time last = Time::min();
    };

    void leave(std::int64_t conversation, Time stamp);
    Counters& counters_of(std::int64_t conversation, Time stamp);
    std::int64_t find_or_insert(std::int64_t account, std::int64_t with, bool in_room);

    sqlite::Database& database_;
    sqlite::Statement find_;
    sqlite::Statement insert_;
    sqlite::Statement make_room_;
    sqlite::Statement add_;
    sqlite::Statement narrow_;
    IdCache cache_;
    sqlite::Statement find_span_;
    MessageDays days_;
    std::map<std::int64_t, Counters> counters_;
    std::unordered_map<std::int64_t, Span> spans_;  ///< as they are on disk, of some conversations
    /// By conversation, the first and the last of the stamps that messages no longer have.
    std::map<std::int64_t, Period> left_;
};

}  // namespace boswell::archive
