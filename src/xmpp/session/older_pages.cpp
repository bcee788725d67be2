// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/older_pages.hpp"

#include <algorithm>
#include <utility>

namespace boswell::xmpp {

bool OlderPages::keep(Event& event, const stanza::Context& context) {
    auto* message = std::get_if<Message>(&event);
    if (message == nullptr || message->via != Via::archive || !message->stanza_id) return false;
    const auto& archive = message->stanza_id->by;
    const auto query = context.queries.find(archive);
    if (query == context.queries.end() || !query->second.backwards) return false;
    // The text is in the stanza as well, and the rest is small.
    const auto size = sizeof(Message) + 2 * message->stanza.size();
    if (bytes_ + size > most_bytes) return false;
    bytes_ += size;
    message->paged_backwards = true;
    pages_[archive].push_back(std::move(*message));
    return true;
}

std::vector<Message> OlderPages::take(const Jid& archive) {
    auto node = pages_.extract(archive);
    if (node.empty()) return {};
    auto page = std::move(node.mapped());
    for (const auto& message : page) bytes_ -= sizeof(Message) + 2 * message.stanza.size();
    std::reverse(page.begin(), page.end());
    return page;
}

}  // namespace boswell::xmpp
