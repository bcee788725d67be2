// SPDX-License-Identifier: GPL-3.0-or-later
#include "omemo/keys.hpp"

#include "base/error.hpp"
#include "omemo/library.hpp"

#include <omemo/key_helper.h>

#include <limits>

namespace boswell::omemo {

static std::string serialized(const ec_public_key* key) {
    Handle<signal_buffer> buffer;
    require_success(ec_public_key_serialize(Into(buffer), key), "write a key");
    return string_of(buffer.get());
}

static std::string serialized(const ec_private_key* key) {
    Handle<signal_buffer> buffer;
    require_success(ec_private_key_serialize(Into(buffer), key), "write a key");
    return string_of(buffer.get());
}

OmemoIdentity new_identity() {
    const auto context = make_context();
    Handle<ratchet_identity_key_pair> pair;
    require_success(
        signal_protocol_key_helper_generate_identity_key_pair(Into(pair), context.get()),
        "make an identity key");
    int id = 0;
    require_success(signal_protocol_key_helper_get_random_sequence(
                        &id, std::numeric_limits<std::int32_t>::max() - 1, context.get()),
                    "choose a device's id");
    return {.device = static_cast<std::uint32_t>(id) + 1,
            .public_key = serialized(ratchet_identity_key_pair_get_public(pair.get())),
            .private_key = serialized(ratchet_identity_key_pair_get_private(pair.get()))};
}

static Handle<ratchet_identity_key_pair> pair_of(const OmemoIdentity& identity,
                                                 signal_context* context) {
    Handle<ec_public_key> public_key;
    Handle<ec_private_key> private_key;
    Handle<ratchet_identity_key_pair> pair;
    require_success(curve_decode_point(Into(public_key), bytes(identity.public_key),
                                       identity.public_key.size(), context),
                    "read the identity key");
    require_success(curve_decode_private_point(Into(private_key), bytes(identity.private_key),
                                               identity.private_key.size(), context),
                    "read the identity key");
    require_success(
        ratchet_identity_key_pair_create(Into(pair), public_key.get(), private_key.get()),
        "read the identity key");
    return pair;
}

OmemoKey new_signed_pre_key(const OmemoIdentity& identity, std::uint32_t id, Time now) {
    const auto context = make_context();
    const auto pair = pair_of(identity, context.get());
    const auto stamp = static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count());
    Handle<session_signed_pre_key> key;
    require_success(signal_protocol_key_helper_generate_signed_pre_key(Into(key), pair.get(), id,
                                                                       stamp, context.get()),
                    "make a signed pre-key");
    Handle<signal_buffer> record;
    require_success(session_signed_pre_key_serialize(Into(record), key.get()), "write a pre-key");
    return {.id = id, .record = string_of(record.get())};
}

std::vector<OmemoKey> new_pre_keys(std::uint32_t first, std::uint32_t count) {
    const auto context = make_context();
    Handle<signal_protocol_key_helper_pre_key_list_node> made;
    require_success(
        signal_protocol_key_helper_generate_pre_keys(Into(made), first, count, context.get()),
        "make pre-keys");
    std::vector<OmemoKey> keys;
    for (const auto* node = made.get(); node != nullptr;
         node = signal_protocol_key_helper_key_list_next(node)) {
        const auto* key = signal_protocol_key_helper_key_list_element(node);
        Handle<signal_buffer> record;
        require_success(session_pre_key_serialize(Into(record), key), "write a pre-key");
        keys.push_back({.id = session_pre_key_get_id(key), .record = string_of(record.get())});
    }
    return keys;
}

/// As it is published: in the later protocol without the byte that says of which kind it is.
static std::string published(const ec_public_key* key, PepNode list) {
    const auto whole = serialized(key);
    return list == PepNode::devices ? whole.substr(1) : whole;
}

static OmemoBundle::PreKey public_part(const OmemoKey& key, PepNode list, signal_context* context) {
    Handle<session_pre_key> pre_key;
    require_success(
        session_pre_key_deserialize(Into(pre_key), bytes(key.record), key.record.size(), context),
        "read a pre-key");
    const auto* pair = session_pre_key_get_key_pair(pre_key.get());
    return {.id = key.id, .public_key = published(ec_key_pair_get_public(pair), list)};
}

/// In the later protocol the identity key is one of Ed25519.
static std::string identity_key(const OmemoIdentity& identity, PepNode list,
                                signal_context* context) {
    if (list != PepNode::devices) return identity.public_key;
    const auto pair = pair_of(identity, context);
    const Handle<signal_buffer> key(
        ec_public_key_get_ed(ratchet_identity_key_pair_get_public(pair.get())));
    if (!key) throw Error("no memory to publish a key");
    return string_of(key.get());
}

/// Each protocol signs other bytes of the same key.
static std::string signature_of(const session_signed_pre_key* key, PepNode list) {
    const bool is_later = list == PepNode::devices;
    const auto* signature = is_later ? session_signed_pre_key_get_signature_omemo(key)
                                     : session_signed_pre_key_get_signature(key);
    const auto size = is_later ? session_signed_pre_key_get_signature_omemo_len(key)
                               : session_signed_pre_key_get_signature_len(key);
    return {reinterpret_cast<const char*>(signature), size};
}

OmemoBundle bundle(PepNode list, const OmemoIdentity& identity, const OmemoKey& signed_pre_key,
                   std::span<const OmemoKey> pre_keys) {
    const auto context = make_context();
    Handle<session_signed_pre_key> key;
    require_success(session_signed_pre_key_deserialize(Into(key), bytes(signed_pre_key.record),
                                                       signed_pre_key.record.size(), context.get()),
                    "read a signed pre-key");
    const auto* pair = session_signed_pre_key_get_key_pair(key.get());
    OmemoBundle made{
        .list = list,
        .device = identity.device,
        .identity_key = identity_key(identity, list, context.get()),
        .signed_pre_key = {.id = signed_pre_key.id,
                           .public_key = published(ec_key_pair_get_public(pair), list)},
        .signature = signature_of(key.get(), list),
        .pre_keys = {}};
    for (const auto& each : pre_keys)
        made.pre_keys.push_back(public_part(each, list, context.get()));
    return made;
}

}  // namespace boswell::omemo
