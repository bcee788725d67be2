// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/message.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>
#include <string_view>

namespace boswell::archive {

/// Table message_body: the texts of messages that have several. Column message.body has the one
/// that best_text() takes.
class MessageBodies {
public:
    explicit MessageBodies(sqlite::Database& database);

    /// Nothing if there is only one.
    void add(std::int64_t id, const Message& message);

    /// The language of the body that best_text() takes.
    static std::string_view best_lang(const Message& message);

private:
    sqlite::Statement insert_;
};

}  // namespace boswell::archive
