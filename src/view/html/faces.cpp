// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/html/faces.hpp"

#include "base/base64.hpp"
#include "base/digest.hpp"
#include "view/image_type.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace boswell::view::html {

std::string hue_class(const std::string& text) {
    // XEP-0392 5.1: the first two octets of the digest, the least significant one first.
    const auto digest = sha1(text);
    const auto low = static_cast<unsigned char>(digest[0]);
    const auto high = static_cast<unsigned char>(digest[1]);
    return fmt::format("h{}", (high * 256 + low) * 36 / 65536);
}

bool is_in_room(const MessageRecord& message) {
    return message.in_room || message.type == MessageType::groupchat;
}

const std::string& Faces::hue_of(const MessageRecord& message) {
    const bool by_nickname = is_in_room(message) && !message.from.is_bare();
    const auto [entry, added] = hues_.try_emplace(
        by_nickname ? std::string(message.from.resourcepart()) : message.from.bare().str());
    if (added) entry->second = hue_class(entry->first);
    return entry->second;
}

void Faces::begin_page() {
    hues_.clear();
    classes_.clear();
    style_.clear();
}

std::string Faces::sha1_of(const MessageRecord& message) {
    if (!surroundings_.pictures || is_in_room(message)) return {};
    const auto [entry, added] = versions_.try_emplace({message.account, message.from.bare()});
    auto& versions = entry->second;
    if (added) versions = surroundings_.pictures(message.account, message.from.bare());
    if (versions.empty()) return {};
    const auto next = std::ranges::upper_bound(versions, message.stamp, {}, &PictureVersion::since);
    return next == versions.begin() ? versions.front().sha1 : (next - 1)->sha1;
}

std::string Faces::class_for(const std::string& sha1) {
    const auto avatar = surroundings_.picture ? surroundings_.picture(sha1) : std::nullopt;
    if (!avatar) return {};
    const auto type = image_type(avatar->bytes);
    // Base64 has four characters for three bytes.
    if (type.empty() || style_.size() + avatar->bytes.size() / 3 * 4 + 100 > largest_style)
        return {};
    auto name = fmt::format("p{}", classes_.size() - 1);  // it is in the map already
    style_ += fmt::format(".{}{{background-image:url(\"data:{};base64,{}\")}}\n", name, type,
                          encode_base64(avatar->bytes));
    return name;
}

std::string Faces::address_of(const MessageRecord& message) {
    if (!address_) return {};
    const auto sha1 = sha1_of(message);
    return sha1.empty() ? "" : address_(sha1);
}

std::string Faces::class_of(const MessageRecord& message) {
    if (address_) return {};
    const auto sha1 = sha1_of(message);
    if (sha1.empty()) return {};
    const auto [entry, added] = classes_.try_emplace(sha1);
    if (added) entry->second = class_for(sha1);
    return entry->second;
}

}  // namespace boswell::view::html
