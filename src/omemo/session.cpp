// SPDX-License-Identifier: GPL-3.0-or-later
#include "omemo/session.hpp"

#include "omemo/library.hpp"

#include <omemo/key_helper.h>
#include <omemo/protocol.h>
#include <omemo/session_builder.h>

namespace boswell::omemo {

/// The identity key: of Curve25519 with the byte 5 before it, else of Ed25519.
static Handle<ec_public_key> decoded_identity(std::string_view key, signal_context* context) {
    Handle<ec_public_key> decoded;
    curve_decode_point(Into(decoded), bytes(key), key.size(), context);
    return decoded;
}

/// A pre-key: of Curve25519, with or without that byte.
static Handle<ec_public_key> decoded(std::string_view key, signal_context* context) {
    Handle<ec_public_key> decoded;
    curve_decode_point_mont(Into(decoded), bytes(key), key.size(), context);
    return decoded;
}

/// Any of them: whoever takes always the same one meets others with it.
static const OmemoBundle::PreKey& choose(const std::vector<OmemoBundle::PreKey>& keys,
                                         signal_context* context) {
    int chosen = 0;
    require_success(signal_protocol_key_helper_get_random_sequence(
                        &chosen, static_cast<int>(keys.size()), context),
                    "choose a pre-key");
    return keys[static_cast<std::size_t>(chosen)];
}

static Handle<session_pre_key_bundle> read(const OmemoBundle& bundle, signal_context* context) {
    Handle<session_pre_key_bundle> read;
    // COMPAT: libomemo-c 0.5.0 reads the signature without a look at its length.
    if (bundle.pre_keys.empty() || bundle.signature.size() != CURVE_SIGNATURE_LEN) return read;
    const auto& pre_key = choose(bundle.pre_keys, context);
    const auto identity = decoded_identity(bundle.identity_key, context);
    const auto signed_key = decoded(bundle.signed_pre_key.public_key, context);
    const auto key = decoded(pre_key.public_key, context);
    if (!identity || !signed_key || !key) return read;
    require_success(session_pre_key_bundle_create(
                        Into(read), bundle.device, static_cast<int>(bundle.device), pre_key.id,
                        key.get(), bundle.signed_pre_key.id, signed_key.get(),
                        bytes(bundle.signature), bundle.signature.size(), identity.get()),
                    "read a bundle");
    return read;
}

bool begin_session(const OmemoAddress& with, const OmemoBundle& bundle, OmemoStore& store) {
    if (bundle.list != with.list) return false;
    Library library(store, with.list);
    const auto keys = read(bundle, library.context());
    if (!keys) return false;
    const auto name = with.contact.str();
    const auto address = address_of(with, name);
    session_builder* made = nullptr;
    require_success(session_builder_create(&made, library.stores(), &address, library.context()),
                    "begin a session");
    const std::unique_ptr<session_builder, decltype(&session_builder_free)> builder(
        made, session_builder_free);
    session_builder_set_version(made, version_of(with.list));
    const auto result = session_builder_process_pre_key_bundle(made, keys.get());
    library.rethrow();
    if (result != SG_SUCCESS) return false;
    library.keep();
    return true;
}

}  // namespace boswell::omemo
