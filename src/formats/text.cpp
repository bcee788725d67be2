// SPDX-License-Identifier: GPL-3.0-or-later
// A transcript for people: conversations one after the other, days under headings.
#include "base/printable.hpp"
#include "formats/format.hpp"
#include "view/holes.hpp"
#include "view/presence_text.hpp"
#include "view/times.hpp"
#include "view/transcript.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <optional>

namespace boswell::formats {

namespace {

class TextExporter : public Exporter {
public:
    TextExporter(StickyWriter& out, const ExportHead& head)
        : out_(out), head_(head), speakers_(head.names), days_(head.zone) {
        if (head_.goes_on_after) {
            begin_addition();
            return;
        }
        put("Boswell archive. All times are in the time zone {}.\n", head_.zone.name());
        if (!head_.query.empty()) put("Only what matches: {}\n", printable(head_.query));
    }

    void add(const RecordView& record) override {
        record.visit([this](const auto& value) { write(value); });
    }

    void finish() override {
        tell_holes(Time::max());
        put("\nEnd of the export.\n");
    }

private:
    template <typename... Args>
    void put(fmt::format_string<Args...> format, Args&&... args) {
        out_.write(fmt::format(format, std::forward<Args>(args)...));
    }

    void begin_addition() {
        put("\n\n==== Added later: what came after {}; earlier messages that were changed since "
            "stand here again, and say \"changed\" ====\n",
            view::exact_time(*head_.goes_on_after, head_.zone));
    }

    /// Whether the text of the export that this is added to has the message as it was.
    bool is_changed(const MessageRecord& message) const {
        const bool has_changes =
            !message.versions.empty() || message.retraction || !message.reactions.empty();
        return head_.goes_on_after && message.received_at <= *head_.goes_on_after && has_changes;
    }

    /// The heading is "account, what it is about, other side".
    void begin_section(const Jid& account, std::string_view about, const Jid& other = {}) {
        if (account == account_ && about == about_ && other == other_) return;
        tell_holes(Time::max());
        watched_.reset();
        account_ = account;
        about_ = about;
        other_ = other;
        days_.reset();
        put("\n\n== {}{}{} ==\n", printable(account.str()), about, printable(other.str()));
    }

    void begin_day(Time time) {
        const auto day = days_.begin(time);
        if (!day) return;
        speakers_.reset();
        put("\n{}\n\n", *day);
    }

    void write(const MessageRecord& message) {
        begin_section(message.account, " and ", message.with);
        begin_day(message.stamp);
        const auto entry = view::transcript_entry(message, speakers_, head_.zone);
        const auto time = entry.time + (is_changed(message) ? ", changed" : "");
        const auto indentation = static_cast<int>(time.size()) + 3;  // "[07:44:38] "
        put("[{}] {} {}\n", time, entry.sender, view::indent_lines(entry.text, indentation));
        if (!entry.reactions.empty()) put("{:{}}{}\n", "", indentation, entry.reactions);
    }

    void write(const PresenceRecord& presence) {
        begin_section(presence.account, ": presence of ", presence.contact);
        tell_holes(presence.seen_at);
        const bool is_state =
            presence.type == PresenceType::available || presence.type == PresenceType::unavailable;
        if (is_state && (presence.cause == Cause::change || presence.cause == Cause::snapshot))
            watched_.emplace(spans_[presence.account], presence.seen_at);
        begin_day(presence.seen_at);
        auto line = fmt::format("[{}] {}", view::time_of_day(presence.seen_at, head_.zone),
                                view::shown_presence(presence));
        if (!presence.resource.empty()) line += fmt::format(" ({})", printable(presence.resource));
        if (!presence.nick.empty()) line += fmt::format(" ({})", printable(presence.nick));
        if (!presence.status.empty()) line += ": " + printable(presence.status);
        if (const auto date = view::shown_date(presence, head_.zone); !date.empty())
            line += fmt::format(" ({})", date);
        put("{}\n", line);
    }

    void write(const ObservationRecord& observation) {
        if (!observation.presence) return;
        auto& spans = spans_[observation.account];
        const auto begins_later = [](const auto& one, const auto& other) {
            return one.period.since < other.period.since;
        };
        spans.insert(std::ranges::upper_bound(spans, observation, begins_later), observation);
    }

    /// Says from when to when the contact of the section was not observed, up to a time.
    void tell_holes(Time until) {
        while (watched_) {
            const auto hole = watched_->next(until);
            if (!hole) return;
            begin_day(hole->since);
            put("[{}] unknown: ", view::time_of_day(hole->since, head_.zone));
            if (hole->until == Time::max())
                put("not observed from then on\n");
            else
                put("not observed until {}{}\n", view::exact_time(hole->until, head_.zone),
                    hole->as_before ? ", and then as before" : "");
        }
    }

    void write(const ContactRecord& contact) {
        begin_section(contact.account, ": contacts");
        put("\n{}\n", printable(contact.jid.str()));
        field("person", contact.person);
        field("name", contact.name);
        if (contact.subscription) field("subscription", to_string(*contact.subscription));
        for (const auto& group : contact.groups) field("group", group);
        if (!contact.vcard) return;
        const VCard& vcard = contact.vcard->vcard;
        field("full name", vcard.full_name);
        field("nickname", vcard.nickname);
        for (const auto& email : vcard.emails) field("email", email);
        for (const auto& telephone : vcard.telephones) field("telephone", telephone.number);
        field("organisation", vcard.organisation);
        field("title", vcard.title);
        field("birthday", vcard.birthday);
        field("url", vcard.url);
        field("note", vcard.note);
    }

    void write(const ChatState& state) {
        begin_section(state.account, ": activity with ", state.with);
        begin_day(state.stamp);
        put("[{}] {}: {}\n", view::time_of_day(state.stamp, head_.zone),
            printable(state.from.str()), to_string(state.state));
    }

    // An export has messages, presence, observations, contacts and chat states; the other records
    // are answers to questions.
    template <typename Other>
    void write(const Other&) {}

    void field(std::string_view name, std::string_view value) {
        if (!value.empty()) put("    {}: {}\n", name, printable(value));
    }

    StickyWriter& out_;
    ExportHead head_;
    Jid account_;  // of the section that is being written
    std::string_view about_;
    Jid other_;
    view::Speakers speakers_;
    view::Days days_;
    std::map<Jid, std::vector<ObservationRecord>> spans_;  // by account
    std::optional<view::Holes> watched_;                   // since the last presence of the section
};

}  // namespace

static std::unique_ptr<Exporter> make(StickyWriter& out, const ExportHead& head) {
    return std::make_unique<TextExporter>(out, head);
}

extern constinit const Format text_format = {
    .name = "text",
    .summary = "a transcript for people",
    .extension = "txt",
    .exporter = make,
    .has_mark_beside = true,
};

}  // namespace boswell::formats
