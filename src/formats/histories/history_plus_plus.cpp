// SPDX-License-Identifier: GPL-3.0-or-later
// Miranda's History++, exported as XML: <IMHISTORY> of <EVENT>s. The document defines an entity for
// the name of the account's owner. Times are local.
#include "base/text.hpp"
#include "formats/histories/clock_text.hpp"
#include "formats/histories/history.hpp"
#include "formats/histories/history_importer.hpp"
#include "formats/histories/iso_time.hpp"
#include "formats/histories/xml_items.hpp"

namespace boswell::formats {

namespace {

class HistoryPlusPlusImporter : public HistoryImporter {
public:
    HistoryPlusPlusImporter(HistoryFile& file, const HistoryOptions& options)
        : HistoryImporter(file, options),
          items_(file.in(), XmlItems::Doctype::allowed),
          own_name_(own_name(file.head())) {
        require_account("does not say whose it is");
    }
    bool next(Record& record) override;
    bool is_complete() const override { return items_.is_complete(); }
    std::vector<std::string> remarks() const override;

private:
    static std::string own_name(std::string_view head);
    std::optional<MessageRecord> read(const stanza::Element& event);
    Time time_of_event(const stanza::Element& event);
    Direction direction_of(std::string_view from, std::string_view contact) const;
    template <typename... Args>
    BadRecord bad(fmt::format_string<Args...> format, Args&&... args) const {
        return BadRecord("{}: event {} {}", file_.name(), items_.number(),
                         fmt::format(format, std::forward<Args>(args)...));
    }

    XmlItems items_;
    std::string own_name_;
};

/// <!ENTITY ME "Alice">
std::string HistoryPlusPlusImporter::own_name(std::string_view head) {
    constexpr std::string_view entity = "<!ENTITY ME ";
    const auto at = head.find(entity);
    if (at == std::string_view::npos) return {};
    head.remove_prefix(at + entity.size());
    head = trim(head);
    if (head.empty()) return {};
    const auto end = head.find(head.front(), 1);
    return end == std::string_view::npos ? std::string() : std::string(head.substr(1, end - 1));
}

std::string text_of_child(const stanza::Element& event, std::string_view name) {
    const auto* child = child_named(event, name);
    return child == nullptr ? std::string() : std::string(trim(text_within(*child)));
}

Time HistoryPlusPlusImporter::time_of_event(const stanza::Element& event) {
    const auto date = text_of_child(event, "DATE");
    const auto time = text_of_child(event, "TIME");
    if (const auto iso = parse_iso(date + "T" + time)) {
        if (const auto stamp = local(iso->time)) return *stamp;
    }
    throw bad("has no time: '{} {}'", utf8_prefix(date, 20), utf8_prefix(time, 20));
}

Direction HistoryPlusPlusImporter::direction_of(std::string_view from,
                                                std::string_view contact) const {
    const bool own = from == own_name_ || is_own_name(from);
    if (own && from == contact)
        throw bad("is from '{}', as the contact is called, too", utf8_prefix(from, 60));
    if (own) return Direction::out;
    if (from == contact || !own_name_.empty()) return Direction::in;
    throw bad("is from '{}', who is neither contact nor owner; say --me NAME",
              utf8_prefix(from, 60));
}

std::optional<MessageRecord> HistoryPlusPlusImporter::read(const stanza::Element& event) {
    const auto type = text_of_child(event, "TYPE");
    const auto* text = child_named(event, "MESSAGE");
    if (event.name() != "EVENT" || (type != "MESSAGE" && type != "URL") || text == nullptr)
        return std::nullopt;
    const auto id = text_of_child(event, "ID");
    const auto contact = Jid::parse(id);
    if (!contact || contact->localpart().empty()) {
        remark(fmt::format("has conversations with '{}', which is not an address of XMPP",
                           utf8_prefix(id, 60)));
        return std::nullopt;
    }
    const auto direction =
        direction_of(text_of_child(event, "FROM"), text_of_child(event, "CONTACT"));
    auto body = text_within(*text);
    if (trim(body).empty()) return std::nullopt;
    return said(options_.account, contact->bare(), direction, time_of_event(event), body);
}

bool HistoryPlusPlusImporter::next(Record& record) {
    while (const auto event = items_.next()) {
        if (auto message = read(event->root())) {
            record = *std::move(message);
            return true;
        }
        skip();
    }
    return false;
}

std::vector<std::string> HistoryPlusPlusImporter::remarks() const {
    auto remarks = HistoryImporter::remarks();
    if (!is_complete())
        remarks.push_back(fmt::format("{} was cut short: it has no </IMHISTORY>", file_.name()));
    return remarks;
}

bool recognises(HistoryFile& file) {
    const auto head = file.head();
    return head.starts_with("<") && head.find("<IMHISTORY>") != std::string_view::npos;
}

std::unique_ptr<Importer> make(HistoryFile& file, const HistoryOptions& options) {
    return std::make_unique<HistoryPlusPlusImporter>(file, options);
}

}  // namespace

extern constinit const HistoryFormat history_plus_plus_history_format = {
    .name = "history++",
    .summary = "Miranda's History++, exported as XML",
    .times = Times::local,
    .recognises = recognises,
    .importer = make,
};

}  // namespace boswell::formats
