// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jid.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boswell {

/// What a message does to an earlier one of its conversation: XEP-0308, 0424, 0425, 0444, 0461.
enum class AnnotationKind { correction, retraction, moderation, reaction, reply };
/// XEP-0184 and XEP-0333: how far a message has got. `received` is the word of both.
enum class ReceiptKind { received, displayed, acknowledged };
/// XEP-0085.
enum class ChatStateKind { active, composing, paused, inactive, gone };

std::string_view to_string(AnnotationKind kind);
std::string_view to_string(ReceiptKind kind);
std::string_view to_string(ChatStateKind kind);
std::optional<AnnotationKind> parse_annotation_kind(std::string_view text);
std::optional<ReceiptKind> parse_receipt_kind(std::string_view text);
std::optional<ChatStateKind> parse_chat_state(std::string_view text);

/// What a message says of an earlier one. Whether its sender is entitled to that is decided when
/// the message that is meant is here, which may come later.
struct Annotation {
    AnnotationKind kind = AnnotationKind::correction;
    /// The id of the message that is meant: the one its sender gave it, or in a room, except for
    /// corrections, the one the room gave it (XEP-0359).
    std::string named_id;
    std::vector<std::string> emoji;  ///< of a reaction: all that its sender now has; may be none
    std::string reason;              ///< of a retraction or moderation; "" if none was given
    Jid jid;  ///< of a moderation: the moderator; of a reply: whom it answers; empty if not said
    friend bool operator==(const Annotation&, const Annotation&) = default;
};

/// A file that a message links to: XEP-0066 (also after XEP-0363), 0385, 0447. Never fetched.
struct Attachment {
    std::string url;
    std::string description;
    std::string mime;                  ///< as claimed
    std::optional<std::int64_t> size;  ///< as claimed
    friend bool operator==(const Attachment&, const Attachment&) = default;
};

}  // namespace boswell
