// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/namespaces.hpp"
#include "stanza/pep_answer.hpp"
#include "stanza/vcard.hpp"

namespace boswell::stanza {

// The type of the picture is said by the metadata; the SHA-1 is that of the bytes, whatever the
// item is called.
std::optional<Avatar> find_avatar(const Element& iq, std::string_view sha1) {
    const auto* items = find_items(iq, avatar_data);
    if (items == nullptr) return std::nullopt;
    for (const auto& item : items->children()) {
        const auto* data = find_child(item, "data", avatar_data);
        if (data == nullptr) continue;
        auto avatar = decode_photo(data->text(), "");
        if (avatar && avatar->sha1 == sha1) return avatar;
    }
    return std::nullopt;
}

}  // namespace boswell::stanza
