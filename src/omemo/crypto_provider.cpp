// SPDX-License-Identifier: GPL-3.0-or-later
#include "omemo/crypto_provider.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <limits>
#include <memory>
#include <new>
#include <vector>

// All of this is called by C, which no exception may pass through.
namespace boswell::omemo {

namespace {

struct Free {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
    void operator()(EVP_MAC* mac) const { EVP_MAC_free(mac); }
};

using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, Free>;

int random_bytes(std::uint8_t* data, std::size_t size, void*) {
    return RAND_bytes(data, static_cast<int>(size)) == 1 ? SG_SUCCESS : SG_ERR_UNKNOWN;
}

int hmac_init(void** context, const std::uint8_t* key, std::size_t size, void*) {
    const std::unique_ptr<EVP_MAC, Free> mac(EVP_MAC_fetch(nullptr, "HMAC", nullptr));
    auto* made = mac ? EVP_MAC_CTX_new(mac.get()) : nullptr;
    if (made == nullptr) return SG_ERR_NOMEM;
    char digest[] = "SHA256";
    const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string("digest", digest, 0),
                                     OSSL_PARAM_construct_end()};
    // OpenSSL takes no key of no bytes at the address 0 for one.
    static constexpr std::uint8_t no_key = 0;
    if (EVP_MAC_init(made, size == 0 ? &no_key : key, size, parameters) != 1) {
        EVP_MAC_CTX_free(made);
        return SG_ERR_UNKNOWN;
    }
    *context = made;
    return SG_SUCCESS;
}

int hmac_update(void* context, const std::uint8_t* data, std::size_t size, void*) {
    return EVP_MAC_update(static_cast<EVP_MAC_CTX*>(context), data, size) == 1 ? SG_SUCCESS
                                                                               : SG_ERR_UNKNOWN;
}

int give(signal_buffer** output, const std::uint8_t* data, std::size_t size) {
    *output = signal_buffer_create(data, size);
    return *output == nullptr ? SG_ERR_NOMEM : SG_SUCCESS;
}

int hmac_final(void* context, signal_buffer** output, void*) {
    std::uint8_t digest[EVP_MAX_MD_SIZE];
    std::size_t size = 0;
    if (EVP_MAC_final(static_cast<EVP_MAC_CTX*>(context), digest, &size, sizeof digest) != 1)
        return SG_ERR_UNKNOWN;
    return give(output, digest, size);
}

void hmac_cleanup(void* context, void*) { EVP_MAC_CTX_free(static_cast<EVP_MAC_CTX*>(context)); }

int sha512_init(void** context, void*) {
    auto* made = EVP_MD_CTX_new();
    if (made == nullptr) return SG_ERR_NOMEM;
    if (EVP_DigestInit_ex(made, EVP_sha512(), nullptr) != 1) {
        EVP_MD_CTX_free(made);
        return SG_ERR_UNKNOWN;
    }
    *context = made;
    return SG_SUCCESS;
}

int sha512_update(void* context, const std::uint8_t* data, std::size_t size, void*) {
    return EVP_DigestUpdate(static_cast<EVP_MD_CTX*>(context), data, size) == 1 ? SG_SUCCESS
                                                                                : SG_ERR_UNKNOWN;
}

int sha512_final(void* context, signal_buffer** output, void*) {
    auto* digest = static_cast<EVP_MD_CTX*>(context);
    std::uint8_t bytes[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    if (EVP_DigestFinal_ex(digest, bytes, &size) != 1 ||
        EVP_DigestInit_ex(digest, EVP_sha512(), nullptr) != 1)
        return SG_ERR_UNKNOWN;
    return give(output, bytes, size);
}

void sha512_cleanup(void* context, void*) { EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(context)); }

const EVP_CIPHER* cipher_of(int mode, std::size_t key_size) {
    const bool is_cbc = mode == SG_CIPHER_AES_CBC_PKCS5;
    if (!is_cbc && mode != SG_CIPHER_AES_CTR_NOPADDING) return nullptr;
    switch (key_size) {
        case 16:
            return is_cbc ? EVP_aes_128_cbc() : EVP_aes_128_ctr();
        case 24:
            return is_cbc ? EVP_aes_192_cbc() : EVP_aes_192_ctr();
        case 32:
            return is_cbc ? EVP_aes_256_cbc() : EVP_aes_256_ctr();
        default:
            return nullptr;
    }
}

enum class Way { decrypt, encrypt };

int run_cipher(Way way, signal_buffer** output, int mode, const std::uint8_t* key,
               std::size_t key_size, const std::uint8_t* iv, std::size_t iv_size,
               const std::uint8_t* input, std::size_t size) {
    const auto* cipher = cipher_of(mode, key_size);
    if (cipher == nullptr || iv_size != 16) return SG_ERR_INVAL;
    constexpr std::size_t room = EVP_MAX_BLOCK_LENGTH;
    if (size > std::numeric_limits<int>::max() - room) return SG_ERR_INVAL;
    const CipherContext context(EVP_CIPHER_CTX_new());
    const std::unique_ptr<std::uint8_t[]> made(new (std::nothrow) std::uint8_t[size + room]);
    if (!context || !made) return SG_ERR_NOMEM;
    int first = 0;
    int rest = 0;
    const int direction = way == Way::encrypt ? 1 : 0;
    if (EVP_CipherInit_ex(context.get(), cipher, nullptr, key, iv, direction) != 1 ||
        EVP_CipherUpdate(context.get(), made.get(), &first, input, static_cast<int>(size)) != 1 ||
        EVP_CipherFinal_ex(context.get(), made.get() + first, &rest) != 1)
        return SG_ERR_UNKNOWN;
    return give(output, made.get(),
                static_cast<std::size_t>(first) + static_cast<std::size_t>(rest));
}

int encrypt(signal_buffer** output, int mode, const std::uint8_t* key, std::size_t key_size,
            const std::uint8_t* iv, std::size_t iv_size, const std::uint8_t* text, std::size_t size,
            void*) {
    return run_cipher(Way::encrypt, output, mode, key, key_size, iv, iv_size, text, size);
}

int decrypt(signal_buffer** output, int mode, const std::uint8_t* key, std::size_t key_size,
            const std::uint8_t* iv, std::size_t iv_size, const std::uint8_t* text, std::size_t size,
            void*) {
    return run_cipher(Way::decrypt, output, mode, key, key_size, iv, iv_size, text, size);
}

}  // namespace

const signal_crypto_provider& crypto_provider() {
    static constexpr signal_crypto_provider provider{.random_func = random_bytes,
                                                     .hmac_sha256_init_func = hmac_init,
                                                     .hmac_sha256_update_func = hmac_update,
                                                     .hmac_sha256_final_func = hmac_final,
                                                     .hmac_sha256_cleanup_func = hmac_cleanup,
                                                     .sha512_digest_init_func = sha512_init,
                                                     .sha512_digest_update_func = sha512_update,
                                                     .sha512_digest_final_func = sha512_final,
                                                     .sha512_digest_cleanup_func = sha512_cleanup,
                                                     .encrypt_func = encrypt,
                                                     .decrypt_func = decrypt,
                                                     .user_data = nullptr};
    return provider;
}

}  // namespace boswell::omemo
