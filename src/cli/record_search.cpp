// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/record_search.hpp"

#include "archive/contact_history.hpp"
#include "base/error.hpp"
#include "base/printable.hpp"
#include "base/text.hpp"
#include "cli/person.hpp"
#include "cli/selection.hpp"
#include "formats/json_record.hpp"
#include "view/contact_fields.hpp"
#include "view/presence_text.hpp"
#include "view/times.hpp"

#include <algorithm>
#include <limits>

namespace boswell::cli {

SearchKinds search_kinds(const Arguments& arguments) {
    SearchKinds kinds;
    const auto text = arguments.value("what").value_or("messages");
    for (const auto part : split(text, ',')) {
        if (part == "messages") {
            kinds.messages = true;
        } else if (part == "contacts") {
            kinds.contacts = true;
        } else if (part == "presence") {
            kinds.presence = true;
        } else {
            throw UsageError("--what takes messages, contacts and presence, not '{}'", part);
        }
    }
    if (!kinds.messages && !kinds.contacts && !kinds.presence)
        throw UsageError("--what takes messages, contacts and presence");
    for (const auto* option : {"by", "context", "offset"}) {
        if ((kinds.contacts || kinds.presence) && arguments.has(option))
            throw UsageError("--{} is for messages only; leave out --what", option);
    }
    return kinds;
}

static std::size_t limit_of(const Arguments& arguments) {
    const auto limit = arguments.number("limit", arguments.has("count") ? 0 : 50);
    return limit == 0 ? std::numeric_limits<std::size_t>::max() : static_cast<std::size_t>(limit);
}

/// What people call the contact, and what the contact says of itself: not what the roster knows.
static view::FieldLines searched_lines(const ContactRecord& contact) {
    auto lines = view::contact_fields(contact);
    std::erase_if(lines, [](const auto& line) {
        return line.first == "subscription" || line.first == "marked" || line.first == "avatar";
    });
    return lines;
}

/// Of the last version that has what is asked for: the lines in which it was found.
static std::optional<view::FieldLines> found_in(const Context& context,
                                                const ContactRecord& contact,
                                                const query::RecordMatch& wanted) {
    auto versions = archive::contact_history(*context.archive, contact.account, contact.jid);
    versions.push_back({.since = {}, .contact = contact});
    for (auto version = versions.rbegin(); version != versions.rend(); ++version) {
        auto lines = searched_lines(version->contact);
        std::vector<std::string> texts{contact.jid.str()};
        for (const auto& [name, value] : lines) texts.push_back(value);
        if (!wanted.matches(texts)) continue;
        std::erase_if(lines, [&](const auto& line) { return !wanted.is_found_in(line.second); });
        return lines;
    }
    return std::nullopt;
}

static void print(Context& context, const ContactRecord& contact, const view::FieldLines& lines) {
    if (context.json()) {
        context.out.print("{}\n", formats::to_json(with_person(context, contact)));
        return;
    }
    context.out.page();
    auto text = context.out.paint(Style::person, printable(contact.jid.str()));
    for (const auto& [name, value] : lines)
        text += fmt::format("  {} {}", context.out.paint(Style::dim, name + ":"), printable(value));
    context.out.print("{}\n", text);
}

std::int64_t search_contacts(Context& context, const query::RecordMatch& wanted) {
    const auto limit = limit_of(context.arguments);
    const auto selection = record_filter(context, context.arguments.values("with"));
    std::size_t found = 0;
    for (const auto& contact : context.archive->contacts(selection)) {
        if (found == limit || context.out.failed()) break;
        const auto lines = found_in(context, contact, wanted);
        if (!lines) continue;
        ++found;
        if (!context.arguments.has("count")) print(context, contact, *lines);
    }
    return static_cast<std::int64_t>(found);
}

namespace {

/// The newest or the oldest of what is found, without all the rest in memory.
class Statuses {
public:
    Statuses(std::size_t limit, query::Sort sort) : limit_(limit), sort_(sort) {}

    void add(const PresenceRecord& presence) {
        found_.push_back(presence);
        if (found_.size() >= most_ && found_.size() / 2 > limit_) keep();
    }
    const std::vector<PresenceRecord>& kept() {
        keep();
        return found_;
    }

private:
    void keep() {
        std::ranges::stable_sort(found_, [this](const auto& one, const auto& other) {
            return sort_ == query::Sort::oldest ? one.seen_at < other.seen_at
                                                : one.seen_at > other.seen_at;
        });
        if (found_.size() > limit_) found_.resize(limit_);
    }

    static constexpr std::size_t most_ = 4096;
    std::size_t limit_;
    query::Sort sort_;
    std::vector<PresenceRecord> found_;
};

}  // namespace

static void print(Context& context, const PresenceRecord& presence) {
    if (context.json()) {
        context.out.print("{}\n", formats::to_json(with_person(context, presence)));
        return;
    }
    context.out.page();
    auto who = presence.contact.str();
    if (!presence.resource.empty()) who += "/" + presence.resource;
    context.out.print(
        "{}  {}  {}: {}\n",
        context.out.paint(Style::dim, view::exact_time(presence.seen_at, context.clock.zone)),
        context.out.paint(Style::person, printable(who)), view::shown_presence(presence),
        printable(presence.status));
}

std::int64_t search_presence(Context& context, const query::RecordMatch& wanted) {
    const bool only_counts = context.arguments.has("count");
    auto selection = record_filter(context, context.arguments.values("with"));
    selection.statuses = archive::Selection::Statuses::some;
    const bool is_oldest = context.arguments.value("sort") == "oldest";
    Statuses statuses(limit_of(context.arguments),
                      is_oldest ? query::Sort::oldest : query::Sort::newest);
    std::int64_t count = 0;
    context.archive->for_each_presence(selection, [&](const PresenceRecord& presence) {
        if (!wanted.matches(std::span(&presence.status, 1))) return true;
        ++count;
        if (!only_counts) statuses.add(presence);
        return true;
    });
    if (only_counts) return count;
    for (const auto& presence : statuses.kept()) print(context, presence);
    return std::ssize(statuses.kept());
}

}  // namespace boswell::cli
