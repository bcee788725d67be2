// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/sha1.hpp"

#include <fmt/format.h>

#include <array>
#include <bit>
#include <cstdint>

namespace boswell::archive {

using State = std::array<std::uint32_t, 5>;

static std::uint32_t word(std::string_view block, std::size_t i) {
    std::uint32_t value = 0;
    for (std::size_t byte = 0; byte < 4; ++byte)
        value = value << 8 | static_cast<std::uint8_t>(block[i * 4 + byte]);
    return value;
}

/// RFC 3174 5: the logical function and the constant of step t.
static std::uint32_t mix(std::size_t t, const State& s) {
    const auto b = s[1];
    const auto c = s[2];
    const auto d = s[3];
    if (t < 20) return ((b & c) | (~b & d)) + 0x5A827999;
    if (t < 40) return (b ^ c ^ d) + 0x6ED9EBA1;
    if (t < 60) return ((b & c) | (b & d) | (c & d)) + 0x8F1BBCDC;
    return (b ^ c ^ d) + 0xCA62C1D6;
}

static void add_block(State& state, std::string_view block) {
    std::array<std::uint32_t, 80> w{};
    for (std::size_t t = 0; t < 16; ++t) w[t] = word(block, t);
    for (std::size_t t = 16; t < 80; ++t)
        w[t] = std::rotl(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
    State s = state;
    for (std::size_t t = 0; t < 80; ++t) {
        const auto next = std::rotl(s[0], 5) + mix(t, s) + s[4] + w[t];
        s = {next, s[0], std::rotl(s[1], 30), s[2], s[3]};
    }
    for (std::size_t i = 0; i < state.size(); ++i) state[i] += s[i];
}

std::string sha1_hex(std::string_view bytes) {
    State state{0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
    const auto bits = static_cast<std::uint64_t>(bytes.size()) * 8;
    while (bytes.size() >= 64) {
        add_block(state, bytes.substr(0, 64));
        bytes.remove_prefix(64);
    }
    std::string end(bytes);
    end.push_back('\x80');
    end.resize(end.size() <= 56 ? 56 : 120, '\0');
    for (int shift = 56; shift >= 0; shift -= 8) end.push_back(static_cast<char>(bits >> shift));
    add_block(state, std::string_view(end).substr(0, 64));
    if (end.size() > 64) add_block(state, std::string_view(end).substr(64));
    std::string hex;
    for (const auto part : state) hex += fmt::format("{:08x}", part);
    return hex;
}

}  // namespace boswell::archive
