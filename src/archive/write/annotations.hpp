// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/annotation_targets.hpp"
#include "archive/write/calls.hpp"
#include "archive/write/conversations.hpp"
#include "archive/write/search_index.hpp"
#include "model/message.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boswell::archive {

/// Table annotation: what a message does to an earlier one, whichever of the two arrives first.
///
/// Once the earlier message is found, one that corrects it, retracts it or reacts to it is no
/// message of its own to readers: it is not counted, and leaves the search index, where the words
/// of a correction are added to the corrected message. Until then it is shown as it came, unless it
/// has nothing to show.
class Annotations {
public:
    using Conversation = AnnotationTargets::Conversation;

    Annotations(sqlite::Database& database, MessageKeys& keys, Conversations& conversations,
                SearchIndex& search);

    /// Adds the annotations of a new message, which has this id and has been counted.
    void add(const Conversation& conversation, std::int64_t id, const Message& message);
    /// The same if the message that it annotates is known without looking for it: `target`.
    void add_to(std::int64_t target, const Conversation& conversation, std::int64_t id,
                const Message& message);
    /// Adds those of a message that is here already of which it has none of the same kind: its
    /// stanza has been read anew. True if there were any.
    bool add_lacking(const Conversation& conversation, std::int64_t id, const Message& message);
    /// Attaches the earlier annotations that have been waiting for an id of this message.
    void arrive(const Conversation& conversation, const Message& message);
    /// Which message the carrier annotates, if it is looked for now.
    std::optional<std::int64_t> find_target(const Conversation& conversation,
                                            const Carrier& carrier) {
        return targets_.find(conversation, carrier);
    }
    /// What the carrier annotated is gone: it waits for another message, as if that had not come.
    void release(const Conversation& conversation, const Carrier& carrier);

private:
    void insert(const Conversation& conversation, std::int64_t id, const Message& message,
                const Annotation& annotation);
    Carrier insert_row(const Conversation& conversation, std::int64_t id, const Message& message,
                       const Annotation& annotation);
    bool lacks(std::int64_t id, const std::optional<Annotation>& annotation);
    std::vector<Carrier> waiting_for(std::int64_t conversation, std::string_view named_id);
    void attach(const Carrier& carrier, std::int64_t target);
    /// Hides the carrier from readers. Returns its text as it was indexed.
    std::string hide(const Carrier& carrier);
    void join_call(const Conversation& conversation, const Carrier& carrier);
    void show(const Carrier& carrier);
    void add_version(std::int64_t target, const std::string& text);

    Conversations& conversations_;
    SearchIndex& search_;
    AnnotationTargets targets_;
    Calls calls_;
    sqlite::Statement insert_;
    sqlite::Statement has_;
    sqlite::Statement waiting_;
    sqlite::Statement attach_;
    sqlite::Statement mark_;
    sqlite::Statement move_;
    sqlite::Statement shown_;
    sqlite::Statement release_;
    sqlite::Statement show_;
    sqlite::Statement set_text_;
};

}  // namespace boswell::archive
