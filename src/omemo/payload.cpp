// SPDX-License-Identifier: GPL-3.0-or-later
#include "omemo/payload.hpp"

#include <openssl/evp.h>

#include <limits>
#include <memory>

namespace boswell::omemo {

static constexpr std::size_t key_size = 16;
static constexpr std::size_t tag_size = 16;

namespace {

struct Free {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

}  // namespace

static const unsigned char* octets(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

static std::optional<std::string> open(std::string_view key, std::string_view iv, std::string tag,
                                       std::string_view text) {
    const std::unique_ptr<EVP_CIPHER_CTX, Free> context(EVP_CIPHER_CTX_new());
    std::string opened(text.size(), '\0');
    auto* out = reinterpret_cast<unsigned char*>(opened.data());
    int size = 0;
    int rest = 0;
    const bool fits =
        context &&
        EVP_DecryptInit_ex(context.get(), EVP_aes_128_gcm(), nullptr, nullptr, nullptr) == 1 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_IVLEN, static_cast<int>(iv.size()),
                            nullptr) == 1 &&
        EVP_DecryptInit_ex(context.get(), nullptr, nullptr, octets(key), octets(iv)) == 1 &&
        EVP_DecryptUpdate(context.get(), out, &size, octets(text), static_cast<int>(text.size())) ==
            1 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, static_cast<int>(tag.size()),
                            tag.data()) == 1 &&
        EVP_DecryptFinal_ex(context.get(), out + size, &rest) == 1;
    if (!fits) return std::nullopt;
    opened.resize(static_cast<std::size_t>(size) + static_cast<std::size_t>(rest));
    return opened;
}

std::optional<std::string> open_payload(std::string_view key, std::string_view iv,
                                        std::string_view payload) {
    if (iv.empty() || payload.size() > std::numeric_limits<int>::max()) return std::nullopt;
    if (key.size() == key_size + tag_size)
        return open(key.substr(0, key_size), iv, std::string(key.substr(key_size)), payload);
    if (key.size() != key_size || payload.size() < tag_size) return std::nullopt;
    const auto text = payload.substr(0, payload.size() - tag_size);
    return open(key, iv, std::string(payload.substr(text.size())), text);
}

}  // namespace boswell::omemo
