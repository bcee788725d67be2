// SPDX-License-Identifier: GPL-3.0-or-later
#include "omemo/answer.hpp"

#include "omemo/crypto_provider.hpp"
#include "omemo/library.hpp"

#include <omemo/protocol.h>
#include <omemo/session_cipher.h>

namespace boswell::omemo {

// A key of AES-128 and the tag of no text.
static constexpr std::size_t key_size = 32;
// XEP-0384 4.6: that many zeros instead of a key and a tag say that there is no text.
static constexpr std::size_t empty_key_size = 32;
// As GCM likes an initialization vector.
static constexpr std::size_t iv_size = 12;

static std::string random_bytes(std::size_t size) {
    std::string made(size, '\0');
    auto* data = reinterpret_cast<std::uint8_t*>(made.data());
    require_success(crypto_provider().random_func(data, size, nullptr), "choose a key");
    return made;
}

std::optional<OmemoEmptyMessage> empty_message(const OmemoAddress& to, OmemoStore& store) {
    if (!store.session(to)) return std::nullopt;
    Library library(store, to.list);
    const auto name = to.contact.str();
    const auto address = address_of(to, name);
    session_cipher* made = nullptr;
    require_success(session_cipher_create(&made, library.stores(), &address, library.context()),
                    "encrypt a message");
    const std::unique_ptr<session_cipher, decltype(&session_cipher_free)> cipher(
        made, session_cipher_free);
    session_cipher_set_version(made, version_of(to.list));
    const auto key =
        to.list == PepNode::devices ? std::string(empty_key_size, '\0') : random_bytes(key_size);
    Handle<ciphertext_message> encrypted;
    const auto result = session_cipher_encrypt(made, bytes(key), key.size(), Into(encrypted));
    library.rethrow();
    require_success(result, "encrypt a message");
    library.keep();
    return OmemoEmptyMessage{
        .to = to,
        .sender = store.identity().device,
        .key = string_of(ciphertext_message_get_serialized(encrypted.get())),
        .begins_session = ciphertext_message_get_type(encrypted.get()) == CIPHERTEXT_PREKEY_TYPE,
        .iv = random_bytes(iv_size)};
}

}  // namespace boswell::omemo
