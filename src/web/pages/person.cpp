// SPDX-License-Identifier: GPL-3.0-or-later
// One contact: the card, presence as far as it was observed, and all that has changed.
#include "archive/contact_history.hpp"
#include "archive/surroundings.hpp"
#include "base/printable.hpp"
#include "query/presence_summary.hpp"
#include "view/contact_fields.hpp"
#include "view/message_text.hpp"
#include "view/presence_shares.hpp"
#include "view/published.hpp"
#include "view/times.hpp"
#include "web/field_list.hpp"
#include "web/frame.hpp"
#include "web/page.hpp"
#include "web/picture_address.hpp"
#include "web/presence.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <span>

namespace boswell::web {

using view::Markup;

static constexpr std::size_t most_intervals = 40;

namespace {

struct Person {
    Jid account;
    Jid jid;
    std::string name;
    std::optional<ContactRecord> record;
};

}  // namespace

static void write_portrait(Markup& markup, const PageContext& context, const Person& person) {
    const auto pictures = archive::picture_versions(context.reader, person.account, person.jid);
    if (pictures.empty() || pictures.back().sha1.empty()) return;
    const auto address = picture_address(context.reader, pictures.back().sha1);
    if (address.empty()) return;
    markup.empty(
        "img", {{"class", "portrait"}, {"src", address}, {"alt", "the picture of " + person.name}});
}

static void write_heading(Markup& markup, const Person& person) {
    markup.open("h1");
    markup.element("bdi", {}, person.name);
    markup.close();
    markup.open("p", {{"class", "about"}});
    markup.element("bdi", {}, printable(person.jid.str()));
    markup.text(", seen by ");
    markup.element("bdi", {}, printable(person.account.str()));
    markup.close();
    markup.open("nav", {{"class", "up"}, {"aria-label", "person"}});
    const auto conversation = conversation_address(person.account, person.jid).text() + "#latest";
    markup.element("a", {{"href", conversation}}, "What was said together");
    markup.text(" ");
    markup.element("a", {{"href", Address("/search").with("q", "from:" + person.jid.str()).text()}},
                   "All that this contact wrote");
    markup.close();
}

/// What was seen of a time, interval by interval: the picture's alternative.
static void write_intervals(Markup& markup, std::span<const PresenceInterval> intervals,
                            const TimeZone& zone) {
    markup.open("details");
    markup.element("summary", {}, "as a table");
    markup.open("table");
    markup.open("thead");
    markup.open("tr");
    for (const auto* const title : {"Since", "For", "State", "Resource, status"})
        markup.element("th", {{"scope", "col"}}, title);
    markup.close();
    markup.close();
    markup.open("tbody");
    const auto shown = intervals.last(std::min(intervals.size(), most_intervals));
    for (const auto& interval : shown) {
        markup.open("tr");
        markup.element("td", {}, view::exact_time(interval.period.since, zone));
        markup.element("td", {}, view::duration(interval.period.until - interval.period.since));
        markup.element("td", {},
                       interval.state == PresenceState::unknown ? "not observed"
                                                                : view::word_for(interval.state));
        markup.open("td");
        markup.element("bdi", {}, printable(interval.resource));
        if (!interval.status.empty()) {
            markup.text(interval.resource.empty() ? "" : ": ");
            markup.element("bdi", {}, printable(interval.status));
        }
        markup.close();
        markup.close();
    }
    markup.close();
    markup.close();
    if (shown.size() < intervals.size())
        markup.element("p", {{"class", "about"}},
                       fmt::format("{} earlier ones are left out; a shorter time has room for all.",
                                   intervals.size() - shown.size()));
    markup.close();
}

static void write_presence(Markup& markup, const PageContext& context, const Person& person) {
    const auto span = span_of(context, CountBy::week);
    const auto intervals = archive::contact_presence(context.reader, person.account, person.jid,
                                                     span.period, context.clock.now);
    markup.element("h2", {{"id", "presence"}}, "Presence, " + span.name);
    write_span_links(markup, context, span, person_address(person.account, person.jid));
    if (intervals.empty())
        return markup.element("p", {}, "No presence of this contact is archived of that time.");
    const auto summary = query::summarise(intervals);
    markup.element("p", {}, view::Shares(summary.by_state).sentence() + ".");
    const auto picture = [&](std::string_view path) {
        return Address(path)
            .with("account", person.account.str())
            .with("jid", person.jid.str())
            .with("by", to_string(span.by))
            .with("date",
                  view::date_and_minute(span.period.since, context.clock.zone).substr(0, 10))
            .text();
    };
    markup.open("figure");
    markup.empty("img", {{"src", picture("/timeline.svg")},
                         {"alt", "when " + person.name + " was online; the table below says it"}});
    markup.close();
    write_intervals(markup, intervals, context.clock.zone);
    markup.element("h2", {}, "Hours of the week");
    markup.open("figure");
    markup.empty("img", {{"src", picture("/heatmap.svg")},
                         {"alt", "at which hours of the week " + person.name +
                                     " was online in the twelve weeks before"}});
    markup.close();
    markup.open("p", {{"class", "about"}});
    markup.element("a", {{"href", picture("/heatmap.svg")}}, "The picture by itself");
    markup.text(" has a table of its own.");
    markup.close();
}

static void write_change(Markup& markup, const view::FieldChange& change) {
    markup.open("li");
    markup.element("span", {{"class", "about"}}, change.field + ": ");
    if (!change.before.empty()) {
        markup.open("del");
        markup.element("bdi", {}, printable(change.before));
        markup.close();
    }
    if (!change.before.empty() && !change.after.empty()) markup.text(" ");
    if (!change.after.empty()) {
        markup.open("ins");
        markup.element("bdi", {}, printable(change.after));
        markup.close();
    }
    markup.close();
}

static void write_version(Markup& markup, std::span<const archive::ContactVersion> versions,
                          std::size_t at, const TimeZone& zone) {
    const auto before =
        at == 0 ? view::FieldLines() : view::contact_fields(versions[at - 1].contact);
    const auto changes = view::field_changes(before, view::contact_fields(versions[at].contact));
    markup.element("h3", {}, view::exact_time(versions[at].since, zone));
    if (changes.empty())
        markup.element("p", {{"class", "about"}}, "Something that is not shown here.");
    markup.open("ul", {{"class", "changes"}});
    for (const auto& change : changes) write_change(markup, change);
    markup.close();
}

/// The latest change first, as many as there is room for.
static void write_history(Markup& markup, const std::string& out, const PageContext& context,
                          const Person& person) {
    const auto versions = archive::contact_history(context.reader, person.account, person.jid);
    if (versions.empty()) return;
    markup.element("h2", {{"id", "history"}}, "What has changed");
    auto at = versions.size() - std::min(context.skip(), versions.size());
    while (at > 0 && out.size() < page_room)
        write_version(markup, versions, --at, context.clock.zone);
    if (at == 0) return;
    const auto skip = static_cast<std::int64_t>(versions.size() - at);
    write_rest(markup,
               person_address(person.account, person.jid).with("skip", skip).text() + "#history",
               fmt::format("{} earlier changes →", at));
}

static void write_published(Markup& markup, const std::string& out, const PageContext& context,
                            const Person& person) {
    const view::Published published{
        .events = context.reader.pep_events(person.account, person.jid),
        .keys = context.reader.device_keys(person.account, person.jid),
        .claims = context.reader.move_claims(person.account, person.jid)};
    const auto lines = view::published_lines(published, context.clock.zone);
    if (lines.empty()) return;
    markup.element("h2", {}, "Published by this contact");
    markup.open("ul", {{"class", "changes"}});
    auto line = lines.rbegin();
    for (; line != lines.rend() && out.size() < page_room + page_room / 10; ++line) {
        markup.open("li");
        markup.element("time", {{"datetime", to_rfc3339(line->time)}, {"class", "about"}},
                       view::exact_time(line->time, context.clock.zone));
        markup.text(" " + line->label + ": ");
        markup.element("bdi", {}, line->text);
        markup.close();
    }
    markup.close();
    if (line != lines.rend())
        markup.element("p", {{"class", "about"}},
                       fmt::format("{} earlier ones; boswell contacts --history lists all.",
                                   lines.rend() - line));
}

/// The other addresses of a person of the configuration.
static void write_other_addresses(Markup& markup, const PageContext& context,
                                  const Person& person) {
    const auto* const known = context.persons.at(person.jid);
    if (known == nullptr) return;
    const auto contacts = context.reader.contacts({.accounts = {}, .contacts = known->jids});
    markup.open("ul", {{"class", "changes"}, {"aria-label", "other addresses"}});
    for (const auto& contact : contacts) {
        if (contact.account == person.account && contact.jid == person.jid) continue;
        markup.open("li");
        markup.open("a", {{"href", person_address(contact.account, contact.jid).text()}});
        markup.element("bdi", {}, printable(contact.jid.str()));
        markup.close();
        markup.text(", seen by ");
        markup.element("bdi", {}, printable(contact.account.str()));
        markup.close();
    }
    markup.close();
}

static std::optional<ContactRecord> record_of(const PageContext& context, const Jid& account,
                                              const Jid& jid) {
    auto found = context.reader.contacts({.accounts = {account}, .contacts = {jid}});
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

static Response respond(const PageContext& context) {
    const auto account = context.jid("account");
    const auto jid = context.jid("jid");
    const Person person{account, jid, context.name_of(account, jid),
                        record_of(context, account, jid)};
    return html_page({.title = person.name, .section = "/people"}, "",
                     [&](Markup& markup, std::string& out) {
                         write_portrait(markup, context, person);
                         write_heading(markup, person);
                         write_other_addresses(markup, context, person);
                         if (person.record)
                             write_fields(markup, view::contact_fields(*person.record));
                         write_presence(markup, context, person);
                         write_history(markup, out, context, person);
                         write_published(markup, out, context, person);
                     });
}

extern constinit const Page person_page = {.path = "/person", .respond = respond};

}  // namespace boswell::web
