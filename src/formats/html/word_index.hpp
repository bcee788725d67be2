// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time_zone.hpp"
#include "formats/html/conversation.hpp"
#include "formats/html/word_runs.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace boswell::formats::html {

/// The search of an export, for which search.js needs no server: small scripts that have the words
/// of the messages and the beginnings of their texts, and search.html, which loads those that it
/// needs. The words are those of the archive's own search.
class WordIndex {
public:
    /// Both outlive it.
    WordIndex(FolderWriter& out, const ExportHead& head) : out_(out), head_(head), runs_(out) {}

    /// Numbers the messages in the order in which they come, conversation by conversation.
    void add(const MessageRecord& message, const Page& page, const std::string& sender);
    /// `conversations` are those of the messages.
    void finish(const std::vector<Conversation>& conversations);

private:
    void end_messages();
    void end_words();
    void write_words();
    void write_list(const std::vector<Conversation>& conversations);

    FolderWriter& out_;
    const ExportHead& head_;
    WordRuns runs_;
    std::uint32_t count_ = 0;
    std::int64_t message_files_ = 0;
    std::string messages_;                  // of the file that is being made
    std::string words_;                     // likewise
    std::vector<std::string> first_words_;  // of each file
};

}  // namespace boswell::formats::html
