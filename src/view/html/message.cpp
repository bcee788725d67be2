// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/html/message.hpp"

#include "base/printable.hpp"
#include "base/text.hpp"
#include "view/html/link.hpp"
#include "view/message_text.hpp"
#include "view/names.hpp"
#include "view/times.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <span>

namespace boswell::view::html {

static std::string anchor(std::int64_t id) { return fmt::format("m{}", id); }

/// The first letter of a name, for those without a picture.
static std::string_view initial(std::string_view name) {
    std::size_t size = 1;
    while (size < name.size() && (static_cast<unsigned char>(name[size]) & 0xC0) == 0x80) ++size;
    return name.substr(0, size);
}

static void write_face(Markup& markup, const Sender& sender) {
    if (!sender.picture_at.empty())
        return markup.empty("img", {{"class", "face"}, {"src", sender.picture_at}, {"alt", ""}});
    const bool has_picture = !sender.picture.empty();
    markup.element(
        "span",
        {{"class", "face " + (has_picture ? sender.picture : "none")}, {"aria-hidden", "true"}},
        has_picture ? "" : initial(sender.name));
}

static void write_sender(Markup& markup, const Sender& sender, const std::string& other_name) {
    write_face(markup, sender);
    markup.open("p", {{"class", "who"}});
    markup.element("bdi", {{"class", "name"}}, sender.name);
    if (!other_name.empty()) markup.element("small", {}, fmt::format(" ({})", other_name));
    markup.close();
}

static void write_time(Markup& markup, const MessageRecord& message, const MessagePlace& place) {
    const auto& zone = place.zone;
    // Without the seconds; but in the hour that comes twice with its offset from UTC.
    auto shown = time_of_day(message.stamp, zone);
    shown.erase(5, 3);
    markup.open("a", {{"class", "at"},
                      {"href", place.address.empty() ? "#" + anchor(message.id) : place.address}});
    markup.element(
        "time",
        {{"datetime", to_rfc3339(message.stamp)}, {"title", exact_time(message.stamp, zone)}},
        shown);
    markup.close();
}

static void write_note(Markup& markup, std::string_view note) {
    markup.element("p", {{"class", "note"}, {"dir", "auto"}}, note);
}

static void write_reply(Markup& markup, const MessageRecord& message, const MessagePlace& place) {
    if (!message.reply_to) return;
    const auto& reply = *message.reply_to;
    const auto* const quote = reply.id == 0 ? nullptr : place.quotes.find(reply.id);
    if (quote == nullptr) {
        return write_note(markup, reply.stamp ? "in reply to what was said " +
                                                    exact_time(*reply.stamp, place.zone)
                                              : "in reply to a message that is not here");
    }
    const auto page = quote->page == place.page ? "" : quote->page;
    markup.open("blockquote", {{"class", "reply"}});
    markup.open("a", {{"href", page + "#" + anchor(reply.id)}});
    markup.element("bdi", {{"class", "name"}}, quote->name);
    markup.close();
    markup.text(" ");
    markup.element("bdi", {}, quote->text);
    markup.close();
}

static std::string size_in_words(std::int64_t bytes) {
    if (bytes < 1000) return fmt::format("{} bytes", bytes);
    if (bytes < 1'000'000) return fmt::format("{:.1f} kB", double(bytes) / 1e3);
    return fmt::format("{:.1f} MB", double(bytes) / 1e6);
}

static void write_file(Markup& markup, const Attachment& file) {
    markup.open("li");
    write_link(markup, file.url, file_name(file));
    std::string claims = file.mime.empty() ? "" : printable(file.mime);
    if (file.size) claims += (claims.empty() ? "" : ", ") + size_in_words(*file.size);
    if (file.length) claims += (claims.empty() ? "" : ", ") + duration(*file.length);
    if (!file.caption.empty()) claims += (claims.empty() ? "" : ", ") + printable(file.caption);
    if (!claims.empty()) markup.element("small", {}, fmt::format(" ({})", claims));
    markup.close();
}

static void write_files(Markup& markup, const MessageRecord& message) {
    if (message.attachments.empty()) return;
    markup.open("ul", {{"class", "files"}});
    for (const auto& file : message.attachments) write_file(markup, file);
    markup.close();
}

/// What the message itself says of the pages that it links to.
static void write_previews(Markup& markup, const MessageRecord& message) {
    if (message.previews.empty()) return;
    markup.open("ul", {{"class", "files"}});
    for (const auto& preview : message.previews) {
        markup.open("li");
        write_link(markup, preview.url,
                   printable(preview.title.empty() ? preview.url : preview.title));
        if (!preview.description.empty())
            markup.element("small", {}, fmt::format(" ({})", printable(preview.description)));
        markup.close();
    }
    markup.close();
}

/// The latest are shown: their number is anybody's.
static constexpr std::size_t most_versions = 20;

static void write_versions(Markup& markup, const MessageRecord& message,
                           const MessagePlace& place) {
    if (message.versions.empty()) return;
    markup.open("details", {{"class", "versions"}});
    markup.element("summary", {}, "edited");
    markup.open("ol");
    const bool is_short = place.longest_text > 0;
    std::span versions(message.versions);
    if (is_short) versions = versions.last(std::min(versions.size(), most_versions));
    for (const auto& version : versions) {
        const std::string_view text = version.shown ? *version.shown : version.body;
        const auto shown = is_short ? utf8_prefix(text, place.longest_text / most_versions) : text;
        markup.open("li");
        markup.element("time", {{"datetime", to_rfc3339(version.stamp)}},
                       exact_time(version.stamp, place.zone));
        markup.text(" ");
        markup.open("span", {{"class", "text"}, {"dir", "auto"}});
        markup.text(shown);
        if (shown.size() < text.size()) markup.text(" …");
        markup.close();
        markup.close();
    }
    markup.close();
    markup.close();
}

static void write_reactions(Markup& markup, const MessageRecord& message) {
    const auto reactions = reactions_of(message);
    if (reactions.empty()) return;
    markup.open("ul", {{"class", "reactions"}, {"aria-label", "reactions"}});
    for (const auto& [emoji, senders] : reactions) {
        markup.open("li");
        markup.element("bdi", {}, emoji);
        markup.text(" ");
        markup.element("bdi", {{"class", "by"}}, senders);
        markup.close();
    }
    markup.close();
}

static void write_receipts(Markup& markup, const MessageRecord& message) {
    const auto receipts = shown_receipts(message);
    if (receipts.empty()) return;
    markup.open("p", {{"class", "note receipts"}});
    markup.element("bdi", {}, receipts);
    markup.close();
}

static void write_retraction(Markup& markup, const MessageRecord& message, const TimeZone& zone) {
    if (!message.retraction) return;
    const auto& retraction = *message.retraction;
    auto note = "retracted " + exact_time(retraction.at, zone);
    if (!retraction.moderator.empty()) note += " by " + printable(retraction.moderator.str());
    if (!retraction.reason.empty()) note += ": " + printable(retraction.reason);
    write_note(markup, note);
}

static void write_marks(Markup& markup, const MessageRecord& message, const TimeZone& zone) {
    if (!message.dated_by.empty())
        write_note(markup, fmt::format("dated by {}, arrived {}", printable(message.dated_by.str()),
                                       exact_time(message.received_at, zone)));
    if (is_hour_uncertain(message)) write_note(markup, "the clock showed this time twice");
    if (!error_mark(message).empty()) write_note(markup, "not delivered");
    if (has_text(message) && !message.subject.empty())
        markup.element("p", {{"class", "subject"}, {"dir", "auto"}}, printable(message.subject));
}

static void write_body(Markup& markup, const MessageRecord& message, const Sender& sender,
                       const MessagePlace& place) {
    const bool has_text = view::has_text(message);
    const bool is_file = !has_text && message.subject.empty() && !message.attachments.empty();
    if (is_file) return;  // write_files() says it
    markup.open("div", {{"class", has_text ? "text" : "text without"}, {"dir", "auto"}});
    if (is_action(message)) {
        markup.element("bdi", {{"class", "name"}}, "* " + sender.name);
        markup.text(" ");
    }
    const auto body = shown_body(message);
    const bool is_long = place.longest_text > 0 && body.size() > place.longest_text;
    write_text(markup, is_long ? utf8_prefix(body, place.longest_text) : body);
    markup.close();
    if (!is_long) return;
    markup.open("p", {{"class", "note"}});
    markup.text("… ");
    markup.element("a", {{"href", place.whole}},
                   fmt::format("the whole text, {}", size_in_words(std::ssize(body))));
    markup.close();
}

void write_message(Markup& markup, const MessageRecord& message, const Sender& sender,
                   const MessagePlace& place) {
    std::string kind = "m " + sender.hue;
    if (place.is_first) kind += " first";
    if (message.direction == Direction::out) kind += " own";
    if (message.retraction) kind += " retracted";
    if (is_action(message)) kind += " action";
    markup.open("article", {{"id", anchor(message.id)}, {"class", kind}});
    if (place.is_first) write_sender(markup, sender, place.other_name);
    write_time(markup, message, place);
    markup.open("div", {{"class", "said"}});
    write_marks(markup, message, place.zone);
    write_reply(markup, message, place);
    write_body(markup, message, sender, place);
    write_files(markup, message);
    write_previews(markup, message);
    write_versions(markup, message, place);
    write_retraction(markup, message, place.zone);
    write_reactions(markup, message);
    write_receipts(markup, message);
    markup.close();
    markup.close();
}

}  // namespace boswell::view::html
