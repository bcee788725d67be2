// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "model/jid.hpp"
#include "model/message.hpp"
#include "model/pep.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// OMEMO (XEP-0384): an account of the archive as a device of its own, to which others encrypt.
namespace boswell {

/// A device of somebody. A session is with one of these.
struct OmemoAddress {
    Jid contact;  ///< bare
    std::uint32_t device = 0;
    /// The list that has the device says which protocol it speaks: that of `axolotl_devices` or
    /// that of `devices`. A device may be in both, and then has a session of each.
    PepNode list = PepNode::axolotl_devices;
    friend auto operator<=>(const OmemoAddress&, const OmemoAddress&) = default;
};

/// What a device is known by. Keys are as libomemo-c writes them.
struct OmemoIdentity {
    std::uint32_t device = 0;  ///< its id: from 1 to 2^31 - 1
    std::string public_key;    ///< of Curve25519: a byte 5 and 32 more
    std::string private_key;   ///< secret
};

/// A pre-key or a signed pre-key.
struct OmemoKey {
    std::uint32_t id = 0;
    std::string record;  ///< as libomemo-c writes it; secret
};

/// What a device publishes, so that others can encrypt to it. Public keys of the older protocol
/// have 33 bytes, the first of which is 5; those of the later one 32, and the identity key is one
/// of Ed25519.
struct OmemoBundle {
    struct PreKey {
        std::uint32_t id = 0;
        std::string public_key;
        friend bool operator==(const PreKey&, const PreKey&) = default;
    };
    PepNode list = PepNode::axolotl_devices;  ///< says which protocol it is for
    std::uint32_t device = 0;
    std::string identity_key;
    PreKey signed_pre_key;
    std::string signature;  ///< of the signed pre-key by the identity key
    std::vector<PreKey> pre_keys;
    friend bool operator==(const OmemoBundle&, const OmemoBundle&) = default;
};

/// The keys and sessions of one account's device. All that is changed belongs to the transaction in
/// which the message is stored that was read with it.
class OmemoStore {
public:
    virtual ~OmemoStore() = default;
    virtual OmemoIdentity identity() = 0;
    virtual std::optional<std::string> pre_key(std::uint32_t id) = 0;
    virtual std::optional<std::string> signed_pre_key(std::uint32_t id) = 0;
    /// As libomemo-c writes it; secret.
    virtual std::optional<std::string> session(const OmemoAddress& with) = 0;
    virtual void set_session(const OmemoAddress& with, const std::string& record) = 0;
    /// Others may have begun a session with this key, too, and their messages may not be here yet:
    /// it is marked, and not yet removed.
    virtual void use_pre_key(std::uint32_t id) = 0;
};

/// Why an encrypted message cannot be read.
enum class OmemoFailure {
    before_device,     ///< it was sent before this device existed
    not_encrypted_to,  ///< its sender did not encrypt it to this device
    no_session,        ///< it belongs to a session of which this device does not know
    unknown_key,       ///< it begins a session with a key that this device does not have
    read_before,       ///< its key was used already: it is a copy, or was sent twice
    broken_session,    ///< its key cannot be found in the session
    damaged,           ///< it is not as XEP-0384 has it, or the text does not fit its key
    unknown_sender     ///< it was said in a room that did not tell by whom
};
std::string_view to_string(OmemoFailure failure);  ///< with hyphens: "before-device"
std::optional<OmemoFailure> parse_omemo_failure(std::string_view text);

/// What came of reading a message.
struct OmemoReading {
    PepNode list = PepNode::axolotl_devices;  ///< says by which protocol it is encrypted
    std::uint32_t device = 0;  ///< that says it has encrypted the message; 0: unknown
    /// Of the session's other side: 32 bytes of a key of Curve25519 in hex; "" if unknown.
    std::string fingerprint = {};
    std::optional<OmemoFailure> failure = {};
    std::optional<std::string> text = {};  ///< absent also if the message only carries keys
    /// The later protocol encrypts all that a message says (XEP-0420), not its text alone.
    std::optional<Message> said = {};
    /// There is no text in it, only keys: nothing that anybody said.
    bool is_empty = false;
    /// The other side must hear of us: it began the session, or has gone on for long without an
    /// answer. An empty message is enough (XEP-0384).
    bool wants_answer = false;
};

/// An account that is a device, as the archive knows it.
struct OmemoDeviceRecord {
    Jid account;
    std::uint32_t device = 0;
    std::string fingerprint;  ///< 32 bytes in hex
    Time created_at;          ///< nothing from before then can be read
};

/// What became of a message that came encrypted to a device.
struct OmemoMessageRecord {
    Jid account;
    Jid with;
    Jid sender;  ///< bare, also in rooms; empty: unknown
    std::int64_t message = 0;
    Time stamp;
    bool waits = false;  ///< it is to be read when all from before it is there
    std::optional<OmemoFailure> failure;
    std::uint32_t device = 0;            ///< that says it has encrypted the message; 0: unknown
    std::string fingerprint;             ///< of the key with which that was so; "" if unknown
    std::optional<bool> listed;          ///< its sender published that device; absent: unknown
    std::optional<Time> key_first_seen;  ///< when the first message with that key was sent
    bool is_other_key = false;           ///< that device had another key before
    bool has_text = false;               ///< decrypted here or, if there is a failure, imported
};

/// The encrypted messages of one conversation that could not be read, as far as they said anything.
struct UnreadableRecord {
    struct Reason {
        OmemoFailure failure = OmemoFailure::damaged;
        std::int64_t messages = 0;
        friend bool operator==(const Reason&, const Reason&) = default;
    };
    Jid account;
    Jid with;
    Time since;  ///< when the first of them was sent
    Time until;  ///< and the last
    std::int64_t messages = 0;
    std::vector<Reason> reasons;  ///< the most frequent one first
};

/// A message that carries a key and no text.
struct OmemoEmptyMessage {
    OmemoAddress to;
    std::uint32_t sender = 0;  ///< our device
    std::string key;           ///< encrypted
    bool begins_session = false;
    std::string iv;
};

}  // namespace boswell
