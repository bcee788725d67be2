// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/base64.hpp"
#include "base/error.hpp"
#include "omemo/library.hpp"

#include <fmt/format.h>
#include <omemo/protocol.h>
#include <omemo/session_cipher.h>
#include <openssl/evp.h>

/// What the other side does, which the archive never does: it encrypts texts.
namespace boswell::omemo {

struct EncryptedKey {
    std::string bytes;
    bool begins_session = false;
};

inline EncryptedKey encrypt_key(const std::string& key, const OmemoAddress& to, OmemoStore& store) {
    Library library(store, to.list);
    const auto name = to.contact.str();
    const auto address = address_of(to, name);
    session_cipher* made = nullptr;
    require_success(session_cipher_create(&made, library.stores(), &address, library.context()),
                    "encrypt");
    session_cipher_set_version(made, version_of(to.list));
    Handle<ciphertext_message> message;
    require_success(session_cipher_encrypt(made, bytes(key), key.size(), Into(message)), "encrypt");
    session_cipher_free(made);
    library.keep();
    return {string_of(ciphertext_message_get_serialized(message.get())),
            ciphertext_message_get_type(message.get()) == CIPHERTEXT_PREKEY_TYPE};
}

inline const std::string payload_key = "0123456789abcdef";
inline const std::string payload_iv = "twelve bytes";

/// AES-128-GCM with that key: the text and its tag.
inline std::pair<std::string, std::string> encrypt_payload(const std::string& text) {
    auto* context = EVP_CIPHER_CTX_new();
    std::string made(text.size(), '\0');
    std::string tag(16, '\0');
    int size = 0;
    EVP_EncryptInit_ex(context, EVP_aes_128_gcm(), nullptr, bytes(payload_key), bytes(payload_iv));
    auto* out = reinterpret_cast<unsigned char*>(made.data());
    EVP_EncryptUpdate(context, out, &size, bytes(text), static_cast<int>(text.size()));
    EVP_EncryptFinal_ex(context, out + size, &size);
    EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_GET_TAG, 16, tag.data());
    EVP_CIPHER_CTX_free(context);
    return {made, tag};
}

/// The stanza of a message, with the key for one device; without `text` it only carries that.
inline std::string stanza_of(std::uint32_t sender, std::uint32_t device, const EncryptedKey& key,
                             const std::string& payload) {
    return fmt::format(
        "<message xmlns='jabber:client' from='romeo@montague.lit/orchard' to='juliet@capulet.lit' "
        "type='chat'><encrypted xmlns='eu.siacs.conversations.axolotl'><header sid='{}'>"
        "<key rid='77'>AAAA</key><key rid='{}'{}>{}</key><iv>{}</iv></header>{}</encrypted>"
        "<body>I sent you an OMEMO encrypted message</body></message>",
        sender, device, key.begins_session ? " prekey='true'" : "", encode_base64(key.bytes),
        encode_base64(payload_iv),
        payload.empty() ? "" : "<payload>" + encode_base64(payload) + "</payload>");
}

/// What python3-twomemo made of an envelope that says "with love's light wings" and is from Romeo.
inline const std::string sealed_key =
    "9244c0d2674e46d1ced81ec7fdcafd9105e18b81baf783fd8d4bfd32035b24379ad2aabe0c8fe7c94774f4279757b6"
    "00";
inline const std::string sealed_payload =
    "078ab2b9ebfd697d40c6edcecfb3b9af451751871bce0bee21c69889b99295ccb8417cfb2594c2a5caf7c68cfd208c"
    "6f1728164f999f7f6032798f89dfd0ddcc59492d939a07aca9607dd91f492b38859091f1db946bad74c08c9327c255"
    "542f875cadd2d406ab1279144f87e26a50ad0fb784b6f602d1adfe63be56c9b4f20ed2cbfb6fc19781380fbd4b1547"
    "c0212d17e9e3fe2e09c713d02eb377a1fd23cbf97fee41e83d2ced7323ee81418bc0bd";

inline std::string octets_of(std::string_view hex) {
    std::string octets;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        octets += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
    return octets;
}

/// The same by the later protocol. Another account has a device with the same id.
inline std::string later_stanza_of(std::uint32_t sender, const OmemoAddress& to,
                                   const EncryptedKey& key, const std::string& payload) {
    return fmt::format(
        "<message xmlns='jabber:client' from='romeo@montague.lit/orchard' to='juliet@capulet.lit' "
        "type='chat'><encrypted xmlns='urn:xmpp:omemo:2'><header sid='{}'>"
        "<keys jid='nurse@capulet.lit'><key rid='{}'>AAAA</key></keys>"
        "<keys jid='{}'><key rid='{}'{}>{}</key></keys></header>{}</encrypted></message>",
        sender, to.device, to.contact.str(), to.device, key.begins_session ? " kex='true'" : "",
        encode_base64(key.bytes),
        payload.empty() ? "" : "<payload>" + encode_base64(payload) + "</payload>");
}

}  // namespace boswell::omemo
