// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/html/link.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace boswell::view::html {

static constexpr std::array<std::string_view, 3> schemes = {"http://", "https://", "xmpp:"};

static bool begins_like(std::string_view text, std::string_view scheme) {
    return text.size() > scheme.size() && to_lower(text.substr(0, scheme.size())) == scheme;
}

bool is_safe_link(std::string_view address) {
    const auto is_harmless = [](char c) {
        return static_cast<unsigned char>(c) > ' ' && c != 0x7F;
    };
    return std::ranges::all_of(address, is_harmless) &&
           std::ranges::any_of(schemes, [&](auto scheme) { return begins_like(address, scheme); });
}

void write_link(Markup& markup, std::string_view address, std::string_view words) {
    if (!is_safe_link(address)) return markup.element("bdi", {}, words);
    markup.open("a", {{"href", address}, {"rel", "noopener noreferrer nofollow"}});
    markup.element("bdi", {}, words);
    markup.close();
}

/// Characters that end an address: blanks, quotes, and what changes the direction of a text.
static bool ends_address(std::string_view rest) {
    const auto c = static_cast<unsigned char>(rest.front());
    if (c <= ' ' || c == 0x7F || c == '<' || c == '>' || c == '"') return true;
    constexpr std::array<std::string_view, 4> begins = {"\xC2\xA0", "\xE2\x80", "\xE2\x81",
                                                        "\xE3\x80"};
    return std::ranges::any_of(begins, [&](auto begin) { return rest.starts_with(begin); });
}

/// The address at the beginning of a text, without the punctuation of the sentence around it.
static std::string_view address_in(std::string_view text) {
    std::size_t size = 0;
    while (size < text.size() && !ends_address(text.substr(size))) ++size;
    auto address = text.substr(0, size);
    while (!address.empty()) {
        const char last = address.back();
        const bool is_closing = last == ')' && address.find('(') == std::string_view::npos;
        if (!is_closing && std::string_view(".,;:!?'*_~]}").find(last) == std::string_view::npos)
            break;
        address.remove_suffix(1);
    }
    return address;
}

/// Where the next address may begin: at an h or x that is not within a word.
static std::size_t next_candidate(std::string_view text, std::size_t from) {
    for (auto at = from; at < text.size(); ++at) {
        at = text.find_first_of("hHxX", at);
        if (at == std::string_view::npos) return at;
        const auto before = at == 0 ? ' ' : text[at - 1];
        const auto lower = static_cast<char>(before | 0x20);
        const bool in_word = (lower >= 'a' && lower <= 'z') || (before >= '0' && before <= '9');
        if (!in_word) return at;
    }
    return std::string_view::npos;
}

void write_text(Markup& markup, std::string_view text) {
    std::size_t done = 0;
    for (auto at = next_candidate(text, 0); at != std::string_view::npos;
         at = next_candidate(text, at + 1)) {
        const auto address = address_in(text.substr(at));
        if (!is_safe_link(address)) continue;
        markup.text(text.substr(done, at - done));
        write_link(markup, address, address);
        done = at + address.size();
        at = done;
    }
    markup.text(text.substr(done));
}

}  // namespace boswell::view::html
