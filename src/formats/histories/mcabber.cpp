// SPDX-License-Identifier: GPL-3.0-or-later
// mcabber: histo/bob@x.test, with lines "MR 20111214T10:00:05Z 001 text", of which the number says
// how many lines follow that belong to it. Times are UTC.
#include "formats/histories/history.hpp"
#include "formats/histories/history_importer.hpp"
#include "formats/histories/log_line.hpp"

namespace boswell::formats {

namespace {

struct State {
    PresenceType type;
    Show show;
};

std::optional<State> state_of(char info) {
    switch (info) {
        case '_':
            return State{PresenceType::unavailable, Show::available};
        case 'O':
            return State{PresenceType::available, Show::available};
        case 'F':
            return State{PresenceType::available, Show::chat};
        case 'D':
            return State{PresenceType::available, Show::dnd};
        case 'N':
            return State{PresenceType::available, Show::xa};
        case 'A':
            return State{PresenceType::available, Show::away};
        default:
            return std::nullopt;
    }
}

class McabberImporter : public HistoryImporter {
public:
    McabberImporter(HistoryFile& file, const HistoryOptions& options)
        : HistoryImporter(file, options), lines_(file.in()) {
        require_account("does not say whose it is");
        const auto contact = Jid::parse(file.part(0));
        if (!contact) throw Error("{} is not named after a contact", file.name());
        contact_ = contact->bare();
    }
    bool next(Record& record) override;

private:
    bool read(const LogLine& line, Record& record) const;

    LineReader lines_;
    std::string line_;
    Jid contact_;
};

bool McabberImporter::read(const LogLine& line, Record& record) const {
    const auto state = line.type == 'S' ? state_of(line.info) : std::nullopt;
    if (state) {
        record = seen(options_.account, contact_, state->type, state->show, line.stamp, line.text);
        return true;
    }
    const bool is_message = line.type == 'M' && (line.info == 'S' || line.info == 'R');
    if (!is_message || line.text.empty()) return false;
    const auto direction = line.info == 'S' ? Direction::out : Direction::in;
    record = said(options_.account, contact_, direction, line.stamp, line.text);
    return true;
}

bool McabberImporter::next(Record& record) {
    while (lines_.next(line_)) {
        auto line = parse_log_line(line_);
        if (!line) throw BadRecord("{}:{}: is no line of mcabber's", file_.name(), lines_.number());
        while (line->more-- > 0 && lines_.next(line_)) line->text += "\n" + line_;
        if (read(*line, record)) return true;
        skip();
    }
    return false;
}

bool recognises(HistoryFile& file) {
    const auto head = file.head();
    const auto line = parse_log_line(head.substr(0, head.find('\n')));
    return line && (line->type == 'S' || line->type == 'M') && Jid::parse(file.part(0)) &&
           !has_named_line(head);
}

std::unique_ptr<Importer> make(HistoryFile& file, const HistoryOptions& options) {
    return std::make_unique<McabberImporter>(file, options);
}

}  // namespace

extern constinit const HistoryFormat mcabber_history_format = {
    .name = "mcabber",
    .summary = "mcabber (histo)",
    .recognises = recognises,
    .importer = make,
};

}  // namespace boswell::formats
