// SPDX-License-Identifier: GPL-3.0-or-later
// A transcript for people: conversations one after the other, days under headings.
#include "base/printable.hpp"
#include "formats/format.hpp"
#include "view/times.hpp"
#include "view/transcript.hpp"

#include <fmt/core.h>

namespace boswell::formats {

static constexpr int indentation = 11;  // "[07:44:38] "

namespace {

class TextExporter : public Exporter {
public:
    TextExporter(StickyWriter& out, const ExportHead& head)
        : out_(out), head_(head), days_(head.zone) {
        put("Boswell archive. All times are in the time zone {}.\n", head_.zone.name());
        if (!head_.query.empty()) put("Only what matches: {}\n", printable(head_.query));
    }

    void add(const Record& record) override {
        std::visit([this](const auto& value) { write(value); }, record);
    }

    void finish() override { put("\nEnd of the export.\n"); }

private:
    template <typename... Args>
    void put(fmt::format_string<Args...> format, Args&&... args) {
        out_.write(fmt::format(format, std::forward<Args>(args)...));
    }

    void begin_section(const std::string& heading) {
        if (heading == section_) return;
        section_ = heading;
        days_.reset();
        put("\n\n== {} ==\n", heading);
    }

    void begin_day(Time time) {
        if (const auto day = days_.begin(time)) put("\n{}\n\n", *day);
    }

    void write(const MessageRecord& message) {
        begin_section(fmt::format("{} and {}", printable(message.account.str()),
                                  printable(message.with.str())));
        begin_day(message.stamp);
        const auto entry = view::transcript_entry(message, head_.names, head_.zone);
        put("[{}] {}: {}\n", entry.time, entry.sender, view::indent_lines(entry.text, indentation));
        if (!entry.reactions.empty()) put("{:{}}{}\n", "", indentation, entry.reactions);
    }

    void write(const PresenceRecord& presence) {
        begin_section(fmt::format("{}: presence of {}", printable(presence.account.str()),
                                  printable(presence.contact.str())));
        begin_day(presence.seen_at);
        const bool available = presence.type == PresenceType::available;
        auto line = fmt::format("[{}] {}", view::time_of_day(presence.seen_at, head_.zone),
                                available ? to_string(presence.show) : to_string(presence.type));
        if (!presence.resource.empty()) line += fmt::format(" ({})", printable(presence.resource));
        if (!presence.nick.empty()) line += fmt::format(" ({})", printable(presence.nick));
        if (!presence.status.empty()) line += ": " + printable(presence.status);
        put("{}\n", line);
    }

    void write(const ContactRecord& contact) {
        begin_section(fmt::format("{}: contacts", printable(contact.account.str())));
        put("\n{}\n", printable(contact.jid.str()));
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
        begin_section(fmt::format("{}: activity with {}", printable(state.account.str()),
                                  printable(state.with.str())));
        begin_day(state.stamp);
        put("[{}] {}: {}\n", view::time_of_day(state.stamp, head_.zone),
            printable(state.from.str()), to_string(state.state));
    }

    // An export has messages, presence, contacts and chat states; the other records are answers to
    // questions.
    template <typename Other>
    void write(const Other&) {}

    void field(std::string_view name, std::string_view value) {
        if (!value.empty()) put("    {}: {}\n", name, printable(value));
    }

    StickyWriter& out_;
    ExportHead head_;
    std::string section_;  // heading of the section that is being written
    view::Days days_;
};

}  // namespace

static std::unique_ptr<Exporter> make(StickyWriter& out, const ExportHead& head) {
    return std::make_unique<TextExporter>(out, head);
}

extern constinit const Format text_format = {
    .name = "text",
    .summary = "a transcript for people",
    .exporter = make,
};

}  // namespace boswell::formats
