// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/archive_preferences.hpp"
#include "model/contact.hpp"
#include "model/message.hpp"
#include "model/pep.hpp"
#include "model/presence.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace boswell {

enum class ConnectionState { offline, connecting, online, failed };
std::string_view to_string(ConnectionState state);
std::optional<ConnectionState> parse_connection_state(std::string_view text);

/// The state of an account's connection changed. Becoming `online` begins an observation span, also
/// where it was online: then the time since `last_proof` was not watched, and `error` says why.
/// Leaving it ends the span at `last_proof`, the last byte the server sent.
struct ConnectionChanged {
    Jid account;
    ConnectionState state = ConnectionState::offline;
    Time at;
    Time last_proof;
    bool presence_observed =
        false;             ///< contacts' presence reaches this session (presence was sent)
    bool resumed = false;  ///< the stream goes on where the last one was cut: nothing was missed
    std::string tls;       ///< such as "TLSv1.3 TLS_AES_256_GCM_SHA384"
    std::string sasl;      ///< mechanism
    std::vector<std::string> features;  ///< disco features of the account and the server, sorted
    /// How long the server keeps messages at most (XEP-0504). Absent: for ever, or it does not say.
    std::optional<std::chrono::hours> retention = {};
    std::string error;  ///< why it is offline or failed; a sentence without secrets
};

/// The server sent something, so the connection was alive until then. Moves the end of the
/// observation span.
struct ProofOfLife {
    Jid account;
    Time at;
};

/// A stanza that could not be taken.
struct Quarantined {
    Jid account;
    Time seen_at;
    std::string from;  ///< as far as it could be read; not a checked address
    std::string reason;
    std::uint64_t size = 0;  ///< bytes
    std::string head;        ///< the first bytes, at most 4096
    std::string sha256;      ///< of all of its bytes, in hex; "" if they are not known
};

/// The server has refused a login, or the session that followed it.
struct LoginRefused {
    Jid account;
    Time at;
};

/// What we hold of a server's archive (XEP-0313) without a hole: everything from `oldest_id` to
/// `newest_id`. Reported behind the messages of a page, so that it is never stored before them.
struct ArchiveProgress {
    Jid account;
    Jid archive;            ///< bare: the account's own, or a room's
    std::string oldest_id;  ///< "" if the server's archive is empty
    std::string newest_id;
    std::optional<Time> oldest;  ///< when the archive took them
    std::optional<Time> newest;
    bool complete = false;   ///< there is nothing older, or nothing older is wanted
    bool caught_up = false;  ///< when this was reported, there was nothing newer
    Time at;
};

/// Messages of this span may be missing for good.
struct GapFound {
    Jid account;
    Jid archive;
    Time since;
    Time until;
    std::string reason;  ///< a sentence: "the server no longer has what followed"
};

/// Whether what others send to the account's bare JID reaches the session without the server's
/// archive. A server need not deliver it to a session of negative priority (RFC 6121 8.5.2.1.1).
enum class BareJidDelivery {
    sure,      ///< the priority is not negative
    unproven,  ///< it is negative, and nothing has shown yet what the server does
    shown,     ///< the server has delivered some all the same, so it does since the login
    as_before  ///< nothing has changed, or the stream was resumed
};

/// The account's server has said what its archive keeps (XEP-0441).
struct ArchivePreferencesTold {
    Jid account;
    Time at;
    std::optional<ArchivePreferences> preferences;  ///< absent: no answer came, so as before
    BareJidDelivery delivery = BareJidDelivery::as_before;
};

/// A server has said from when to when its archive reaches (XEP-0313 5). No ends: it is empty.
struct ArchiveExtentTold {
    Jid account;
    Jid archive;  ///< bare: the account's own
    std::optional<Time> oldest;
    std::optional<Time> newest;
    Time at;
};

/// All collections of the server (XEP-0136) that began from `since` to `until` are fetched.
/// Reported behind their messages, so that it is never stored before them.
struct CollectionsFetched {
    Jid account;
    std::optional<Time> since;  ///< absent: from the first one on
    Time until;                 ///< by the server's clock
    /// When all were last listed, by our clock: those that went on before have been fetched.
    std::optional<Time> listed_at = {};
};

/// A stream that can be resumed (XEP-0198): reported behind the stanzas that it counts, so that
/// `handled` is never stored before them. An empty `id` says that there is none any more.
struct StreamState {
    Jid account;
    Jid jid;  ///< full, as bound
    std::string id;
    std::uint32_t handled = 0;  ///< the server's stanzas that we have taken, modulo 2^32
    Time at;
    /// What the server was told of us when the stream began, in the agent's words; "" if unknown.
    std::string announcement;
};

/// Whether an account is in a room that it is told to be in (XEP-0045).
enum class RoomState { joining, joined, left, failed };
std::string_view to_string(RoomState state);
std::optional<RoomState> parse_room_state(std::string_view text);

struct RoomChanged {
    Jid account;
    Jid room;  ///< bare
    std::string nickname;
    RoomState state = RoomState::joining;
    Time at;
    /// What was said there until then was seen. Absent while it is joined, or if it never was.
    std::optional<Time> seen_until;
    std::string reason;   ///< why it is left or failed; a sentence
    std::string subject;  ///< the last one told
};

/// XEP-0184, XEP-0333: how far a message has got, as its reader's client says.
struct Receipt {
    Jid account;
    Direction direction = Direction::in;
    Jid with;
    Jid from;
    ReceiptKind kind = ReceiptKind::received;
    std::string named_id;  ///< of the message that is meant
    Time stamp;
    bool in_room = false;
    std::string occupant_id;  ///< XEP-0421; "" if none
};

/// XEP-0085: what somebody does while nothing is said.
struct ChatState {
    Jid account;
    Direction direction = Direction::in;
    Jid with;
    Jid from;
    ChatStateKind state = ChatStateKind::active;
    Time stamp;
    bool in_room = false;
    std::string person = {};  ///< by the configuration, to whom the contact belongs; never archived
};

/// How far the account's own clients say that a conversation was read (XEP-0490).
struct ReadMarked {
    Jid account;
    Jid with;            ///< bare
    StanzaId stanza_id;  ///< of the last message that was read
    Time stamp;          ///< when this was published, as far as known; else seen_at
    Time seen_at;
};

/// A room in the bookmarks that the account's own clients keep on the server (XEP-0402, XEP-0048).
struct Bookmark {
    Jid room;  ///< bare
    std::string name;
    std::string nickname;
    bool autojoin = false;      ///< clients are to enter it
    bool has_password = false;  ///< the password itself is nowhere in the model
    bool removed = false;       ///< it is no bookmark any more
    friend bool operator==(const Bookmark&, const Bookmark&) = default;
};

/// The server has told bookmarks.
struct BookmarksTold {
    Jid account;
    Time at;
    std::vector<Bookmark> bookmarks;
    bool all = false;  ///< there are no others
};

/// What an account's session reports, in the order of the stream.
using Event = std::variant<Message, Presence, RosterUpdate, VCardFetched, ConnectionChanged,
                           ProofOfLife, Quarantined, LoginRefused, ArchiveProgress, GapFound,
                           StreamState, RoomChanged, Receipt, ChatState, ArchivePreferencesTold,
                           ArchiveExtentTold, CollectionsFetched, PepEvent, PepNodesListed,
                           DeviceKey, AvatarFetched, MoveClaimed, ReadMarked, BookmarksTold>;

/// Takes events one by one. If it throws, the event is not taken and the stream is read no further.
class EventSink {
public:
    virtual ~EventSink() = default;
    virtual void take(Event event) = 0;
};

}  // namespace boswell
