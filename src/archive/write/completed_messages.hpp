// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/addresses.hpp"
#include "archive/write/message_bodies.hpp"
#include "archive/write/search_index.hpp"
#include "archive/write/third_parties.hpp"
#include "model/message.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>

namespace boswell::archive {

/// Fills in what one copy of a message tells and the row of the message lacks.
class CompletedMessages {
public:
    CompletedMessages(sqlite::Database& database, Addresses& addresses, ThirdParties& third_parties,
                      MessageBodies& bodies, SearchIndex& search);

    /// `message` is a copy of the message `id`. True if that lacked anything.
    bool complete(std::int64_t id, const Message& message);

private:
    bool complete_text(std::int64_t id, const Message& message);

    sqlite::Database& database_;
    Addresses& addresses_;
    ThirdParties& third_parties_;
    MessageBodies& bodies_;
    SearchIndex& search_;
    sqlite::Statement complete_;
    sqlite::Statement find_lacking_text_;
    sqlite::Statement complete_text_;
};

}  // namespace boswell::archive
