// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/call.hpp"
#include "model/contact.hpp"
#include "model/event.hpp"
#include "model/message.hpp"
#include "model/observation.hpp"
#include "model/pep.hpp"
#include "model/presence.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

/// What the archive gives back: the records of `--json` and of the exports, one struct a kind.
/// Empty strings, empty lists and empty Jids mean "unknown" and are left out of the output.
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

struct PresenceRecord {
    Jid account;
    Jid contact;  ///< bare
    std::string resource;
    PresenceType type = PresenceType::available;
    Show show = Show::available;
    std::string status;
    int priority = 0;
    Time stamp;
    Time seen_at;
    Cause cause = Cause::change;
    std::optional<Occupant> occupant;  ///< what the room says of the occupant
    std::string nick;                  ///< XEP-0172
    /// Sent to the account alone (RFC 6121 4.6), which was not subscribed then: it says nothing of
    /// how the contact was for others. False if that is not known.
    bool directed = false;
    std::string person = {};  ///< by the configuration, to whom the contact belongs; never archived
};

/// A version of a contact's vCard, or of the roster's entry for it.
struct VCardVersion {
    Time fetched_at;  ///< first seen like this
    VCard vcard;
    std::string avatar_sha1;
    std::string avatar_mime;
    std::int64_t avatar_bytes = 0;
};
struct RosterVersion {
    Time seen_at;
    RosterItem item;
};

/// A version of a roster entry, as the account's roster had it from then on.
struct RosterRecord {
    Jid account;
    RosterVersion version;
};

/// A version of a vCard with its picture.
struct VCardRecord {
    VCardFetched fetched;  ///< fetched_at: first seen like this
    Time confirmed_at;     ///< last seen like this
};

struct ContactRecord {
    Jid account;
    Jid jid;
    std::string name;                          ///< from the roster
    std::optional<Subscription> subscription;  ///< absent if never in the roster
    std::vector<std::string> groups;
    std::optional<RosterMark> mark;
    std::optional<VCardVersion> vcard;  ///< the latest
    std::int64_t versions = 0;          ///< of the vCard
    std::string person = {};  ///< by the configuration, to whom the contact belongs; never archived
};

/// A version of what a contact publishes at one node (XEP-0163).
struct PepRecord {
    PepEvent event;
    Time confirmed_at;             ///< last seen like this
    std::optional<Avatar> avatar;  ///< the picture that it names (XEP-0084), if it is here
};

/// An identity key that a contact's device has shown (XEP-0384).
struct DeviceKeyRecord {
    Jid account;
    Jid contact;
    PepNode list = PepNode::devices;  ///< of that list's protocol
    std::int64_t device = 0;
    std::string fingerprint;  ///< the key in hex
    Time first_seen;
    Time last_seen;
    bool announced = false;  ///< the device is in the contact's list, and this was its key last
};

/// How far a conversation was read by its account's own clients (XEP-0490).
struct ReadMark {
    StanzaId stanza_id;              ///< of the last message that was read
    Time at;                         ///< when this was published, as far as known
    std::int64_t id = 0;             ///< of that message; 0 if it is not here
    std::optional<Time> stamp = {};  ///< when that was sent
    friend bool operator==(const ReadMark&, const ReadMark&) = default;
};

/// A version of a bookmark of an account.
struct BookmarkRecord {
    Jid account;
    Bookmark bookmark;
    Time seen_at;       ///< first seen like this
    Time confirmed_at;  ///< last seen like this
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

/// A contact's presence over a period, added up. Online is every state but offline and unknown; a
/// session is a stretch of online that nothing interrupts.
struct PresenceSummary {
    Jid account;
    Jid contact;  ///< bare
    Period period;
    std::string resource;                            ///< "" for all of them
    std::map<PresenceState, milliseconds> by_state;  ///< states that occurred
    std::int64_t sessions = 0;
    milliseconds longest_session{0};
    std::optional<Time> first_seen;  ///< online
    std::optional<Time> last_seen;
    std::string person = {};  ///< by the configuration, to whom the contact belongs; never archived
};

/// Summaries of several contacts over the same period, added up: times are the sums of theirs.
struct PresenceTotal {
    Period period;
    std::int64_t contacts = 0;
    std::int64_t observed_contacts = 0;  ///< of whom something is known
    std::int64_t online_contacts = 0;    ///< who were online at any time
    std::map<PresenceState, milliseconds> by_state;
};

/// How much of a server's archive (XEP-0313) is held.
struct HeldArchive {
    bool complete = false;             ///< there is nothing older, or nothing older is wanted
    std::optional<Time> caught_up_at;  ///< when there was last nothing newer
    std::optional<Time> oldest;        ///< of what is held; absent if that is nothing
};

/// What an account's server says that its archive keeps, and whether we depend on that.
struct ArchiveTerms {
    ArchivePreferences preferences;
    bool is_only_source = false;  ///< of what is sent to the bare JID, as far as is known
    Time seen_at;                 ///< when the server first said so
    Time confirmed_at;            ///< and when last
};

/// From when to when a server's archive reaches, as it last said. No ends: it is empty.
struct ArchiveExtent {
    std::optional<Time> oldest;
    std::optional<Time> newest;
    Time told_at;
};

/// A room that an account is told to be in.
struct RoomRecord {
    Jid jid;
    std::string nickname;
    RoomState state = RoomState::left;
    Time since;
    std::string reason;              ///< why it is left or failed
    std::optional<Time> seen_until;  ///< what was said until then was seen; absent if none was
    std::string subject;
    std::optional<HeldArchive> archive;  ///< absent if the room has none, or never was asked
};

struct AccountRecord {
    Jid jid;
    ConnectionState state = ConnectionState::offline;
    std::optional<Time> since;
    std::optional<Time> last_proof;
    std::string tls;
    std::string sasl;
    std::vector<std::string> features;
    std::int64_t messages = 0;
    std::string last_error;
    std::optional<HeldArchive> archive;   ///< absent if the server has none, or never was asked
    std::optional<ArchiveTerms> terms;    ///< absent if it has none, or never was asked
    std::optional<ArchiveExtent> extent;  ///< absent if it never said
    std::optional<std::chrono::hours> retention;  ///< at most; absent: for ever, or not said
    std::vector<RoomRecord> rooms;                ///< ordered by JID
};

/// A span of time of which messages may be missing; a point in time if since equals until.
struct GapRecord {
    Jid account;
    Jid archive;                ///< bare: the account's own, or a room's
    std::optional<Time> since;  ///< absent: as far back as the archive reaches
    std::optional<Time> until;  ///< absent: it lasts
    std::string reason;         ///< a sentence, with what can be done if something can
};

struct StatsRecord {
    std::int64_t messages = 0;
    std::int64_t presences = 0;
    std::int64_t vcards = 0;
    std::int64_t conversations = 0;
    std::int64_t contacts = 0;
    std::int64_t bytes = 0;
    /// The index for substrings: "building", "complete" or "removing"; "" if there is none.
    std::string substring_index;
    std::int64_t substring_indexed = 0;  ///< messages, while it is being built
};

using Record = std::variant<MessageRecord, PresenceRecord, PresenceInterval, ContactRecord,
                            ConversationRecord, AccountRecord, StatsRecord, PresenceSummary,
                            GapRecord, ChatState, ObservationRecord, RosterRecord, VCardRecord,
                            PepRecord, DeviceKeyRecord, BookmarkRecord>;

}  // namespace boswell
