// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/addresses.hpp"
#include "model/message.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The one definition of when two copies belong to the same message, in whatever ways they came.
///
/// Two copies belong to different messages as soon as one of these contradicts: conversation,
/// direction, type, sender (in rooms: occupant), the sender's id, bodies, subject, thread,
/// encryption, or stamps that are further apart than the ways of the two copies explain. A value
/// can only contradict if both copies know it. A contradiction outweighs an equal stanza-id. Where
/// there is no text to compare, the copies need an id in common. In case of doubt there are two
/// messages: a user can see a duplicate, but not a message that was merged into another one.
namespace boswell::archive {

/// The values by which a message is recognised. Numbers are ids of rows in this archive. nullopt
/// means that this copy does not tell the value, "" that the message has none.
///
/// The texts are views into the message or the row that the identity was made from.
struct Identity {
    std::int64_t conversation = 0;
    bool in_room = false;  ///< the conversation is a room, so occupants are compared, too
    std::string_view direction;
    std::string_view type;
    bool knows_type = true;  ///< false: a type "chat" may have been "normal" as well
    std::int64_t from = 0;
    std::optional<std::int64_t> from_resource;
    std::optional<std::int64_t> to;
    std::optional<std::int64_t> to_resource;
    std::string_view occupant_id;  ///< "": the room gave none
    Time stamp;
    std::optional<std::string_view> message_id;
    std::optional<std::string_view> body;  ///< the body that best_text() takes
    std::optional<std::string> bodies;     ///< if there are several: all, in a fixed order
    bool is_ciphertext = false;            ///< `body` is encrypted; another copy may be decrypted
    std::optional<std::string_view> subject;
    std::optional<std::string_view> thread;
    std::optional<std::string_view> encryption;
};

/// The ways in which two copies came. They decide what the copies must have in common.
enum class Ways {
    live,       ///< neither came from an archive, such as a live copy and an offline one of it
    archive,    ///< one of them came from the server's archive or from a room's history
    again,      ///< the same store sent both, with the same stamp
    to_self,    ///< a message to the account itself, which the server archives twice
    record,     ///< one of them is a record of an export
    history,    ///< one of them is from the history of another program
    stanza_id,  ///< the same archive gave both the same id
};

/// Why two copies belong to the same message: they do not; they have an id in common; or they have
/// a text in common and nearly the same stamp.
enum class Sameness { none, id, text };

/// Compares two copies that came in `ways`. `ids_agree` says that the caller knows of an id that
/// both have, such as a stanza-id.
Sameness compare(const Identity& one, const Identity& other, Ways ways, bool ids_agree = false);

/// The largest distance between the stamps of two copies of one message, with and without an id
/// given by their sender. For Ways::stanza_id there is no limit, but see Pairing::first_same().
inline constexpr milliseconds widest_window_with_id = std::chrono::hours(24);
inline constexpr milliseconds widest_window_without_id = std::chrono::minutes(1);

/// The identity of a message that has just come. Its text is unknown if the message is a tombstone
/// in an archive (XEP-0424), if the text was left out because its sender wants no record of it, or
/// if it is only a place-holder for an encrypted one.
Identity identity_of(const Message& message, std::int64_t conversation, Addresses& addresses);

/// Whether the body of a message that is encrypted so is the encrypted text, or stands for it.
bool is_ciphertext(std::string_view encryption);
bool is_placeholder(std::string_view encryption);

/// Whether two texts are the same one, of which an export for people may have left out the keys of
/// links to encrypted files (XEP-0454).
bool is_same_text(std::string_view one, std::string_view other);

/// The texts in a fixed order, so that two sets of texts can be compared; "" if there is only one.
std::string joined(std::vector<std::string_view> texts);

/// What the message lacks is unknown: so it is with what a history of another program has, which
/// keeps but a few of the columns.
void forget_absent(Identity& identity);

}  // namespace boswell::archive
