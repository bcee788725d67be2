// SPDX-License-Identifier: GPL-3.0-or-later
// poezio: logs/bob@x.test, with lines "MR 20111214T10:00:05Z 001 <bob>  text", of which the number
// says how many lines follow that belong to it, each behind a blank. Rooms and contacts have the
// same lines. Times are UTC.
#include "formats/histories/conversation_names.hpp"
#include "formats/histories/history.hpp"
#include "formats/histories/history_importer.hpp"
#include "formats/histories/log_line.hpp"

#include <vector>

namespace boswell::formats {

namespace {

constexpr std::size_t longest_log = 256u << 20;

struct Entry {
    Time stamp;
    std::string name;
    std::string text;
};

class PoezioImporter : public HistoryImporter {
public:
    PoezioImporter(HistoryFile& file, const HistoryOptions& options)
        : HistoryImporter(file, options) {
        require_account("does not say whose it is");
        const auto with = Jid::parse(file.part(0));
        if (!with) throw Error("{} is not named after a contact or a room", file.name());
        with_ = with->bare();
        read_lines();
        if (!in_room_) find_names();
    }
    bool next(Record& record) override;

private:
    void read_lines();
    void add(const LogLine& line);
    void find_names();

    Jid with_;
    std::vector<Entry> entries_;
    std::set<std::string> names_;
    std::optional<ConversationNames> sides_;
    bool in_room_ = false;
    std::size_t next_ = 0;
};

void PoezioImporter::add(const LogLine& line) {
    const auto end = line.text.find(">  ");
    if (line.info != 'R' || !line.text.starts_with('<') || end == std::string::npos) {
        // Nobody joins a conversation of two.
        in_room_ = in_room_ || line.text.find("joined the room") != std::string::npos;
        return skip();
    }
    entries_.push_back({line.stamp, line.text.substr(1, end - 1), line.text.substr(end + 3)});
    names_.insert(entries_.back().name);
    in_room_ = in_room_ || names_.size() > 2;
}

void PoezioImporter::read_lines() {
    LineReader lines(file_.in());
    std::string text;
    std::size_t size = 0;
    while (lines.next(text)) {
        size += text.size();
        if (size > longest_log)
            throw Error("{} is longer than {} bytes", file_.name(), longest_log);
        auto line = parse_log_line(text);
        if (!line) {
            skip();
            continue;
        }
        while (line->more-- > 0 && lines.next(text))
            line->text += "\n" + (text.starts_with(' ') ? text.substr(1) : text);
        add(*line);
    }
}

void PoezioImporter::find_names() {
    sides_.emplace(
        names_, [&](const std::string& name) { return is_own_name(name); },
        [&](const std::string& name) {
            return name == with_.localpart() || contact_named(name) == std::optional(with_);
        });
    if (const auto unknown = sides_->unknown(); !unknown.empty())
        throw Error("{}: which of {} are you? Say it with --me NAME", file_.name(), unknown);
}

bool PoezioImporter::next(Record& record) {
    if (next_ == entries_.size()) return false;
    const auto& entry = entries_[next_++];
    if (in_room_) {
        record = said_in_room(options_.account, with_, entry.name, entry.stamp, entry.text);
        return true;
    }
    const auto direction = sides_->direction_of(entry.name).value_or(Direction::in);
    record = said(options_.account, with_, direction, entry.stamp, entry.text);
    return true;
}

bool recognises(HistoryFile& file) {
    const auto head = file.head();
    const auto line = parse_log_line(head.substr(0, head.find('\n')));
    return line && line->type == 'M' && Jid::parse(file.part(0)) && has_named_line(head);
}

std::unique_ptr<Importer> make(HistoryFile& file, const HistoryOptions& options) {
    return std::make_unique<PoezioImporter>(file, options);
}

}  // namespace

extern constinit const HistoryFormat poezio_history_format = {
    .name = "poezio",
    .summary = "poezio (logs)",
    .recognises = recognises,
    .importer = make,
};

}  // namespace boswell::formats
