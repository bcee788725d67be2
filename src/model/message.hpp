// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "model/annotation.hpp"
#include "model/jid.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boswell {

enum class Direction { in, out };
/// RFC 6121 5.2.2; a type that is absent or unknown means normal.
enum class MessageType { normal, chat, groupchat, headline, error };
/// The way a copy of a message reached the archive.
enum class Via { stream, offline, carbon, archive, room_history, import };

std::string_view to_string(Direction direction);
std::string_view to_string(MessageType type);
std::string_view to_string(Via via);  ///< with a hyphen: "room-history"
std::optional<Direction> parse_direction(std::string_view text);
std::optional<MessageType> parse_message_type(std::string_view text);
std::optional<Via> parse_via(std::string_view text);

/// XEP-0203 (or XEP-0091): a claim, not evidence. `by` is whoever says so, empty if nobody is
/// named.
struct Delay {
    Time stamp;
    Jid by;
    friend bool operator==(const Delay&, const Delay&) = default;
};

/// XEP-0359: an id given by an archive. Only ids whose `by` is entitled to give them reach the
/// model.
struct StanzaId {
    std::string id;
    Jid by;
    friend bool operator==(const StanzaId&, const StanzaId&) = default;
};

/// A text and its xml:lang, "" if none was given.
struct LangText {
    std::string lang;
    std::string text;
    friend bool operator==(const LangText&, const LangText&) = default;
};

/// One copy of one message, as it reached us.
struct Message {
    Jid account;  ///< bare
    Direction direction = Direction::in;
    bool knows_direction = true;  ///< false: said in a room that shows neither real JID nor
                                  ///< occupant-id, so that only the nickname tells whether by us
    Jid with;  ///< bare JID of the contact or room; the account itself for notes to self
    Jid from;  ///< as sent; the account's bare JID if the stanza named nobody (RFC 6120 8.1.2.1)
    Jid to;
    MessageType type = MessageType::normal;
    Time stamp;        ///< when it was sent as far as known: the delay's stamp if credible, else
                       ///< received_at
    Time received_at;  ///< our own clock
    std::optional<Delay> delay;
    std::vector<LangText> bodies;
    std::optional<std::string> shown;  ///< what people read, where that is not the best body
    std::vector<LangText> subjects;
    std::string thread;
    std::string message_id;  ///< the id attribute; chosen by the sender, may repeat
    std::string origin_id;   ///< XEP-0359; chosen by the sender, may repeat
    std::optional<StanzaId> stanza_id;
    Via via = Via::stream;
    bool in_room = false;         ///< `with` is a room that we are in (XEP-0045)
    std::string occupant_id;      ///< XEP-0421, given by the room; "" if none
    Jid real_from;                ///< bare: who said it in a room whose archive tells that
                                  ///< (XEP-0313 5.1.2); empty if not
    Time delivery_began;          ///< when that began of which this copy is a part: our stay in the
                                  ///< room (Via::room_history), else our session
    bool off_the_record = false;  ///< the sender asks for no record (google:nosave, XEP-0136)
    bool paged_backwards = false;  ///< from an archive that is fetched newest first (XEP-0059 2.3):
                                   ///< said before what is here of the same stamp
    bool reduced = false;  ///< from an archive that keeps neither ids nor type nor encryption
                           ///< (XEP-0136): their absence says nothing about the message
    std::string
        encryption;  ///< XEP-0380 namespace, or that of a known encrypted payload; "" if none
    std::optional<Annotation> annotation;  ///< what it does to an earlier message
    std::optional<Annotation> reply;       ///< which message it answers; also beside a correction
    std::vector<Attachment> attachments;
    std::vector<Mention> mentions;
    std::vector<LinkPreview> previews;
    std::string
        stanza;  ///< the original bytes of the stanza, with its wrapping (carbon, forwarded)
};

/// Removes what was said. That something was said, by whom and when, is kept.
void reduce_to_note(Message& message);

/// What people read of the message: "" if it is encrypted.
std::string_view shown_text(const Message& message);

/// The text for `lang`, else the one without a language, else the first; "" if there is none.
std::string_view best_text(const std::vector<LangText>& texts, std::string_view lang = "");

}  // namespace boswell
