// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/message_bodies.hpp"

#include <algorithm>

namespace boswell::archive {

// A stanza may have two bodies of one language, against the rules (RFC 6121 5.2.3). Only the first
// one is stored here; the original stanza has the other.
static constexpr auto insert_sql = R"(
INSERT INTO message_body (message_id, lang, body)
VALUES (?1, ?2, ?3)
ON CONFLICT DO NOTHING)";

MessageBodies::MessageBodies(sqlite::Database& database) : insert_(database, insert_sql) {}

void MessageBodies::add(std::int64_t id, const Message& message) {
    if (message.bodies.size() < 2) return;
    for (const auto& body : message.bodies) insert_.run(id, body.lang, body.text);
}

std::string_view MessageBodies::best_lang(const Message& message) {
    const auto& texts = message.bodies;
    const auto best = best_text(texts);
    const auto is_best = [&](const LangText& text) { return text.text.data() == best.data(); };
    const auto found = std::ranges::find_if(texts, is_best);
    return found == texts.end() ? std::string_view() : std::string_view(found->lang);
}

}  // namespace boswell::archive
