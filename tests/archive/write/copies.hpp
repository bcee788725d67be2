// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/fixture.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Copies of a message, in the ways in which they come.
namespace boswell::test {

using namespace std::chrono_literals;
using Rows = std::vector<std::string>;

inline Message came(Message message, Via via, milliseconds later = 0ms) {
    message.via = via;
    message.stamp += later;
    return message;
}

/// The copy that the server's archive has of `message`.
inline Message archived(const Message& message, std::string_view id, milliseconds later = 0ms) {
    auto copy = came(message, Via::archive, later);
    copy.stanza_id = StanzaId{std::string(id), alice};
    copy.delay = Delay{copy.stamp, alice};
    copy.received_at += 1h;
    return copy;
}

inline Message with_message_id(std::string_view body, std::string_view id) {
    auto value = message(body);
    value.message_id = id;
    return value;
}

inline Rows joined(const ArchiveFixture& archive) {
    return archive.rows("SELECT via || ' ' || joined_by FROM message_copy ORDER BY id");
}

}  // namespace boswell::test
