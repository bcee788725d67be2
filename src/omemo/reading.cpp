// SPDX-License-Identifier: GPL-3.0-or-later
#include "omemo/reading.hpp"

#include "base/clean_text.hpp"
#include "base/digest.hpp"
#include "base/error.hpp"
#include "omemo/library.hpp"
#include "omemo/payload.hpp"
#include "stanza/omemo_message.hpp"
#include "stanza/parse.hpp"
#include "stanza/reread.hpp"
#include "stanza/sealed_content.hpp"

#include <omemo/protocol.h>
#include <omemo/session_cipher.h>
#include <omemo/session_state.h>

#include <utility>

namespace boswell::omemo {

using stanza::OmemoMessage;

// XEP-0384 4.6: who gets so many messages in a chain without an answer sends a heartbeat.
static constexpr std::uint32_t long_chain = 53;

namespace {

/// What our key in a message says once it is decrypted.
struct Opened {
    int result = SG_SUCCESS;
    bool is_well_formed = true;
    Handle<signal_buffer> content = {};
    bool wants_answer = false;
};

}  // namespace

static Opened open_first(const OmemoMessage::Key& key, const OmemoAddress& from,
                         session_cipher* cipher, Library& library) {
    Handle<pre_key_signal_message> message;
    Opened opened{.wants_answer = true};
    const auto* data = bytes(key.bytes);
    const auto size = key.bytes.size();
    opened.result =
        from.list == PepNode::devices
            ? pre_key_signal_message_deserialize_omemo(Into(message), data, size, from.device,
                                                       library.context())
            : pre_key_signal_message_deserialize(Into(message), data, size, library.context());
    opened.is_well_formed = opened.result == SG_SUCCESS;
    if (opened.is_well_formed)
        opened.result = session_cipher_decrypt_pre_key_signal_message(
            cipher, message.get(), nullptr, Into(opened.content));
    return opened;
}

static Opened open_next(const OmemoMessage::Key& key, const OmemoAddress& from,
                        session_cipher* cipher, Library& library) {
    Handle<signal_message> message;
    Opened opened;
    const auto deserialize = from.list == PepNode::devices ? signal_message_deserialize_omemo
                                                           : signal_message_deserialize;
    opened.result =
        deserialize(Into(message), bytes(key.bytes), key.bytes.size(), library.context());
    opened.is_well_formed = opened.result == SG_SUCCESS;
    if (!opened.is_well_formed) return opened;
    opened.wants_answer = signal_message_get_counter(message.get()) >= long_chain;
    opened.result =
        session_cipher_decrypt_signal_message(cipher, message.get(), nullptr, Into(opened.content));
    return opened;
}

static OmemoFailure failure_of(const Opened& opened) {
    if (opened.result == SG_ERR_NOMEM) throw Error("no memory to decrypt a message");
    if (!opened.is_well_formed) return OmemoFailure::damaged;
    switch (opened.result) {
        case SG_ERR_NO_SESSION:
            return OmemoFailure::no_session;
        case SG_ERR_INVALID_KEY_ID:
            return OmemoFailure::unknown_key;
        case SG_ERR_DUPLICATE_MESSAGE:
            return OmemoFailure::read_before;
        default:
            return OmemoFailure::broken_session;
    }
}

static Opened open_key(const OmemoMessage::Key& key, const OmemoAddress& from, Library& library) {
    const auto name = from.contact.str();
    const auto address = address_of(from, name);
    session_cipher* made = nullptr;
    require_success(session_cipher_create(&made, library.stores(), &address, library.context()),
                    "decrypt a message");
    const std::unique_ptr<session_cipher, decltype(&session_cipher_free)> cipher(
        made, session_cipher_free);
    session_cipher_set_version(made, version_of(from.list));
    auto opened = key.begins_session ? open_first(key, from, made, library)
                                     : open_next(key, from, made, library);
    library.rethrow();
    return opened;
}

/// The identity key of the other side as one of Curve25519, without the byte that says so.
static std::string fingerprint_of(const OmemoAddress& from, Library& library) {
    const auto name = from.contact.str();
    const auto address = address_of(from, name);
    Handle<session_record> record;
    const auto result = signal_protocol_session_load_session(library.stores(), Into(record),
                                                             &address, version_of(from.list));
    library.rethrow();
    require_success(result, "read a session");
    const auto* state = session_record_get_state(record.get());
    const auto* key = session_state_get_remote_identity_key(state);
    if (key == nullptr) return "";
    Handle<signal_buffer> buffer;
    require_success(ec_public_key_serialize(Into(buffer), key), "write a key");
    return hex(string_of(buffer.get()).substr(1));
}

/// Empty if it is not known.
static Jid sender_of(const Message& stored) {
    if (!stored.real_from.empty() || stored.in_room) return stored.real_from;
    return stored.direction == Direction::out ? stored.account : stored.from.bare();
}

/// Puts into the reading what the message says, if it fits the key.
static bool open_text(const OmemoMessage& content, std::string_view key, const Message& stored,
                      const Jid& sender, OmemoReading& reading) {
    const bool is_later = reading.list == PepNode::devices;
    const auto opened = is_later ? open_later_payload(key, *content.payload)
                                 : open_payload(key, content.iv, *content.payload);
    if (!opened) return false;
    if (!is_later) {
        reading.text = clean_text(*opened);
        return true;
    }
    reading.said = stanza::read_sealed(*opened, stored, sender);
    if (!reading.said) return false;
    const auto text = reading.said->shown.value_or(std::string(best_text(reading.said->bodies)));
    if (!text.empty()) reading.text = clean_text(text);
    return true;
}

OmemoReading read(std::string_view original, const Message& stored, OmemoStore& store) {
    OmemoReading reading{.failure = OmemoFailure::damaged};
    const auto document = stanza::parse(original);
    const auto* message =
        document ? stanza::find_wrapped(document->root(), stored.account) : nullptr;
    if (message == nullptr) return reading;
    const auto element = stanza::find_omemo(*message);
    if (element.encrypted == nullptr) return reading;
    reading.list = element.list;
    const auto content = stanza::read_omemo(element, stored.account, store.identity().device);
    if (!content) return reading;
    reading.device = content->sender;
    reading.is_empty = !content->payload;
    const OmemoAddress from{
        .contact = sender_of(stored), .device = content->sender, .list = element.list};
    reading.failure = OmemoFailure::unknown_sender;
    if (from.contact.empty()) return reading;
    reading.failure = OmemoFailure::not_encrypted_to;
    if (!content->key) return reading;

    Library library(store, element.list);
    const auto opened = open_key(*content->key, from, library);
    reading.failure.reset();
    if (opened.result != SG_SUCCESS) {
        reading.failure = failure_of(opened);
        return reading;
    }
    const auto key = string_of(opened.content.get());
    if (content->payload && !open_text(*content, key, stored, from.contact, reading)) {
        reading.failure = OmemoFailure::damaged;
        return reading;
    }
    reading.fingerprint = fingerprint_of(from, library);
    reading.wants_answer = opened.wants_answer;
    library.keep();
    return reading;
}

}  // namespace boswell::omemo
