// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/sasl/scram_keys.hpp"

#include "base/error.hpp"

#include <gsasl.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <memory>
#include <new>

namespace boswell::xmpp {

static const EVP_MD* digest_of(ScramHash hash) {
    if (hash == ScramHash::sha512) return EVP_sha512();
    return hash == ScramHash::sha256 ? EVP_sha256() : EVP_sha1();
}

static const unsigned char* octets_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

static unsigned char* octets_of(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

static std::string hmac(const EVP_MD* digest, std::string_view key, std::string_view text) {
    std::string result(static_cast<std::size_t>(EVP_MD_get_size(digest)), '\0');
    if (!HMAC(digest, key.data(), static_cast<int>(key.size()), octets_of(text), text.size(),
              octets_of(result), nullptr))
        throw std::bad_alloc();
    return result;
}

static std::string hash_of(const EVP_MD* digest, std::string_view text) {
    std::string result(static_cast<std::size_t>(EVP_MD_get_size(digest)), '\0');
    if (EVP_Digest(text.data(), text.size(), octets_of(result), nullptr, digest, nullptr) != 1)
        throw std::bad_alloc();
    return result;
}

static std::string salted_password(const EVP_MD* digest, const ScramSecret& secret) {
    std::string key(static_cast<std::size_t>(EVP_MD_get_size(digest)), '\0');
    if (PKCS5_PBKDF2_HMAC(secret.password.data(), static_cast<int>(secret.password.size()),
                          octets_of(std::string_view(secret.salt)),
                          static_cast<int>(secret.salt.size()), static_cast<int>(secret.iterations),
                          digest, static_cast<int>(key.size()), octets_of(key)) != 1)
        throw std::bad_alloc();
    return key;
}

ScramProofs scram_proofs(ScramHash hash, const ScramSecret& secret, std::string_view auth_message) {
    const auto* const digest = digest_of(hash);
    auto salted = salted_password(digest, secret);
    auto proof = hmac(digest, salted, "Client Key");
    const auto signature = hmac(digest, hash_of(digest, proof), auth_message);
    for (std::size_t i = 0; i < proof.size(); ++i)
        proof[i] = static_cast<char>(proof[i] ^ signature[i]);
    auto server_key = hmac(digest, salted, "Server Key");
    ScramProofs proofs{std::move(proof), hmac(digest, server_key, auth_message)};
    wipe(salted);
    wipe(server_key);
    return proofs;
}

std::string saslprep(const std::string& text) {
    if (text.find('\0') != std::string::npos)
        throw Error("the user name or the password has a null character");
    char* prepared = nullptr;
    // A query string (RFC 3454 7): letters that are newer than Unicode 3.2 are allowed. COMPAT: in
    // libgsasl 2.2 that is what 0 means, and GSASL_ALLOW_UNASSIGNED refuses them.
    const int result = gsasl_saslprep(text.c_str(), Gsasl_saslprep_flags{}, &prepared, nullptr);
    const std::unique_ptr<char, decltype(&gsasl_free)> owner(prepared, gsasl_free);
    if (result != GSASL_OK)
        throw Error("the user name or the password has characters that RFC 4013 forbids");
    std::string copy(prepared);
    OPENSSL_cleanse(prepared, copy.size());
    return copy;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

void wipe(std::string& secret) {
    OPENSSL_cleanse(secret.data(), secret.size());
    secret.clear();
}

}  // namespace boswell::xmpp
