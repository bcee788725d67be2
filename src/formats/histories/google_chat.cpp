// SPDX-License-Identifier: GPL-3.0-or-later
// Google Chat, from Google's Takeout: Google Chat/Groups/DM …/messages.json. It has addresses, and
// dates as a person with English as language reads them, in UTC.
#include "base/text.hpp"
#include "formats/histories/clock_text.hpp"
#include "formats/histories/history.hpp"
#include "formats/histories/json_reader.hpp"
#include "formats/histories/named_events.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace boswell::formats {

namespace {

constexpr std::array<std::string_view, 12> months = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

/// "Tuesday, September 10, 2024 at 8:44:40 PM UTC".
std::optional<Time> parse_date(std::string_view text) {
    std::string spaced(text);
    std::ranges::replace(spaced, ',', ' ');
    const auto words = split(spaced, ' ');
    if (words.size() < 7 || words[4] != "at" || words.back() != "UTC") return std::nullopt;
    const auto month = std::ranges::find(months, to_lower(words[1]));
    if (month == months.end()) return std::nullopt;
    std::string shown = fmt::format("{}-{}-{}", words[3], month - months.begin() + 1, words[2]);
    for (std::size_t i = 5; i + 1 < words.size(); ++i) shown += fmt::format(" {}", words[i]);
    const auto clock = parse_clock(shown);
    if (!clock || !clock->has_date || !is_civil(clock->time)) return std::nullopt;
    return TimeZone::named("UTC").at(clock->time);
}

/// A list of two people, or a space of many, is one file: it is read whole, so that it is known who
/// took part before the first message is told.
class GoogleChatImporter : public NamedEvents {
public:
    GoogleChatImporter(HistoryFile& file, const HistoryOptions& options)
        : NamedEvents(file, options), reader_(file.in()) {
        require_account("does not say whose it is");
    }
    bool next(Record& record) override;

private:
    struct Entry {
        std::string from;
        Time stamp;
        std::string text;
    };
    void read_all();
    void read(const Json& message);

    JsonReader reader_;
    std::vector<Entry> entries_;
    std::vector<std::string> bad_;
    std::optional<Jid> contact_;
    bool is_read_ = false;
    std::size_t next_ = 0;
};

void GoogleChatImporter::read(const Json& message) {
    const auto text = text_in(message, "text");
    const auto* creator = inner(message, "creator");
    if (text.empty() || creator == nullptr) return skip();  // files, and what was deleted
    const auto date = text_in(message, "created_date");
    const auto time = parse_date(date);
    if (!time)
        throw BadField("has the date '{}'; only those in English are known here",
                       utf8_prefix(date, 60));
    const auto from = text_in(*creator, "email");
    entries_.push_back({from.empty() ? text_in(*creator, "name") : from, *time, text});
}

void GoogleChatImporter::read_all() {
    is_read_ = true;
    std::string key;
    reader_.enter('{');
    while (reader_.next_member(key)) {
        if (key != "messages") {
            reader_.skip();
            continue;
        }
        reader_.enter('[');
        while (reader_.next_element()) {
            const auto begin = reader_.position();
            try {
                read(reader_.value());
            } catch (const BadField& error) {
                bad_.push_back(fmt::format("{}: byte {}: the message {}", file_.name(), begin + 1,
                                           error.what()));
            }
        }
    }
    std::set<std::string> names{options_.account.str()};
    for (const auto& entry : entries_) names.insert(entry.from);
    if (!entries_.empty()) contact_ = find_contact(names);
}

bool GoogleChatImporter::next(Record& record) {
    if (!is_read_) read_all();
    if (!bad_.empty()) {
        const auto message = bad_.back();
        bad_.pop_back();
        throw BadRecord("{}", message);
    }
    while (next_ < entries_.size()) {
        const auto& entry = entries_[next_++];
        if (!contact_) {
            skip();
            continue;
        }
        const auto direction = is_own_name(entry.from) ? Direction::out : Direction::in;
        record = said(options_.account, *contact_, direction, entry.stamp, entry.text);
        return true;
    }
    return false;
}

bool recognises(HistoryFile& file) {
    const auto head = file.head();
    return head.starts_with('{') && head.find("\"messages\"") != std::string_view::npos &&
           head.find("\"creator\"") != std::string_view::npos &&
           head.find("\"created_date\"") != std::string_view::npos;
}

std::unique_ptr<Importer> make(HistoryFile& file, const HistoryOptions& options) {
    return std::make_unique<GoogleChatImporter>(file, options);
}

}  // namespace

extern constinit const HistoryFormat google_chat_history_format = {
    .name = "google-chat",
    .summary = "Google Chat, from Takeout (messages.json)",
    .recognises = recognises,
    .importer = make,
};

}  // namespace boswell::formats
