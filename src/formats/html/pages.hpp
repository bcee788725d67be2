// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "formats/folder_writer.hpp"
#include "formats/html/conversation.hpp"
#include "formats/html/word_index.hpp"

#include <optional>
#include <string>
#include <vector>

namespace boswell::formats::html {

/// Writes the pages of all conversations: one for each month, more if a month is large, and one
/// with the days of all of them.
class Pages {
public:
    /// `index`, if there is one, gets each message. All outlive it.
    Pages(FolderWriter& out, const ExportHead& head, WordIndex* index);

    void add(const MessageRecord& message);
    /// To be called after the last message.
    void finish();
    /// In the order in which they came.
    const std::vector<Conversation>& conversations() const { return conversations_; }

    /// A page is divided when its messages have so many bytes, which leaves room for one more
    /// message and for pictures below 2 MB.
    static constexpr std::size_t large = 900'000;

private:
    void begin_conversation(const MessageRecord& message);
    void end_conversation();
    void begin_page(Time time);
    /// Writes the page; `next` is the one behind it.
    void end_page(const Page* next);

    FolderWriter& out_;
    const ExportHead& head_;
    WordIndex* index_;
    Transcript transcript_;
    std::vector<Conversation> conversations_;
    std::optional<Page> page_;    // being written
    std::optional<Page> before_;  // the one before it, of the same conversation
    Period month_{};
};

}  // namespace boswell::formats::html
