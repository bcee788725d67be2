// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/connection.hpp"

namespace boswell::archive {

static constexpr auto conversations_sql = R"(
SELECT id
FROM conversation
ORDER BY id)";

static constexpr auto states_sql = R"(
SELECT stamp, direction, from_resource_id, state
FROM chat_state
WHERE conversation_id = ?1 AND stamp >= ?2 AND stamp < ?3
ORDER BY stamp, n)";

static ChatState to_state(const sqlite::Use& use, const Jids::Conversation& conversation,
                          Jids& jids) {
    ChatState state;
    state.account = conversation.account;
    state.with = conversation.with;
    state.in_room = conversation.is_room;
    state.stamp = use.get<Time>(0);
    state.direction = parse_direction(use.get<std::string_view>(1)).value_or(Direction::in);
    const bool ours = state.direction == Direction::out && !conversation.is_room;
    state.from = ours ? conversation.account : conversation.with;
    if (const auto resource = use.get<std::optional<std::int64_t>>(2))
        state.from = state.from.with_resource(jids.resource(*resource));
    state.state = parse_chat_state(use.get<std::string_view>(3)).value_or(ChatStateKind::active);
    return state;
}

void Reader::for_each_chat_state(const Selection& selection,
                                 const std::function<bool(const ChatState&)>& take) const {
    const ReadTransaction transaction(*connection_);
    auto& jids = connection_->jids;
    sqlite::Statement conversations(connection_->database, conversations_sql);
    sqlite::Statement states(connection_->database, states_sql);
    const auto since = selection.since.value_or(Time::min());
    const auto until = selection.until.value_or(Time::max());
    for (auto each = conversations.use(); each.next();) {
        const auto id = each.get<std::int64_t>(0);
        const auto& conversation = jids.conversation(id);
        if (!is_wanted(conversation.account, selection.accounts) ||
            !is_wanted(conversation.with, selection.contacts))
            continue;
        for (auto use = states.use(id, since, until); use.next();) {
            if (!take(to_state(use, conversation, jids))) return;
        }
    }
}

}  // namespace boswell::archive
