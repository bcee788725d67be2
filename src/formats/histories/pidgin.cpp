// SPDX-License-Identifier: GPL-3.0-or-later
// Pidgin and other programs with libpurple: a file for each conversation, as HTML or plain text,
// and .system folders with what was seen of contacts. The name of the file has the date and what
// local time is ahead of UTC; its lines have the time of day.
#include "formats/histories/conversation_names.hpp"
#include "formats/histories/history.hpp"
#include "formats/histories/history_importer.hpp"
#include "formats/histories/pidgin_lines.hpp"
#include "formats/histories/pidgin_path.hpp"
#include "formats/histories/pidgin_status.hpp"

#include <algorithm>

namespace boswell::formats {

namespace {

// A day's talk in a busy room has a hundredth of that.
constexpr std::size_t longest_log = 64u << 20;

using Kind = PidginPath::Kind;
using Said = PidginLine::Said;

class PidginImporter : public HistoryImporter {
public:
    PidginImporter(HistoryFile& file, const HistoryOptions& options, PidginPath path);
    bool next(Record& record) override;

private:
    void read_lines();
    void find_names();
    std::optional<Time> time_of(const ClockText& clock);
    std::optional<Direction> direction_of(const PidginLine& line) const;
    bool read(const PidginLine& line, Record& record);
    bool read_status(const PidginLine& line, Record& record);

    PidginPath path_;
    bool html_;
    std::vector<PidginLine> lines_;
    std::size_t next_ = 0;
    CivilTime last_;
    std::optional<ConversationNames> names_;
};

PidginImporter::PidginImporter(HistoryFile& file, const HistoryOptions& options, PidginPath path)
    : HistoryImporter(file, options),
      path_(std::move(path)),
      html_(file.part(0).ends_with(".html")),
      last_(path_.begin) {
    if (path_.account.empty()) {
        require_account("is not in a folder with the name of an account");
        path_.account = options_.account;
    }
    if (path_.kind != Kind::system && path_.with.empty())
        throw Error("{} is not in a folder with the name of a contact, as Pidgin keeps it",
                    file.name());
    read_lines();
    find_names();
}

/// What is around the entries. A conversation that is taken up again has a second beginning.
bool is_frame(std::string_view line) {
    static constexpr std::string_view begins[] = {"</p>", "</body>", "</html>", "<!DOCTYPE ",
                                                  "<html>"};
    return std::ranges::any_of(begins, [&](auto begin) { return line.starts_with(begin); });
}

void PidginImporter::read_lines() {
    LineReader lines(file_.in());
    std::string line;
    std::size_t size = 0;
    bool goes_on = false;
    while (lines.next(line)) {
        size += line.size();
        if (size > longest_log)
            throw Error("{} is longer than {} bytes", file_.name(), longest_log);
        if (path_.kind == Kind::system) {
            if (auto status = parse_pidgin_status(line)) lines_.push_back(*std::move(status));
        } else if (auto entry = html_ ? parse_pidgin_html(line) : parse_pidgin_text(line)) {
            lines_.push_back(*std::move(entry));
            goes_on = true;
        } else if (html_ && is_frame(line)) {
            goes_on = false;
        } else if (goes_on) {
            auto rest = html_ ? continued_pidgin_html(line) : line;
            lines_.back().text += "\n" + rest;
        }
    }
}

/// In rooms nobody but us has our name.
void PidginImporter::find_names() {
    std::set<std::string> names;
    std::set<std::string> own;
    std::set<std::string> others;
    for (const auto& line : lines_) {
        if (line.said == Said::by_us) own.insert(line.name);
        if (line.said == Said::by_them) others.insert(line.name);
        if (line.said == Said::by_name) names.insert(line.name);
    }
    const auto names_jid = [](const std::string& name, const Jid& jid) {
        const auto parsed = Jid::parse(name);
        return parsed && !parsed->localpart().empty() && parsed->bare() == jid.bare();
    };
    names_.emplace(
        names,
        [&](const std::string& name) {
            return own.contains(name) || is_own_name(name) || names_jid(name, path_.account);
        },
        [&](const std::string& name) {
            if (path_.kind == Kind::room || others.contains(name)) return true;
            const auto told = options_.contacts.find(name);
            if (told != options_.contacts.end() && told->second == path_.with.bare()) return true;
            return names_jid(name, path_.with) || name == path_.with.localpart();
        });
    if (const auto unknown = names_->unknown(); !unknown.empty())
        throw Error(
            "{}: who of {} is the owner of {}? Say it with --me NAME, or who is {} with "
            "--contact NAME={}",
            file_.name(), unknown, path_.account.str(), path_.with.bare().str(),
            path_.with.bare().str());
}

std::optional<Direction> PidginImporter::direction_of(const PidginLine& line) const {
    if (line.said == Said::by_us) return Direction::out;
    if (line.said == Said::by_them) return Direction::in;
    return names_->direction_of(line.name);
}

/// Those of a time, as if it were in UTC.
static Time in_utc(const CivilTime& time) { return TimeZone::named("UTC").at(time); }

static CivilTime nearest(const CivilTime& one, const CivilTime& other, const CivilTime& to) {
    const auto apart = [&](const CivilTime& time) {
        return std::chrono::abs(in_utc(time) - in_utc(to));
    };
    return is_civil(other) && apart(other) < apart(one) ? other : one;
}

static int second_of_day(const CivilTime& time) {
    return time.hour * 3600 + time.minute * 60 + time.second;
}

/// A line has a date if it is much older than when it came, or in the system log. Otherwise
/// midnight has passed where the clock goes back by more than it is ever set back.
std::optional<Time> PidginImporter::time_of(const ClockText& clock) {
    auto time = clock.time;
    if (clock.has_date) {
        if (clock.is_day_uncertain) time = nearest(time, swapped(time), last_);
        if (path_.kind == Kind::system) last_ = time;
    } else {
        std::tie(time.year, time.month, time.day) = std::tie(last_.year, last_.month, last_.day);
        if (second_of_day(time) + 3660 < second_of_day(last_)) ++time.day;
        last_ = time = TimeZone::named("UTC").civil(in_utc(time));
    }
    if (!path_.offset) return local(time);
    if (!is_civil(time)) return std::nullopt;
    return in_utc(time) - *path_.offset;
}

bool PidginImporter::next(Record& record) {
    while (next_ < lines_.size()) {
        const auto& line = lines_[next_++];
        if (path_.kind == Kind::system ? read_status(line, record) : read(line, record))
            return true;
        skip();
    }
    return false;
}

bool PidginImporter::read(const PidginLine& line, Record& record) {
    const auto time = time_of(line.clock);
    if (line.said == Said::by_nobody || line.text.empty()) return false;
    if (!time) throw BadRecord("{}: entry {} has no date", file_.name(), next_);
    const auto direction = direction_of(line);
    if (!direction) return false;
    if (path_.kind == Kind::room) {
        auto said = said_in_room(path_.account, path_.with, line.name, *time, line.text);
        said.direction = *direction;
        said.to = *direction == Direction::in ? path_.account : path_.with;
        record = said;
    } else if (path_.kind == Kind::private_in_room) {
        record = said_in_private(path_.account, path_.with, *direction, *time, line.text);
    } else {
        record = said(path_.account, path_.with, *direction, *time, line.text);
    }
    return true;
}

/// The name is the contact's address, the text the state.
bool PidginImporter::read_status(const PidginLine& line, Record& record) {
    const auto time = time_of(line.clock);
    const auto contact = Jid::parse(line.name);
    const auto state = pidgin_state(line.text);
    if (!time || !contact || !state) return false;
    record = seen(path_.account, *contact, state->type, state->show, *time, "");
    return true;
}

bool recognises(HistoryFile& file) {
    return parse_pidgin_path(file).has_value() && !file.is_sqlite();
}

std::unique_ptr<Importer> make(HistoryFile& file, const HistoryOptions& options) {
    const auto path = parse_pidgin_path(file);
    if (!path)
        throw Error(
            "{} is not where, and named as, Pidgin keeps its logs: "
            "logs/jabber/ACCOUNT/CONTACT/2011-12-14.110005+0100CET.html",
            file.name());
    return std::make_unique<PidginImporter>(file, options, *path);
}

}  // namespace

extern constinit const HistoryFormat pidgin_history_format = {
    .name = "pidgin",
    .summary = "Pidgin and others with libpurple (.purple/logs/jabber)",
    .times = Times::local,
    .recognises = recognises,
    .importer = make,
};

}  // namespace boswell::formats
