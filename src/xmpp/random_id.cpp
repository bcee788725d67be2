// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/random_id.hpp"

#include "base/error.hpp"

#include <openssl/rand.h>

#include <array>

namespace boswell::xmpp {

std::string random_id() {
    std::array<unsigned char, 12> bytes{};
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
        throw Error("no random numbers from OpenSSL");
    std::string id;
    for (const auto byte : bytes) id += fmt::format("{:02x}", byte);
    return id;
}

}  // namespace boswell::xmpp
