// SPDX-License-Identifier: GPL-3.0-or-later
// Miranda NG, its export as JSON: a file for each contact, with settings of the contact and a list
// of events. Times are UTC. The end of the file is missing where Miranda was ended while it wrote.
#include "formats/histories/history.hpp"
#include "formats/histories/history_importer.hpp"
#include "formats/histories/iso_time.hpp"
#include "formats/histories/json_reader.hpp"
#include "formats/histories/named_events.hpp"

namespace boswell::formats {

namespace {

constexpr std::int64_t message_event = 0;

class MirandaJsonImporter : public HistoryImporter {
public:
    MirandaJsonImporter(HistoryFile& file, const HistoryOptions& options)
        : HistoryImporter(file, options), reader_(file.in()) {
        require_account("does not say whose it is");
        reader_.enter('{');
    }
    bool next(Record& record) override;
    bool is_complete() const override { return true; }

private:
    bool find_history();
    void read_info(const Json& info);
    std::optional<MessageRecord> read(const Json& event);
    std::optional<Time> time_of_event(const Json& event);

    JsonReader reader_;
    Jid contact_;
    bool in_history_ = false;
};

/// All settings are {"type": …, "value": …}.
void MirandaJsonImporter::read_info(const Json& info) {
    if (!info.is_object()) return;
    const auto setting = info.find("jid");
    if (setting == info.end()) return;
    const auto text = setting->is_object() ? text_in(*setting, "value") : text_in(info, "jid");
    contact_ = Jid::parse(text).value_or(Jid()).bare();
}

bool MirandaJsonImporter::find_history() {
    std::string key;
    while (reader_.next_member(key)) {
        if (key == "info") {
            read_info(reader_.value());
        } else if (key == "history") {
            if (contact_.empty())
                throw Error("{} has no address of the contact (info, jid): it is not of XMPP",
                            file_.name());
            reader_.enter('[');
            return in_history_ = true;
        } else {
            reader_.skip();
        }
    }
    return false;
}

/// In the order in which Miranda itself prefers them.
std::optional<Time> MirandaJsonImporter::time_of_event(const Json& event) {
    if (const auto iso = parse_iso(text_in(event, "isotime"))) return time_of(*iso);
    for (const auto* name : {"timestamp", "timeStamp"}) {
        const auto found = event.find(name);
        if (found != event.end() && found->is_number_integer())
            return time_of_milliseconds(number_of(*found, 0, INT64_MAX / 1000) * 1000);
    }
    return std::nullopt;
}

std::optional<MessageRecord> MirandaJsonImporter::read(const Json& event) {
    if (!event.is_object()) throw BadField("is no event");
    const auto type = event.find("type");
    if (type != event.end() && *type != message_event) return std::nullopt;
    const auto body = text_in(event, "body");
    if (body.empty()) return std::nullopt;
    const auto time = time_of_event(event);
    if (!time) throw BadField("has no time");
    const bool mine = text_in(event, "flags").find('m') != std::string::npos;
    auto message =
        said(options_.account, contact_, mine ? Direction::out : Direction::in, *time, body);
    return message;
}

bool MirandaJsonImporter::next(Record& record) {
    if (!in_history_ && !find_history()) return false;
    while (reader_.next_element()) {
        const auto begin = reader_.position();
        try {
            if (auto message = read(reader_.value())) {
                record = *std::move(message);
                return true;
            }
        } catch (const BadField& error) {
            if (reader_.is_cut()) break;
            throw BadRecord("{}: byte {}: the event {}", file_.name(), begin + 1, error.what());
        }
        skip();
    }
    if (reader_.is_cut()) remark("has no end: what Miranda wrote last may be missing");
    return false;
}

bool recognises(HistoryFile& file) {
    const auto head = file.head();
    const auto begin = head.substr(0, head.find('"') + 6);
    return begin.starts_with('{') && begin.ends_with("\"info\"") &&
           head.find("\"proto\"") != std::string_view::npos;
}

std::unique_ptr<Importer> make(HistoryFile& file, const HistoryOptions& options) {
    return std::make_unique<MirandaJsonImporter>(file, options);
}

}  // namespace

extern constinit const HistoryFormat miranda_json_history_format = {
    .name = "miranda-json",
    .summary = "Miranda NG, exported as JSON",
    .recognises = recognises,
    .importer = make,
};

}  // namespace boswell::formats
