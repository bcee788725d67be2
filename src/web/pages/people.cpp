// SPDX-License-Identifier: GPL-3.0-or-later
// Everybody of whom something is known, with how they are now.
#include "base/printable.hpp"
#include "base/text.hpp"
#include "query/fold.hpp"
#include "view/html/faces.hpp"
#include "view/message_text.hpp"
#include "view/times.hpp"
#include "web/address.hpp"
#include "web/frame.hpp"
#include "web/page.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <span>

namespace boswell::web {

using view::Markup;

/// The page of a person has all of it.
static constexpr std::size_t longest_status = 200;
/// For so many at once it is looked up how they are now.
static constexpr std::size_t most_shown = 150;

namespace {

struct Person {
    Jid account;
    Jid jid;
    std::string name;
    std::string folded;  ///< the name, as it is compared
    std::string subscription;
};

using States = std::map<std::pair<Jid, Jid>, PresenceAt>;

}  // namespace

static std::vector<Person> persons_of(const PageContext& context, std::string_view filter) {
    const auto wanted = query::fold(filter);
    std::vector<Person> persons;
    for (const auto& contact : context.reader.contact_names()) {
        auto name = context.names.of(contact.jid, contact.name, contact.nickname);
        if (name.empty()) name = printable(contact.jid.str());
        auto folded = query::fold(name);
        if (!wanted.empty() && folded.find(wanted) == std::string::npos &&
            query::fold(contact.jid.str()).find(wanted) == std::string::npos)
            continue;
        std::string subscription;
        if (contact.subscription)
            subscription = *contact.subscription == Subscription::remove
                               ? "no longer in the roster"
                               : std::string(to_string(*contact.subscription));
        persons.push_back({contact.account, contact.jid, std::move(name), std::move(folded),
                           std::move(subscription)});
    }
    std::ranges::stable_sort(persons, {}, &Person::folded);
    return persons;
}

static States states_of(const PageContext& context, std::span<const Person> persons) {
    archive::Selection selection;
    for (const auto& person : persons) selection.contacts.push_back(person.jid);
    States states;
    const auto now = context.clock.now;
    for (auto& state : context.reader.presence_at(selection, now, now)) {
        auto key = std::pair(state.account, state.contact);
        states.insert_or_assign(std::move(key), std::move(state));
    }
    return states;
}

static std::string how_it_is(const PresenceAt& state, const TimeZone& zone) {
    if (state.state == PresenceState::unknown) return "not observed";
    std::string text(view::word_for(state.state));
    if (state.since) text += " since " + view::date_and_minute(*state.since, zone);
    return text;
}

static void write_person(Markup& markup, const PageContext& context, const Person& person,
                         const States& states) {
    markup.open("tr");
    markup.open("th", {{"scope", "row"}, {"class", view::html::hue_class(person.jid.str())}});
    markup.open("a", {{"href", person_address(person.account, person.jid).text()}});
    markup.element("bdi", {{"class", "name"}}, person.name);
    markup.close();
    if (person.name != printable(person.jid.str())) {
        markup.text(" ");
        markup.element("bdi", {{"class", "address"}}, printable(person.jid.str()));
    }
    markup.close();
    const auto state = states.find({person.account, person.jid});
    markup.open("td");
    if (state != states.end()) {
        markup.text(how_it_is(state->second, context.clock.zone));
        if (!state->second.status.empty()) {
            markup.text(": ");
            markup.element("bdi", {}, printable(utf8_prefix(state->second.status, longest_status)));
        }
    }
    markup.close();
    markup.element("td", {}, person.subscription);
    markup.close();
}

static void write_head(Markup& markup) {
    markup.open("thead");
    markup.open("tr");
    for (const auto* const title : {"Who", "Now", "Subscription"})
        markup.element("th", {{"scope", "col"}}, title);
    markup.close();
    markup.close();
}

/// As many as there is room for, but one at least.
static void write_table(Markup& markup, const std::string& out, const PageContext& context,
                        std::span<const Person> persons) {
    const auto likely = persons.first(std::min(persons.size(), most_shown));
    const auto states = states_of(context, likely);
    markup.open(
        "div",
        {{"class", "wide"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", "People"}});
    markup.open("table");
    write_head(markup);
    markup.open("tbody");
    std::size_t shown = 0;
    do {
        write_person(markup, context, likely[shown], states);
    } while (++shown < likely.size() && out.size() < page_room);
    markup.close();
    markup.close();
    markup.close();
    if (shown == persons.size()) return;
    Address rest("/people");
    if (const auto filter = context.request.parameter("filter"); !filter.empty())
        rest.with("filter", filter);
    const auto skip = context.skip() + shown;
    write_rest(markup, rest.with("skip", static_cast<std::int64_t>(skip)).text(),
               fmt::format("{} more →", persons.size() - shown));
}

static Response respond(const PageContext& context) {
    const auto filter = context.request.parameter("filter");
    const auto all = persons_of(context, filter);
    const auto persons = std::span(all).subspan(std::min(all.size(), context.skip()));
    return html_page(
        {.title = "People", .section = "/people"}, "", [&](Markup& markup, std::string& out) {
            markup.element("h1", {}, "People");
            write_filter(markup, "/people", "Only people called", filter);
            if (persons.empty())
                markup.element(
                    "p", {},
                    filter.empty() ? "No contact is archived yet." : "Nobody is called so.");
            else
                write_table(markup, out, context, persons);
        });
}

extern constinit const Page people_page = {.path = "/people", .respond = respond};

}  // namespace boswell::web
