// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/annotation_targets.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boswell::archive {

/// Finds the messages of one call (XEP-0353) among those that no other message stands for yet. A
/// call is known by its conversation and the id that the caller chose: anybody may choose the id of
/// another call, but only in a conversation of his own.
class Calls {
public:
    using Conversation = AnnotationTargets::Conversation;

    explicit Calls(sqlite::Database& database);

    /// True for what a device of the account tells the others of a call, without naming the other
    /// side. Such a message has to be assigned to a call of another conversation.
    bool is_note_to_devices(const Conversation& conversation, std::int64_t message);
    /// The messages of the conversation that speak of the call and belong to no other. The first is
    /// the one that is to stand for the call: its proposal, else the earliest.
    std::vector<Carrier> loose(const Conversation& conversation, std::string_view named_id);
    /// The only call with that id of which the account's devices may have spoken; nothing if there
    /// are several.
    std::optional<std::int64_t> only_call(std::int64_t account, std::string_view named_id);
    /// Messages of the account to its own devices about a call that was not here.
    std::vector<Carrier> waiting_notes(std::int64_t account, std::string_view named_id);

private:
    std::vector<Carrier> carriers(sqlite::Use use, std::string_view named_id);

    sqlite::Statement is_note_;
    sqlite::Statement loose_;
    sqlite::Statement only_;
    sqlite::Statement notes_;
};

}  // namespace boswell::archive
