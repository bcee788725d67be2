// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/message_keys.hpp"
#include "model/annotation.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace boswell::archive {

/// A message that names another one.
struct Carrier {
    std::int64_t id = 0;
    AnnotationKind kind = AnnotationKind::correction;
    std::string named_id;
    Time stamp;
    bool groupchat = false;
};

/// Finds the message that an annotation means, if its sender may say so.
///
/// In a room an annotation names the id that the room gave, except for a correction. Every other
/// named id was chosen by the sender of the message, so several messages may have it: the nearest
/// earlier one is meant. An annotation of a correction means the message that was corrected, since
/// clients may name the latest version.
///
/// Only the sender corrects or retracts: the same bare JID, in rooms the same occupant by his
/// occupant-id (XEP-0421) or, where the message has none, by his nickname. Only the room itself
/// moderates. Anybody in the conversation reacts and replies; a private message of a room is a
/// conversation with that occupant.
class AnnotationTargets {
public:
    /// Messages of one account with one JID.
    struct Conversation {
        std::int64_t account = 0;
        std::int64_t id = 0;
        Jid with;
    };

    AnnotationTargets(sqlite::Database& database, MessageKeys& keys);

    std::optional<std::int64_t> find(const Conversation& conversation, const Carrier& carrier);

private:
    MessageKeys& keys_;
    sqlite::Statement by_sender_id_;
    sqlite::Statement by_stanza_id_;
};

}  // namespace boswell::archive
