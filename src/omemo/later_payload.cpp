// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.hpp"
#include "omemo/payload.hpp"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>

#include <array>
#include <limits>
#include <memory>

// XEP-0384 4.4: the algorithms and sizes.
namespace boswell::omemo {

static constexpr std::size_t key_size = 32;
static constexpr std::size_t tag_size = 16;

namespace {

struct Free {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
    void operator()(EVP_KDF* kdf) const { EVP_KDF_free(kdf); }
    void operator()(EVP_KDF_CTX* context) const { EVP_KDF_CTX_free(context); }
};

struct Derived {
    std::array<unsigned char, 32> encryption;
    std::array<unsigned char, 32> authentication;
    std::array<unsigned char, 16> iv;
};

}  // namespace

static const unsigned char* octets(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

static Derived derive(std::string_view key) {
    const std::unique_ptr<EVP_KDF, Free> kdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr));
    const std::unique_ptr<EVP_KDF_CTX, Free> context(kdf ? EVP_KDF_CTX_new(kdf.get()) : nullptr);
    char digest[] = "SHA256";
    char info[] = "OMEMO Payload";
    std::array<unsigned char, 32> salt{};
    std::string secret(key);
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, secret.data(), secret.size()),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, salt.data(), salt.size()),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, info, sizeof info - 1),
        OSSL_PARAM_construct_end()};
    Derived derived{};
    static_assert(sizeof derived == 80);
    auto* out = reinterpret_cast<unsigned char*>(&derived);
    if (!context || EVP_KDF_derive(context.get(), out, sizeof derived, parameters) != 1)
        throw Error("OpenSSL cannot derive a key");
    return derived;
}

static bool is_authentic(const Derived& keys, std::string_view payload, std::string_view tag) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> made;
    const auto* hmac =
        HMAC(EVP_sha256(), keys.authentication.data(), static_cast<int>(keys.authentication.size()),
             octets(payload), payload.size(), made.data(), nullptr);
    return hmac != nullptr && CRYPTO_memcmp(made.data(), tag.data(), tag_size) == 0;
}

std::optional<std::string> open_later_payload(std::string_view key, std::string_view payload) {
    if (key.size() != key_size + tag_size) return std::nullopt;
    constexpr auto most = std::numeric_limits<int>::max() - EVP_MAX_BLOCK_LENGTH;
    if (payload.size() > static_cast<std::size_t>(most)) return std::nullopt;
    const auto keys = derive(key.substr(0, key_size));
    if (!is_authentic(keys, payload, key.substr(key_size))) return std::nullopt;
    const std::unique_ptr<EVP_CIPHER_CTX, Free> context(EVP_CIPHER_CTX_new());
    std::string opened(payload.size() + EVP_MAX_BLOCK_LENGTH, '\0');
    auto* out = reinterpret_cast<unsigned char*>(opened.data());
    int size = 0;
    int rest = 0;
    const bool fits = context &&
                      EVP_DecryptInit_ex(context.get(), EVP_aes_256_cbc(), nullptr,
                                         keys.encryption.data(), keys.iv.data()) == 1 &&
                      EVP_DecryptUpdate(context.get(), out, &size, octets(payload),
                                        static_cast<int>(payload.size())) == 1 &&
                      EVP_DecryptFinal_ex(context.get(), out + size, &rest) == 1;
    if (!fits) return std::nullopt;
    opened.resize(static_cast<std::size_t>(size) + static_cast<std::size_t>(rest));
    return opened;
}

}  // namespace boswell::omemo
