// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time_zone.hpp"
#include "view/html/faces.hpp"
#include "view/html/gap_notes.hpp"
#include "view/html/message.hpp"
#include "view/html/page_addresses.hpp"
#include "view/html/quotes.hpp"
#include "view/names.hpp"
#include "view/surroundings.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace boswell::view::html {

/// A day that has messages on a page.
struct Day {
    std::string date;     ///< "2026-11-22"; its heading has the id "d2026-11-22"
    std::string heading;  ///< "Sunday, 22 November 2026"
    std::int64_t messages = 0;
};

/// What a transcript is made with; all of it outlives it.
struct TranscriptSources {
    const TimeZone& zone;
    const Names& names;
    const Surroundings& surroundings;
    PageAddresses addresses = {};
    std::size_t longest_text = 0;  ///< see MessagePlace
    /// Presence is read for so much time at once: to ask for each day of many would cost more than
    /// all else.
    milliseconds presence_ahead = std::chrono::days(366);
};

/// The messages of one conversation, page by page: days under headings, and what is known of the
/// times between.
class Transcript {
public:
    explicit Transcript(const TranscriptSources& sources);

    void begin_conversation(const Jid& account, const Jid& with, bool is_room);
    /// `file` is the page's name, for replies from later pages.
    void begin_page(std::string file);
    void add(const MessageRecord& message);
    /// Tells what is known of the time after the last message; then end_page().
    void end_conversation();
    void end_page();

    /// What is between the page's header and footer.
    const std::string& body() const { return body_; }
    const std::string& style() const { return faces_.style(); }
    const std::vector<Day>& days() const { return days_; }
    /// True if a day of the page has a strip that shows presence.
    bool has_strips() const { return has_strips_; }
    /// What people call the one that the conversation is with; the address if nothing else is
    /// known.
    const std::string& name() const { return name_; }
    /// By which name the last message was shown, for a search.
    const std::string& last_sender() const { return last_->name; }

private:
    void read_presence();
    void begin_day(Time time);
    bool is_first(const MessageRecord& message, const Sender& sender) const;
    /// Remembers what a reply shows of the message.
    void keep_quote(const MessageRecord& message, const std::string& page);
    void look_up_quote(const MessageRecord& reply);
    Sender sender_of(const MessageRecord& message);
    std::string untold_name(const Sender& sender);
    void write_gaps_before(Time time);

    TranscriptSources from_;
    Faces faces_;
    GapNotes gaps_;
    Quotes quotes_;
    Jid account_;
    Jid with_;
    bool is_room_ = false;
    std::string name_;
    std::string file_;
    std::vector<PresenceInterval> presence_;  // within that period
    Period presence_period_{};
    bool has_strips_ = false;
    std::string body_;
    Markup markup_;
    std::vector<Day> days_;
    Period day_{};                // of the last message
    std::set<std::string> told_;  // which names of now and then were told on this day
    bool is_in_section_ = false;
    std::optional<Sender> last_;  // of the message before, if nothing is between
    Time last_stamp_;
};

}  // namespace boswell::view::html
