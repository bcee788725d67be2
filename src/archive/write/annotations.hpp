// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/write/annotation_targets.hpp"
#include "archive/write/conversations.hpp"
#include "archive/write/search_index.hpp"
#include "model/message.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace boswell::archive {

/// Table annotation: what messages say of earlier ones, whichever of the two comes first.
///
/// Once the message that is meant is found, the one that speaks of it is no message of its own to
/// readers: it is not counted, and leaves the search index, where the words of a correction go to
/// the message that is corrected. Until then it is shown as it came, unless it has nothing to show.
class Annotations {
public:
    using Conversation = AnnotationTargets::Conversation;

    Annotations(sqlite::Database& database, MessageKeys& keys, Conversations& conversations,
                SearchIndex& search);

    /// What the message with this id, new and counted, says of others.
    void add(const Conversation& conversation, std::int64_t id, const Message& message);
    /// What it does to the message `target`, which is known without looking for it.
    void add_to(std::int64_t target, const Conversation& conversation, std::int64_t id,
                const Message& message);
    /// The ids of this message may be what earlier ones have been waiting for.
    void arrive(const Conversation& conversation, const Message& message);

private:
    void insert(const Conversation& conversation, std::int64_t id, const Message& message,
                const Annotation& annotation);
    Carrier insert_row(const Conversation& conversation, std::int64_t id, const Message& message,
                       const Annotation& annotation);
    std::vector<Carrier> waiting_for(std::int64_t conversation, std::string_view named_id);
    void attach(const Carrier& carrier, std::int64_t target);
    /// Returns its text as indexed.
    std::string hide(const Carrier& carrier);
    void add_version(std::int64_t target, const std::string& text);

    Conversations& conversations_;
    SearchIndex& search_;
    AnnotationTargets targets_;
    sqlite::Statement insert_;
    sqlite::Statement waiting_;
    sqlite::Statement attach_;
    sqlite::Statement move_;
    sqlite::Statement shown_;
    sqlite::Statement set_text_;
};

}  // namespace boswell::archive
