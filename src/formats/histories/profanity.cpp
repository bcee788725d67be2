// SPDX-License-Identifier: GPL-3.0-or-later
// Profanity's logs as text: chatlogs/alice_at_x.test/bob_at_x.test/2011_12_14.log, and with rooms/
// before the name of a room. A line is "TIME - NAME: text" or "TIME - *NAME does"; what goes on in
// other lines begins anyhow. We are "me".
#include "formats/histories/history.hpp"
#include "formats/histories/history_importer.hpp"
#include "formats/histories/iso_time.hpp"

namespace boswell::formats {

namespace {

constexpr std::string_view own_name = "me";

struct Line {
    Time stamp;
    std::string name;
    std::string text;
};

/// Nothing for a line that goes on with the one before.
std::optional<Line> parse(std::string_view line) {
    constexpr std::string_view separator = " - ";
    const auto end = line.find(separator);
    const auto iso = end == std::string_view::npos ? std::nullopt : parse_iso(line.substr(0, end));
    const auto time = iso ? time_of(*iso) : std::nullopt;
    if (!time) return std::nullopt;
    line.remove_prefix(end + separator.size());
    const bool does = line.starts_with('*');
    if (does) line.remove_prefix(1);
    const std::string_view after_name = does ? " " : ": ";
    const auto name = line.find(after_name);
    if (name == std::string_view::npos) return Line{*time, "", std::string(line)};
    return Line{*time, std::string(line.substr(0, name)),
                (does ? "/me " : "") + std::string(line.substr(name + after_name.size()))};
}

class ProfanityImporter : public HistoryImporter {
public:
    ProfanityImporter(HistoryFile& file, const HistoryOptions& options)
        : HistoryImporter(file, options),
          lines_(file.in()),
          with_(address_in_name(file.part(1))),
          in_room_(file.part(2) == "rooms"),
          account_(address_in_name(file.part(in_room_ ? 3 : 2))) {
        if (with_.empty())
            throw Error("{} is not in a folder with the name of a contact", file.name());
        if (!account_.empty()) return;
        require_account("is not in a folder with the name of an account");
        account_ = options.account;
    }
    bool next(Record& record) override;

private:
    std::optional<Line> next_line();
    MessageRecord message(const Line& line) const;

    LineReader lines_;
    std::string line_;
    std::optional<Line> ahead_;
    Jid with_;
    bool in_room_;
    Jid account_;
};

/// With all lines that belong to it.
std::optional<Line> ProfanityImporter::next_line() {
    auto whole = std::exchange(ahead_, std::nullopt);
    while (lines_.next(line_)) {
        if (auto begun = parse(line_)) {
            if (whole) {
                ahead_ = std::move(begun);
                return whole;
            }
            whole = std::move(begun);
        } else if (whole && whole->text.size() < LineReader::longest) {
            whole->text += "\n" + line_;
        } else {
            skip();
        }
    }
    return whole;
}

MessageRecord ProfanityImporter::message(const Line& line) const {
    if (in_room_) return said_in_room(account_, with_, line.name, line.stamp, line.text);
    const auto direction = line.name == own_name ? Direction::out : Direction::in;
    return said(account_, with_, direction, line.stamp, line.text);
}

bool ProfanityImporter::next(Record& record) {
    while (const auto line = next_line()) {
        if (line->name.empty() || line->text.empty()) {
            skip();
            continue;
        }
        record = message(*line);
        return true;
    }
    return false;
}

bool recognises(HistoryFile& file) {
    const auto name = file.part(0);
    const bool named = name.size() == 14 && name.ends_with(".log") && name[4] == '_' &&
                       name[7] == '_' && !address_in_name(file.part(1)).empty();
    const auto head = file.head();
    return named && !file.is_sqlite() && parse(head.substr(0, head.find('\n'))).has_value();
}

std::unique_ptr<Importer> make(HistoryFile& file, const HistoryOptions& options) {
    return std::make_unique<ProfanityImporter>(file, options);
}

}  // namespace

extern constinit const HistoryFormat profanity_history_format = {
    .name = "profanity",
    .summary = "Profanity's logs as text (chatlogs)",
    .recognises = recognises,
    .importer = make,
};

}  // namespace boswell::formats
