// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/histories/decoded_twice.hpp"

#include "base/text.hpp"

namespace boswell::formats {

std::string decoded_twice(std::string_view text) {
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x80) {
            bytes += text[i];
        } else if ((byte == 0xC2 || byte == 0xC3) && i + 1 < text.size()) {
            // U+0080 to U+00FF
            const auto low = static_cast<unsigned char>(text[++i]) & 0x3F;
            bytes += static_cast<char>((byte & 3) << 6 | low);
        } else {
            return std::string(text);
        }
    }
    return is_utf8(bytes) ? bytes : std::string(text);
}

}  // namespace boswell::formats
