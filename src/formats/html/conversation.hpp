// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "formats/format.hpp"
#include "view/html/transcript.hpp"

#include <string>
#include <vector>

namespace boswell::formats::html {

using view::html::Day;
using view::html::Transcript;

/// A month of a conversation, or a part of a large one.
struct Page {
    std::string month;  ///< "2026-11"
    std::string title;  ///< "November 2026"
    int part = 1;
    std::string file = {};  ///< "2026-11.html", in the folder of the conversation
    std::vector<Day> days = {};
};

struct Conversation {
    Jid account;
    Jid with;
    std::string name;
    std::string folder;  ///< from the top
    std::int64_t messages = 0;
    Time first;
    Time last;
    std::vector<Page> pages = {};
};

/// The way back to the top of the export from the folder of a conversation.
inline constexpr std::string_view to_top = "../../../";

/// A page of messages.
std::string page_of_messages(const Conversation& conversation, const Page& page,
                             const Page* previous, const Page* next, const Transcript& transcript,
                             const ExportHead& head);
/// A page of messages without any other page.
std::string page_alone(const Conversation& conversation, const Transcript& transcript,
                       const ExportHead& head);
/// Which days of a conversation have messages, as a page.
std::string page_of_days(const Conversation& conversation, const ExportHead& head);
/// The list of all conversations. `failed` ones could not be read.
std::string page_of_conversations(std::vector<const Conversation*> conversations,
                                  const ExportHead& head, std::int64_t failed);

}  // namespace boswell::formats::html
