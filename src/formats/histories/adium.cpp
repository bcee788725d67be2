// SPDX-License-Identifier: GPL-3.0-or-later
// Adium: Logs/Jabber.alice@x.test/bob@x.test/….chatlog/….xml, a <chat> of <message>s and <status>.
// Times have an offset. The end is missing where Adium was ended meanwhile.
#include "base/text.hpp"
#include "formats/histories/history.hpp"
#include "formats/histories/history_importer.hpp"
#include "formats/histories/iso_time.hpp"
#include "formats/histories/xml_items.hpp"

namespace boswell::formats {

namespace {

constexpr std::string_view chat_namespace = "http://purl.org/net/ulf/ns/0.4-02";

/// What people read of XHTML.
std::string shown_text(const stanza::Element& element) {
    std::string text;
    std::size_t place = 0;
    for (const auto& child : element.children()) {
        text += element.text().substr(place, child.place() - place);
        place = child.place();
        text += child.name() == "br" ? "\n" : shown_text(child);
    }
    return text.append(element.text().substr(place));
}

class AdiumImporter : public HistoryImporter {
public:
    AdiumImporter(HistoryFile& file, const HistoryOptions& options)
        : HistoryImporter(file, options), items_(file.in(), XmlItems::Doctype::refused) {}
    bool next(Record& record) override;

private:
    void read_root();
    bool read(const stanza::Element& item, Record& record);

    XmlItems items_;
    Jid account_;
    Jid contact_;
};

void AdiumImporter::read_root() {
    const auto account = Jid::parse(items_.root()->attribute("account"));
    if (!account || account->localpart().empty()) {
        require_account("does not say whose it is");
        account_ = options_.account;
    } else {
        account_ = account->bare();
    }
    // The file is in a bundle, which is in a folder with the contact's name; or there itself.
    for (const std::size_t up : {2, 1}) {
        const auto contact = Jid::parse(file_.part(up));
        if (contact_.empty() && contact && !contact->localpart().empty() &&
            file_.part(up).find(' ') == std::string::npos)
            contact_ = contact->bare();
    }
}

bool AdiumImporter::read(const stanza::Element& item, Record& record) {
    const bool is_message = item.name() == "message";
    if (!is_message && item.name() != "status") return false;
    const auto iso = parse_iso(item.attribute("time"));
    const auto time = !iso ? std::nullopt : iso->offset ? time_of(*iso) : local(iso->time);
    const auto sender = Jid::parse(item.attribute("sender"));
    if (!time || !sender)
        throw BadRecord("{}: element {} has no {}", file_.name(), items_.number(),
                        time ? "sender" : "time");
    const bool ours = sender->bare() == account_;
    if (!ours && contact_.empty()) contact_ = sender->bare();
    const auto text = shown_text(item);
    if (is_message) {
        if (trim(text).empty()) return false;
        if (contact_.empty())
            throw BadRecord("{}: element {}: nothing says to whom", file_.name(), items_.number());
        record = said(account_, contact_, ours ? Direction::out : Direction::in, *time, text);
        return true;
    }
    const auto type = item.attribute("type");
    const bool online = type == "online" || type == "available" || type == "away";
    if (ours || (!online && type != "offline")) return false;
    record = seen(account_, *sender, online ? PresenceType::available : PresenceType::unavailable,
                  type == "away" ? Show::away : Show::available, *time, text);
    return true;
}

bool AdiumImporter::next(Record& record) {
    while (const auto item = items_.next()) {
        if (account_.empty()) read_root();
        if (read(item->root(), record)) return true;
        skip();
    }
    if (!items_.is_complete()) remark("has no </chat>: what Adium wrote last may be missing");
    return false;
}

/// Of the services those that are XMPP.
bool recognises(HistoryFile& file) {
    const auto head = file.head();
    if (!head.starts_with('<') || head.find(chat_namespace) == std::string_view::npos) return false;
    for (const auto* service : {"Jabber", "GTalk", "Facebook", "LiveJournal"}) {
        if (head.find(fmt::format("service=\"{}\"", service)) != std::string_view::npos)
            return true;
    }
    return false;
}

std::unique_ptr<Importer> make(HistoryFile& file, const HistoryOptions& options) {
    return std::make_unique<AdiumImporter>(file, options);
}

}  // namespace

extern constinit const HistoryFormat adium_history_format = {
    .name = "adium",
    .summary = "Adium (Logs/….chatlog)",
    .recognises = recognises,
    .importer = make,
};

}  // namespace boswell::formats
