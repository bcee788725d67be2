// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/call.hpp"
#include "model/event.hpp"
#include "model/message.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What the archive gives back of messages and conversations; see model/record.hpp.
namespace boswell {

/// A text that a message had, the original included.
struct MessageVersion {
    Time stamp;
    std::string body;
    std::int64_t id = 0;     ///< of the message that corrects (XEP-0308); 0 for the original
    std::string message_id;  ///< the id that the sender gave that message
    std::optional<StanzaId> stanza_id{};  ///< of that message
    std::optional<std::string> shown{};   ///< what people read, where that is not the body
    friend bool operator==(const MessageVersion&, const MessageVersion&) = default;
};

/// A message that was taken back (XEP-0424, XEP-0425). It is kept all the same.
struct Retraction {
    Time at;
    Jid moderator;  ///< empty if its sender did it
    std::string reason;
    std::int64_t id = 0;                  ///< of the message that says so
    std::optional<StanzaId> stanza_id{};  ///< of the message that says so
    friend bool operator==(const Retraction&, const Retraction&) = default;
};

/// All that one sender has attached to a message (XEP-0444).
struct Reaction {
    Jid from;  ///< bare; in rooms the occupant
    std::vector<std::string> emoji;
    Time at;
    std::int64_t id = 0;                  ///< of the message that says so
    std::string occupant_id;              ///< XEP-0421
    std::optional<StanzaId> stanza_id{};  ///< of the message that says so
    friend bool operator==(const Reaction&, const Reaction&) = default;
};

struct ReceiptRecord {
    Jid from;
    ReceiptKind kind = ReceiptKind::received;
    Time at;
    std::string named_id;     ///< which of the ids of the message it names
    std::string occupant_id;  ///< XEP-0421
    friend bool operator==(const ReceiptRecord&, const ReceiptRecord&) = default;
};

/// How one message names another.
struct Reference {
    AnnotationKind kind = AnnotationKind::reply;
    std::string named_id;
    std::int64_t id = 0;        ///< of the record that is meant; 0 if it is not here
    std::optional<Time> stamp;  ///< when that was sent
    Jid jid;  ///< of a reply, whom it says it answers; of a moderation, the moderator
    std::vector<std::string> emoji = {};  ///< of a reaction
    std::string reason = {};              ///< of a retraction, moderation or call
    std::optional<CallStep> call = {};    ///< of a call
    friend bool operator==(const Reference&, const Reference&) = default;
};

/// What a clock on the wall showed when the message was said, where the history of another program
/// has no other time.
struct LocalTime {
    std::string text;  ///< "2026-10-25 02:30:05", with milliseconds if the history has them
    std::string zone;  ///< by which the stamp was made of it: "Europe/Berlin"
    bool is_ambiguous = false;  ///< the clock showed it twice; the stamp is the earlier one
    friend bool operator==(const LocalTime&, const LocalTime&) = default;
};

/// A message, whatever many copies of it came.
struct MessageRecord {
    std::int64_t id = 0;  ///< below 2^53, ascending with the time of the message
    Jid account;
    Jid with;
    Direction direction = Direction::in;
    Jid from;
    Jid to;
    MessageType type = MessageType::normal;
    Time stamp;
    Time received_at;
    std::string body;
    std::optional<std::string> shown;  ///< what people read, where that is not the body
    std::string subject;
    std::string thread;
    std::string lang;
    std::string message_id;
    std::string origin_id;
    std::string stanza_id;
    Jid stanza_id_by;
    std::vector<Via> via;  ///< each once, in the order of arrival
    Jid delayed_by;
    Jid dated_by;  ///< whose clock the stamp is, if neither ours nor that of the server's archive
    std::optional<LocalTime> local_time;
    std::string encryption;
    bool in_room = false;     ///< `with` is a room; then a message that is no groupchat is private
    std::string occupant_id;  ///< XEP-0421
    bool off_the_record = false;
    std::vector<LangText> bodies;  ///< only when there are several
    /// All, oldest first, when it was corrected; `body` is then the latest.
    std::vector<MessageVersion> versions;
    std::optional<Retraction> retraction;
    std::vector<Reaction> reactions;  ///< in the order of time, one a sender
    std::vector<Attachment> attachments;
    std::vector<Mention> mentions;
    std::vector<LinkPreview> previews;
    std::optional<CallRecord> call;
    std::optional<Reference> reply_to;
    std::vector<ReceiptRecord> receipts;
    /// What it does to another message, for one that says so; such a message is found by its id.
    std::optional<Reference> annotates;
    /// The original bytes of the plain stanza, without the wrapping of a carbon copy or an archive.
    /// Only where it is asked for.
    std::string stanza = {};
    std::string person = {};  ///< by the configuration, to whom the contact belongs; never archived
};

/// One way in which a message reached the archive.
struct MessageCopy {
    std::int64_t id = 0;
    Via via = Via::stream;
    Time seen_at;
    std::optional<StanzaId> stanza_id;
    std::optional<Delay> delay;
    std::string joined_by;  ///< why it is taken for the same message: "first", "stanza-id"
    std::string stanza;     ///< the original bytes
};

/// How far a conversation was read by its account's own clients (XEP-0490).
struct ReadMark {
    StanzaId stanza_id;              ///< of the last message that was read
    Time at;                         ///< when this was published, as far as known
    std::int64_t id = 0;             ///< of that message; 0 if it is not here
    std::optional<Time> stamp = {};  ///< when that was sent
    friend bool operator==(const ReadMark&, const ReadMark&) = default;
};

/// The same as a record of its own, for exports.
struct ReadMarkRecord {
    Jid account;
    Jid with;
    ReadMark mark;
};

struct ConversationRecord {
    Jid account;
    Jid with;
    MessageType type = MessageType::chat;
    std::int64_t messages = 0;
    Time first;
    Time last;
    std::optional<ReadMark> read = {};  ///< absent: not known
    std::string person = {};  ///< by the configuration, to whom the contact belongs; never archived
};

}  // namespace boswell
