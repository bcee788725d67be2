// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/token.hpp"

#include "base/error.hpp"

#include <nettle/memops.h>
#include <unistd.h>

#include <array>

namespace boswell {

std::string random_token() {
    std::array<unsigned char, 16> octets;
    if (::getentropy(octets.data(), octets.size()) != 0)
        throw Error("the kernel gives no random octets: {}", errno_text());
    std::string token;
    for (const auto octet : octets) token += fmt::format("{:02x}", octet);
    return token;
}

bool is_same_token(std::string_view one, std::string_view other) {
    return one.size() == other.size() && ::memeql_sec(one.data(), other.data(), one.size()) != 0;
}

}  // namespace boswell
