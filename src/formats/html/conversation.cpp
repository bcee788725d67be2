// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/html/conversation.hpp"

#include "base/printable.hpp"
#include "formats/html/document.hpp"
#include "view/picture.hpp"

#include <fmt/core.h>

namespace boswell::formats::html {

using view::Markup;

static std::string title_of(const Conversation& conversation, std::string_view page) {
    return fmt::format("{}, {}", conversation.name, page);
}

/// The names of the export's other pages, from the folder of a conversation.
static void write_way_up(Markup& markup, const ExportHead& head, bool is_list_of_days) {
    markup.open("nav", {{"class", "up"}, {"aria-label", "export"}});
    const auto link = [&markup](const std::string& page, std::string_view words) {
        markup.element("a", {{"href", page}}, words);
        markup.text(" ");
    };
    link(std::string(to_top) + "index.html", "All conversations");
    if (!is_list_of_days) link("index.html", "All days");
    if (head.with_search) link(std::string(to_top) + "search.html", "Search");
    markup.close();
}

static void write_heading(Markup& markup, const Conversation& conversation, std::string_view title,
                          const ExportHead& head) {
    markup.open("h1");
    markup.element("bdi", {}, conversation.name);
    markup.close();
    markup.open("p", {{"class", "about"}});
    const auto jid = printable(conversation.with.str());
    if (jid != conversation.name) {
        markup.element("bdi", {}, jid);
        markup.text(", ");
    }
    markup.text("seen by ");
    markup.element("bdi", {}, printable(conversation.account.str()));
    markup.text(fmt::format(". All times are in the time zone {}.", head.zone.name()));
    if (!head.query.empty()) {
        markup.text(" Only what matches: ");
        markup.element("bdi", {}, printable(head.query));
    }
    markup.close();
    if (!title.empty()) markup.element("p", {{"class", "month"}}, title);
}

static void write_days(Markup& markup, std::string_view file, const std::vector<Day>& days) {
    markup.open("ul", {{"class", "days"}});
    for (const auto& day : days) {
        markup.open("li");
        markup.element("a",
                       {{"href", fmt::format("{}#d{}", file, day.date)},
                        {"title", fmt::format("{}: {} message{}", day.heading, day.messages,
                                              day.messages == 1 ? "" : "s")}},
                       day.date.substr(8));
        markup.close();
    }
    markup.close();
}

static void write_turns(Markup& markup, const Page* previous, const Page* next) {
    if (previous == nullptr && next == nullptr) return;
    markup.open("nav", {{"class", "turn"}, {"aria-label", "months"}});
    if (previous != nullptr)
        markup.element("a", {{"href", previous->file}, {"rel", "prev"}}, "← " + previous->title);
    if (next != nullptr)
        markup.element("a", {{"href", next->file}, {"rel", "next"}}, next->title + " →");
    markup.close();
}

static void write_jump(Markup& markup, const std::vector<Day>& days) {
    markup.open("nav", {{"class", "jump"}, {"aria-label", "days"}});
    markup.text("Days: ");
    write_days(markup, "", days);
    markup.close();
}

static void write_messages(Markup& markup, std::string& out, const Transcript& transcript) {
    if (transcript.has_strips())
        markup.element("p", {{"class", "about"}},
                       fmt::format("The strip of a day shows from midnight to midnight when {} was "
                                   "online; lower: away; crossed: do not disturb; hatched: not "
                                   "observed.",
                                   transcript.name()));
    markup.open("svg", {{"class", "patterns"}, {"aria-hidden", "true"}});
    view::write_patterns(markup);
    markup.close();
    markup.open("main");
    out += transcript.body();
    markup.close();
}

std::string page_of_messages(const Conversation& conversation, const Page& page,
                             const Page* previous, const Page* next, const Transcript& transcript,
                             const ExportHead& head) {
    const Document frame{.title = title_of(conversation, page.title), .style = transcript.style()};
    return document(frame, [&](Markup& markup, std::string& out) {
        markup.open("header");
        write_way_up(markup, head, false);
        write_heading(markup, conversation, page.title, head);
        write_turns(markup, previous, next);
        write_jump(markup, page.days);
        markup.close();
        write_messages(markup, out, transcript);
        markup.open("footer");
        write_turns(markup, previous, next);
        markup.close();
    });
}

std::string page_alone(const Conversation& conversation, const Transcript& transcript,
                       const ExportHead& head) {
    const Document frame{.title = conversation.name, .style = transcript.style()};
    return document(frame, [&](Markup& markup, std::string& out) {
        markup.open("header");
        write_heading(markup, conversation, "", head);
        write_jump(markup, transcript.days());
        markup.close();
        write_messages(markup, out, transcript);
    });
}

std::string page_of_days(const Conversation& conversation, const ExportHead& head) {
    const Document frame{.title = title_of(conversation, "all days")};
    return document(frame, [&](Markup& markup, std::string& /*out*/) {
        markup.open("header");
        write_way_up(markup, head, true);
        write_heading(markup, conversation, "", head);
        markup.close();
        markup.open("main", {{"class", "months"}});
        std::string year;
        for (const auto& page : conversation.pages) {
            if (page.month.substr(0, 4) != year) {
                year = page.month.substr(0, 4);
                markup.element("h2", {}, year);
            }
            markup.open("section");
            markup.open("h3");
            markup.element("a", {{"href", page.file}}, page.title);
            markup.close();
            write_days(markup, page.file, page.days);
            markup.close();
        }
        markup.close();
    });
}

}  // namespace boswell::formats::html
