// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/html/transcript.hpp"

#include "base/printable.hpp"
#include "base/text.hpp"
#include "view/message_text.hpp"
#include "view/presence_strip.hpp"
#include "view/times.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace boswell::view::html {

/// After such a pause the sender is named again.
static constexpr auto pause_within_group = std::chrono::minutes(10);
static constexpr std::size_t quoted_bytes = 120;

Transcript::Transcript(const TranscriptSources& sources)
    : from_(sources),
      faces_(sources.surroundings, sources.addresses.picture),
      markup_(body_, Markup::Lines::none) {}

void Transcript::begin_conversation(const Jid& account, const Jid& with, bool is_room) {
    account_ = account;
    with_ = with;
    is_room_ = is_room;
    name_ = from_.names.of(account, with);
    if (name_.empty()) name_ = printable(with.str());
    quotes_.clear();
    presence_.clear();
    presence_period_ = {};
    gaps_.reset(from_.surroundings.gaps ? from_.surroundings.gaps(account, with)
                                        : std::vector<GapRecord>());
}

void Transcript::begin_page(std::string file) {
    file_ = std::move(file);
    body_.clear();
    days_.clear();
    day_ = {};
    is_in_section_ = false;
    has_strips_ = false;
    last_.reset();
    faces_.begin_page();
}

/// That of the day, if it is not read yet.
void Transcript::read_presence() {
    if (!from_.surroundings.presence || is_room_) return;
    if (day_.since >= presence_period_.since && day_.until <= presence_period_.until) return;
    presence_period_ = {day_.since, std::max(day_.until, day_.since + from_.presence_ahead)};
    presence_ = from_.surroundings.presence(account_, with_, presence_period_);
}

void Transcript::end_page() {
    if (is_in_section_) markup_.close();
    is_in_section_ = false;
    last_.reset();
}

void Transcript::begin_day(Time time) {
    end_page();
    told_.clear();
    const auto& zone = from_.zone;
    const auto begin = zone.start_of_day(time);
    day_ = {begin, zone.start_of_day(begin + std::chrono::hours(36))};
    days_.push_back(
        {.date = date_and_minute(time, zone).substr(0, 10), .heading = day_heading(time, zone)});
    markup_.open("section", {{"class", "day"}});
    is_in_section_ = true;
    markup_.element("h2", {{"id", "d" + days_.back().date}}, days_.back().heading);
    read_presence();
    if (!is_presence_known(presence_, day_)) return;
    write_presence_strip(markup_, name_, presence_, day_, zone);
    has_strips_ = true;
}

void Transcript::write_gaps_before(Time time) {
    if (!gaps_.has_before(time)) return;
    gaps_.write_before(markup_, time, from_.zone);
    last_.reset();
}

Sender Transcript::sender_of(const MessageRecord& message) {
    return {.name = from_.names.sender(message),
            .other_name = from_.names.other_name(message),
            .hue = faces_.hue_of(message),
            .picture = faces_.class_of(message),
            .picture_at = faces_.address_of(message)};
}

/// The other name of somebody is told once a day.
std::string Transcript::untold_name(const Sender& sender) {
    const auto both = sender.name + " (" + sender.other_name;
    return sender.other_name.empty() || !told_.insert(both).second ? "" : sender.other_name;
}

bool Transcript::is_first(const MessageRecord& message, const Sender& sender) const {
    return !last_ || *last_ != sender || message.stamp - last_stamp_ > pause_within_group;
}

void Transcript::keep_quote(const MessageRecord& message, const std::string& page) {
    quotes_.add(message.id, {.page = page,
                             .name = from_.names.sender(message),
                             .text = std::string(utf8_prefix(shown_body(message), quoted_bytes))});
}

/// Of a message that no page before has shown.
void Transcript::look_up_quote(const MessageRecord& reply) {
    const auto id = reply.reply_to ? reply.reply_to->id : 0;
    if (id == 0 || !from_.surroundings.message || quotes_.find(id) != nullptr) return;
    if (const auto message = from_.surroundings.message(id))
        keep_quote(*message, from_.addresses.message(id));
}

void Transcript::add(const MessageRecord& message) {
    if (days_.empty() || message.stamp < day_.since || message.stamp >= day_.until)
        begin_day(message.stamp);
    write_gaps_before(message.stamp);
    look_up_quote(message);
    auto sender = sender_of(message);
    const bool first = is_first(message, sender);
    const auto& address = from_.addresses.message;
    const auto& whole = from_.addresses.text;
    write_message(markup_, message, sender,
                  {.zone = from_.zone,
                   .quotes = quotes_,
                   .page = file_,
                   .is_first = first,
                   .other_name = first ? untold_name(sender) : "",
                   .address = address ? address(message.id) : "",
                   .longest_text = from_.longest_text,
                   .whole = whole ? whole(message.id) : ""});
    body_ += '\n';
    ++days_.back().messages;
    keep_quote(message, file_);
    last_ = std::move(sender);
    last_stamp_ = message.stamp;
}

void Transcript::end_conversation() {
    write_gaps_before(Time::max());
    end_page();
}

}  // namespace boswell::view::html
