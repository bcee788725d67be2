// SPDX-License-Identifier: GPL-3.0-or-later
// Psi and Psi+: a file for each contact, history/bob_at_x.test.history, with a line for each event:
//
//     |2011-12-14T11:00:05|1|from|N---|hello \p pipe\nline two
//
// Times are local. Of the account nothing is said.
#include "base/integer.hpp"
#include "base/text.hpp"
#include "formats/histories/decoded_twice.hpp"
#include "formats/histories/history.hpp"
#include "formats/histories/history_importer.hpp"
#include "formats/histories/iso_time.hpp"
#include "formats/histories/psi_event.hpp"

#include <vector>

namespace boswell::formats {

namespace {

constexpr std::string_view extension = ".history";

/// Empty if the file is not named after a contact.
Jid contact_of(const std::string& name) {
    if (!name.ends_with(extension)) return {};
    return address_in_name(std::string_view(name).substr(0, name.size() - extension.size()));
}

class PsiImporter : public HistoryImporter {
public:
    PsiImporter(HistoryFile& file, const HistoryOptions& options)
        : HistoryImporter(file, options), lines_(file.in()) {
        require_account("does not say which account it belongs to");
        const auto contact = contact_of(file.part(0));
        if (contact.empty())
            throw Error("{} is not named after a contact, as in bob_at_x.test.history",
                        file.name());
        contact_ = contact;
    }
    bool next(Record& record) override;

private:
    bool read(Record& record);

    LineReader lines_;
    std::string line_;
    Jid contact_;
};

/// The text as it was written, without the escapes.
std::string unescaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            out += text[i];
        } else if (++i < text.size()) {
            if (text[i] == 'n') out += '\n';
            if (text[i] == 'p') out += '|';
            if (text[i] == '\\') out += '\\';
        }
    }
    return out;
}

std::vector<std::string_view> fields_of(std::string_view line, std::size_t most) {
    std::vector<std::string_view> fields;
    while (fields.size() + 1 < most) {
        const auto end = line.find('|');
        if (end == std::string_view::npos) break;
        fields.push_back(line.substr(0, end));
        line.remove_prefix(end + 1);
    }
    fields.push_back(line);
    return fields;
}

bool PsiImporter::next(Record& record) {
    while (lines_.next(line_)) {
        if (line_.ends_with('\r')) line_.pop_back();
        if (line_.empty()) continue;
        if (read(record)) return true;
        skip();
    }
    return false;
}

bool PsiImporter::read(Record& record) {
    const auto bad = [&](std::string_view what) {
        return BadRecord("{}:{}: {}", file_.name(), lines_.number(), what);
    };
    const auto head = fields_of(line_, 6);  // the first is what is before the first '|'
    if (head.size() != 6 || !head[0].empty() || head[4].size() < 2) throw bad("is no event");
    const auto civil = parse_iso(head[1]);
    const auto time = civil ? local(civil->time) : std::nullopt;
    if (!time) throw bad("has no time");
    const auto type = parse_integer<int>(head[2], 0, 99);
    if (!type || (head[3] != "to" && head[3] != "from")) throw bad("has no type or direction");
    const auto bits = std::string_view("0123456789abcdef").find(head[4][1]);
    const auto flags = bits == std::string_view::npos ? 0 : bits;
    const std::size_t before_text = (flags & 1 ? 1u : 0u) + (flags & 2 ? 2u : 0u);
    const auto parts = fields_of(head[5], before_text + 1);
    if (parts.size() != before_text + 1) throw bad("has too few fields");
    const auto text = [&](std::size_t field) {
        const auto plain = unescaped(parts[field]);
        // Old versions encoded UTF-8 as if it were Latin-1.
        return head[4][0] == 'N' ? plain : decoded_twice(plain);
    };
    PsiEvent event{.type = *type,
                   .direction = head[3] == "to" ? Direction::out : Direction::in,
                   .subject = flags & 1 ? text(0) : "",
                   .url = flags & 2 ? text(before_text - 2) : "",
                   .url_text = flags & 2 ? text(before_text - 1) : "",
                   .text = text(before_text)};
    if (is_subscription(event)) {
        auto presence = seen(options_.account, contact_, subscription_of(event), Show::available,
                             *time, event.text);
        record = presence;
        return true;
    }
    auto message = said(options_.account, contact_, event.direction, *time, event.text);
    if (!complete(message, event)) return false;
    record = std::move(message);
    return true;
}

bool recognises(HistoryFile& file) {
    if (file.is_sqlite() || contact_of(file.part(0)).empty()) return false;
    const auto head = file.head();
    return head.starts_with('|') && parse_iso(head.substr(1, head.find('|', 1) - 1)).has_value();
}

std::unique_ptr<Importer> make(HistoryFile& file, const HistoryOptions& options) {
    return std::make_unique<PsiImporter>(file, options);
}

}  // namespace

extern constinit const HistoryFormat psi_history_format = {
    .name = "psi",
    .summary = "Psi and Psi+, a file for each contact (.history)",
    .times = Times::local,
    .recognises = recognises,
    .importer = make,
};

}  // namespace boswell::formats
