// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "model/jid.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boswell {

/// What a message does to an earlier one of its conversation: XEP-0308, 0424, 0425, 0444, 0461. The
/// messages of one call (XEP-0353) belong to the one that began it. A message that only carries
/// `keys` (XEP-0384) names no other one: nobody said anything with it.
enum class AnnotationKind { correction, retraction, moderation, reaction, reply, call, keys };
/// XEP-0184 and XEP-0333: how far a message has got. `received` is the word of both.
enum class ReceiptKind { received, displayed, acknowledged };
/// XEP-0353: what a message says of a call. `accept` is how a device told the others of its own
/// account before version 0.4 that it has answered.
enum class CallAction { propose, ringing, proceed, accept, reject, retract, finish };
/// XEP-0085.
enum class ChatStateKind { active, composing, paused, inactive, gone };

std::string_view to_string(AnnotationKind kind);
std::string_view to_string(ReceiptKind kind);
std::string_view to_string(CallAction action);
std::string_view to_string(ChatStateKind kind);
std::optional<AnnotationKind> parse_annotation_kind(std::string_view text);
std::optional<ReceiptKind> parse_receipt_kind(std::string_view text);
std::optional<CallAction> parse_call_action(std::string_view text);
std::optional<ChatStateKind> parse_chat_state(std::string_view text);

/// What a message says of a call (XEP-0353).
struct CallStep {
    CallAction action = CallAction::propose;
    std::vector<std::string> media = {};  ///< of a proposal: "audio", "video"
    friend bool operator==(const CallStep&, const CallStep&) = default;
};

/// What a message says of an earlier one. Whether its sender is entitled to that is decided when
/// the message that is meant is here, which may come later.
struct Annotation {
    AnnotationKind kind = AnnotationKind::correction;
    /// The id of the message that is meant: the one its sender gave it, or in a room, except for
    /// corrections, the one the room gave it (XEP-0359). Of a call the id of the call; of keys "".
    std::string named_id;
    std::vector<std::string> emoji;  ///< of a reaction: all that its sender now has; may be none
    /// Of a retraction or moderation, in words; of a call the condition (XEP-0166 7.4), such as
    /// "busy". "" if none was given.
    std::string reason;
    Jid jid;  ///< of a moderation: the moderator; of a reply: whom it answers; empty if not said
    std::optional<CallStep> call = {};  ///< of a call
    friend bool operator==(const Annotation&, const Annotation&) = default;
};

/// XEP-0300.
struct FileHash {
    std::string algo;   ///< such as "sha-256"
    std::string value;  ///< in Base64
    friend bool operator==(const FileHash&, const FileHash&) = default;
};

/// Width and height of a picture, in pixels.
struct Dimensions {
    std::int64_t width = 0;
    std::int64_t height = 0;
    friend bool operator==(const Dimensions&, const Dimensions&) = default;
};

/// A small picture that stands for a file (XEP-0264). Never fetched.
struct Thumbnail {
    std::string uri;  ///< "https:", or "cid:" of XEP-0231
    std::string mime;
    std::optional<Dimensions> dimensions;
    friend bool operator==(const Thumbnail&, const Thumbnail&) = default;
};

/// A file that a message links to: XEP-0066 (also after XEP-0363), 0385, 0447. Never fetched. All
/// is as its sender claims (XEP-0446).
struct Attachment {
    std::string url;
    std::string description;  ///< what people call it: its name, else what is said of it
    std::string mime;
    std::optional<std::int64_t> size;           ///< in bytes
    std::string caption = {};                   ///< what is said of it beside its name
    std::string disposition = {};               ///< XEP-0447: "inline" or "attachment"
    std::optional<Dimensions> dimensions = {};  ///< of a picture or video
    std::optional<milliseconds> length = {};    ///< of a sound or video
    std::vector<FileHash> hashes = {};
    std::vector<Thumbnail> thumbnails = {};
    friend bool operator==(const Attachment&, const Attachment&) = default;
};

/// Somebody, or something else, of whom a part of the body speaks (XEP-0372).
struct Mention {
    std::string uri;  ///< such as "xmpp:bob@example.net"
    /// The characters of the body (XEP-0426) that name him: [begin, end). Absent: not said, or not
    /// within the body.
    std::optional<std::int64_t> begin;
    std::optional<std::int64_t> end;
    friend bool operator==(const Mention&, const Mention&) = default;
};

/// What the message itself says of a page that it links to (XEP-0511). Nothing of it was looked up.
struct LinkPreview {
    std::string url;
    std::string title;
    std::string description;
    std::string site;   ///< og:site_name
    std::string type;   ///< og:type, such as "website"
    std::string image;  ///< the address of a picture; never fetched
    friend bool operator==(const LinkPreview&, const LinkPreview&) = default;
};

}  // namespace boswell
