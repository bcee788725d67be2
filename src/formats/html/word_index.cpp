// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/html/word_index.hpp"

#include "base/json_object.hpp"
#include "base/printable.hpp"
#include "base/text.hpp"
#include "formats/html/document.hpp"
#include "query/words.hpp"
#include "view/message_text.hpp"
#include "view/times.hpp"

#include <fmt/core.h>

namespace boswell::formats::html {

static constexpr std::uint32_t messages_per_file = 512;
static constexpr std::size_t words_file_bytes = 64u << 10;
static constexpr std::size_t shown_bytes = 300;  // of a text, among the results
/// Longer runs of letters are no words that anybody would type; they would make the files large.
static constexpr std::size_t longest_word = 100;

// What follows the name of the function in a script is JSON, which is JavaScript as well.
static std::string script_of(std::string_view function, std::size_t file, std::string_view values) {
    return fmt::format("boswell_{}({},[{}])\n", function, file, values);
}

void WordIndex::add(const MessageRecord& message, const Page& page, const std::string& sender) {
    ++count_;
    const auto text = view::shown_body(message);
    for (const auto* part : {&text, &message.subject}) {
        const auto words = query::words(*part);
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (words[i].size() <= longest_word) runs_.add(words[i], count_);
        }
    }
    messages_ += messages_.empty() ? "[" : ",\n[";
    messages_ += std::to_string(message.id) + ',';
    append_json(messages_, page.file.substr(0, page.file.rfind('.')));
    messages_ += ',';
    append_json(messages_, view::date_and_minute(message.stamp, head_.zone));
    messages_ += ',';
    append_json(messages_, sender);
    messages_ += ',';
    // Cutting may open a direction of writing that the rest would have closed.
    append_json(messages_, text.size() <= shown_bytes
                               ? text
                               : printable(utf8_prefix(text, shown_bytes), Lines::many) + "…");
    messages_ += ']';
    if (count_ % messages_per_file == 0) end_messages();
}

void WordIndex::end_messages() {
    if (messages_.empty()) return;
    const auto file = static_cast<std::size_t>(message_files_++);
    out_.write(fmt::format("search/m{}.js", file), script_of("messages", file, messages_));
    messages_.clear();
}

void WordIndex::end_words() {
    if (words_.empty()) return;
    const auto file = first_words_.size() - 1;
    out_.write(fmt::format("search/w{}.js", file), script_of("words", file, words_));
    words_.clear();
}

void WordIndex::write_words() {
    runs_.merge([this](std::string_view word, std::string_view numbers) {
        if (words_.empty()) first_words_.emplace_back(word);
        words_ += words_.empty() ? "" : ",\n";
        append_json(words_, word);
        words_ += ',';
        append_json(words_, numbers);
        if (words_.size() > words_file_bytes) end_words();
    });
    end_words();
}

void WordIndex::write_list(const std::vector<Conversation>& conversations) {
    std::string list =
        fmt::format("boswell_list({{\"perFile\":{},\"conversations\":[", messages_per_file);
    std::int64_t first = 1;
    for (const auto& each : conversations) {
        if (first > 1) list += ",\n";
        JsonObject entry(list);
        entry.text("name", each.name);
        entry.text("folder", each.folder);
        entry.number("first", first);
        entry.number("last", to_milliseconds(each.last));
        entry.close();
        first += each.messages;
    }
    list += "],\n\"words\":";
    append_json(list, first_words_);
    out_.write("search/list.js", list + "})\n");
}

static std::string search_page(const ExportHead& head) {
    const auto script = std::string(embedded("fold.js")) + std::string(embedded("search.js"));
    return document({.title = "Search", .script = script}, [&](view::Markup& markup,
                                                               std::string& /*out*/) {
        markup.open("header");
        markup.open("nav", {{"class", "up"}});
        markup.element("a", {{"href", "index.html"}}, "All conversations");
        markup.close();
        markup.element("h1", {}, "Search");
        markup.open("form", {{"id", "form"}, {"role", "search"}});
        markup.empty("input", {{"id", "field"},
                               {"type", "search"},
                               {"aria-label", "words"},
                               {"autocomplete", "off"}});
        markup.close();
        markup.element("p", {{"class", "about"}},
                       fmt::format("Finds messages that have all of these words, whatever their "
                                   "case and accents; with a * behind it, the beginning of a "
                                   "word. Times are in the time zone {}.",
                                   head.zone.name()));
        markup.element("noscript", {},
                       "This page needs JavaScript. Without it, the list of all conversations "
                       "leads to every message.");
        markup.element("p", {{"id", "state"}, {"role", "status"}}, "");
        markup.close();
        markup.element("main", {{"id", "results"}}, "");
    });
}

void WordIndex::finish(const std::vector<Conversation>& conversations) {
    end_messages();
    write_words();
    write_list(conversations);
    out_.write("search.html", search_page(head_));
}

}  // namespace boswell::formats::html
