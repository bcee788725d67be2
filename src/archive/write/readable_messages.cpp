// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/write/readable_messages.hpp"

#include "base/error.hpp"

namespace boswell::archive {

static constexpr auto state_sql = R"(
SELECT conversation_id, stamp,
       EXISTS (SELECT 1 FROM annotation WHERE annotation.message_id = message.id AND hides),
       (SELECT text FROM search_content WHERE search_content.id = message.id)
FROM message
WHERE id = ?1)";

static constexpr auto set_segmented_sql = R"(
UPDATE message
SET segmented = ?2
WHERE id = ?1)";

// What was read out of the original stanza when the message came is in its row.
static std::optional<Message> as_stored(std::string_view, const Message&) { return std::nullopt; }

ReadableMessages::ReadableMessages(sqlite::Database& database, Conversations& conversations,
                                   SearchIndex& search)
    : conversations_(conversations),
      search_(search),
      texts_(database, as_stored),
      state_(database, state_sql),
      set_segmented_(database, set_segmented_sql) {}

ReadableMessages::State ReadableMessages::state(std::int64_t id) {
    auto use = state_.use(id);
    if (!use.next()) throw Error("there is no message {}", id);
    return {.conversation = use.get<std::int64_t>(0),
            .stamp = use.get<Time>(1),
            .hidden = use.get<bool>(2),
            .text = use.get<std::optional<std::string>>(3)};
}

void ReadableMessages::update(std::int64_t id, const State& before) {
    set_segmented_.run(id, texts_.today(id).indexed.segmented);
    auto after = state(id);
    const auto conversation = after.conversation;
    if (before.hidden && !after.hidden) conversations_.count(conversation, after.stamp);
    if (!before.hidden && after.hidden) conversations_.uncount(conversation, after.stamp);
    if (before.text == after.text) return;
    if (before.text) search_.remove(id, conversation, *before.text);
    if (after.text) search_.add(id, conversation, *std::move(after.text));
}

void ReadableMessages::remove(std::int64_t id, const State& before) {
    if (before.text) search_.remove(id, before.conversation, *before.text);
    conversations_.remove(before.conversation, before.stamp,
                          before.hidden ? Conversations::Counted::no : Conversations::Counted::yes);
}

}  // namespace boswell::archive
