// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/names.hpp"

#include "base/printable.hpp"
#include "formats/transcript.hpp"

namespace boswell::cli {

Names::Names(const archive::Reader& archive) {
    for (const auto& contact : archive.contacts({})) {
        auto name = contact.name;
        if (name.empty() && contact.vcard) name = contact.vcard->vcard.nickname;
        if (!name.empty()) names_[{contact.account, contact.jid}] = printable(name);
    }
}

std::string Names::of(const Jid& account, const Jid& contact) const {
    const auto found = names_.find({account, contact});
    return found == names_.end() ? "" : found->second;
}

std::string Names::sender(const MessageRecord& message) const {
    if (message.type == MessageType::groupchat || message.direction == Direction::out) {
        return formats::sender(message);
    }
    const auto name = of(message.account, message.from.bare());
    return name.empty() ? formats::sender(message) : name;
}

}  // namespace boswell::cli
