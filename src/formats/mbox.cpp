// SPDX-License-Identifier: GPL-3.0-or-later
// Mails in the form "mboxrd": a message each, a thread for each conversation and day.
#include "base/digest.hpp"
#include "base/printable.hpp"
#include "base/text.hpp"
#include "formats/format.hpp"
#include "formats/mail.hpp"
#include "view/message_text.hpp"
#include "view/times.hpp"

#include <fmt/ranges.h>

#include <array>

namespace boswell::formats {

namespace {

class MboxExporter : public Exporter {
public:
    MboxExporter(StickyWriter& out, const ExportHead& head)
        : out_(out), zone_(head.zone), names_(head.names) {}

    void add(const RecordView& record) override {
        if (const auto* message = record.get_if<MessageRecord>()) write(*message);
    }
    void finish() override {}

private:
    void write(const MessageRecord& message);
    /// The id of the first mail of the message's thread.
    std::string root(const MessageRecord& message);
    std::string title(const MessageRecord& message) const;
    std::string notes(const MessageRecord& message) const;

    StickyWriter& out_;
    TimeZone zone_;
    view::Names names_;
    std::string thread_;  // what the messages of the thread have in common
    std::string root_;
};

/// As the lines between mails have it: "Wed Dec 14 10:00:05 2011", in UTC.
std::string envelope_date(Time time) {
    static constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
    return fmt::format(
        "{} {} {:2} {:02}:{:02}:{:02} {}", days.at(std::chrono::weekday(day).c_encoding()),
        months.at(static_cast<unsigned>(date.month()) - 1), static_cast<unsigned>(date.day()),
        clock.hours().count(), clock.minutes().count(), clock.seconds().count(),
        static_cast<int>(date.year()));
}

Mailbox mailbox(const Jid& jid, std::string name) {
    return {.name = std::move(name), .local = jid.localpart(), .domain = jid.domainpart()};
}

/// The same in every export of an archive. Another archive has other messages by the same numbers,
/// but hardly of the same millisecond in the same conversation.
std::string mail_id(const MessageRecord& message, std::int64_t id, Time stamp) {
    const auto conversation = sha1_hex(message.account.str() + '\n' + message.with.str());
    return fmt::format("{}.{}@{}.boswell.invalid", id, to_milliseconds(stamp),
                       conversation.substr(0, 16));
}

std::string MboxExporter::root(const MessageRecord& message) {
    auto thread = fmt::format("{}\n{}\n{}", message.account.str(), message.with.str(),
                              view::day_heading(message.stamp, zone_));
    if (thread != thread_) {
        thread_ = std::move(thread);
        root_ = mail_id(message, message.id, message.stamp);
    }
    return root_;
}

std::string MboxExporter::title(const MessageRecord& message) const {
    auto name = names_.of(message.account, message.with);
    if (name.empty()) name = printable(message.with.str());
    return fmt::format("{}, {}", name, view::day_heading(message.stamp, zone_));
}

void add_line(std::string& lines, const std::string& line) {
    if (!line.empty()) lines += '\n' + line;
}

/// For programs. There are notes below the text if there is a mark: whoever writes a text can also
/// write what looks like notes.
std::string marks(const MessageRecord& message) {
    std::vector<std::string_view> marks;
    if (!message.versions.empty()) marks.emplace_back("edited");
    if (message.retraction) marks.emplace_back("retracted");
    if (!view::error_mark(message).empty()) marks.emplace_back("not-delivered");
    if (!message.dated_by.empty()) marks.emplace_back("dated-by-sender");
    if (view::is_hour_uncertain(message)) marks.emplace_back("hour-uncertain");
    if (!message.reactions.empty()) marks.emplace_back("reactions");
    if (!message.attachments.empty()) marks.emplace_back("files");
    return fmt::format("{}", fmt::join(marks, ", "));
}

/// What is known of the message beside its text.
std::string MboxExporter::notes(const MessageRecord& message) const {
    std::string lines;
    if (!message.dated_by.empty())
        add_line(lines, fmt::format("dated by {}, arrived {}", printable(message.dated_by.str()),
                                    view::date_and_minute(message.received_at, zone_)));
    if (view::is_hour_uncertain(message)) add_line(lines, "the clock showed this time twice");
    add_line(lines, printable(trim(view::error_mark(message))));
    if (message.retraction)
        add_line(lines,
                 fmt::format("[retracted] {}", view::exact_time(message.retraction->at, zone_)));
    if (!message.versions.empty()) {
        add_line(lines, "(edited)");
        for (std::size_t i = 0; i + 1 < message.versions.size(); ++i) {
            const auto& version = message.versions[i];
            add_line(lines, fmt::format("{}: {}", view::exact_time(version.stamp, zone_),
                                        printable(version.shown.value_or(version.body))));
        }
    }
    add_line(lines, view::shown_reactions(message));
    for (const auto& file : message.attachments)
        add_line(lines, fmt::format("file: {}", printable(file.url)));
    return lines;
}

void MboxExporter::write(const MessageRecord& message) {
    Mail mail{.from = mailbox(message.from, names_.sender(message)),
              .to = mailbox(message.to.empty() ? message.account : message.to, ""),
              .date = message.stamp,
              .zone = zone_,
              .subject = printable(message.subject),
              .id = mail_id(message, message.id, message.stamp),
              .references = {},
              .fields = {},
              .text = view::shown_body(message)};
    if (mail.subject.empty()) mail.subject = title(message);
    if (view::is_action(message)) mail.text.insert(0, "/me ");
    if (const auto first = root(message); first != mail.id) mail.references.push_back(first);
    if (const auto& reply = message.reply_to; reply && reply->id != 0 && reply->stamp) {
        auto answered = mail_id(message, reply->id, *reply->stamp);
        if (mail.references != std::vector{answered}) mail.references.push_back(answered);
    }
    mail.fields = {{"X-Boswell-Id", fmt::format("{}", message.id)},
                   {"X-XMPP-Stamp", to_rfc3339(message.stamp)},
                   {"X-XMPP-From", message.from.str()},
                   {"X-XMPP-To", message.to.str()},
                   {"X-XMPP-Type", std::string(to_string(message.type))},
                   {"X-XMPP-Id", message.message_id},
                   {"X-Boswell-Marks", marks(message)}};
    std::erase_if(mail.fields, [](const auto& field) { return field.second.empty(); });
    if (const auto lines = notes(message); !lines.empty()) mail.text += "\n-- " + lines;
    out_.write(fmt::format("From - {}\n{}\n", envelope_date(message.stamp), serialised(mail)));
}

}  // namespace

static std::unique_ptr<Exporter> make(StickyWriter& out, const ExportHead& head) {
    return std::make_unique<MboxExporter>(out, head);
}

extern constinit const Format mbox_format = {
    .name = "mbox",
    .summary = "mails, for a mail program: a thread for each conversation and day",
    .exporter = make,
    .only_messages = true,
};

}  // namespace boswell::formats
