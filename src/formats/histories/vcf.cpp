// SPDX-License-Identifier: GPL-3.0-or-later
// Files of contacts: vCards of RFC 6350 and RFC 2426, as address books and phones write them.
#include "base/integer.hpp"
#include "base/text.hpp"
#include "formats/histories/history.hpp"
#include "formats/histories/history_importer.hpp"
#include "formats/histories/iso_time.hpp"
#include "formats/histories/vcard_element.hpp"
#include "formats/histories/vcard_reader.hpp"
#include "stanza/parse.hpp"
#include "stanza/vcard.hpp"

#include <algorithm>
#include <deque>

namespace boswell::formats {

namespace {

/// The address in an XMPP URI (RFC 5122), or of a value without a scheme.
std::string address_in(std::string_view value) {
    constexpr std::string_view scheme = "xmpp:";
    auto rest = trim(value);
    if (to_lower(rest.substr(0, scheme.size())) == scheme) rest.remove_prefix(scheme.size());
    if (rest.starts_with("//")) {  // the account to be used stands before the address
        rest.remove_prefix(2);
        rest.remove_prefix(std::min(rest.find('/') + 1, rest.size()));
    }
    return percent_decoded(rest.substr(0, rest.find_first_of("?#")));
}

bool has_address(const VCardProperty& property) {
    if (property.name == "X-JABBER" || property.name == "X-GTALK" ||
        property.name == "X-GOOGLE-TALK")
        return true;
    if (property.name != "IMPP") return false;
    const auto service = property.parameter("X-SERVICE-TYPE");
    const bool has_scheme = property.value.find(':') != std::string::npos;
    return to_lower(std::string_view(property.value).substr(0, 5)) == "xmpp:" ||
           (!has_scheme && (service == "jabber" || service == "xmpp" || service == "googletalk"));
}

/// 20261121T120007Z and 2026-11-21 as parse_iso() takes them.
std::string extended_time(std::string_view text) {
    std::string time(text);
    const auto insert = [&](std::size_t at, char c) {
        if (time.size() > at && time[at] != c) time.insert(at, 1, c);
    };
    insert(4, '-');
    insert(7, '-');
    if (time.size() == 10) return time + "T00:00:00Z";
    insert(13, ':');
    insert(16, ':');
    return time;
}

/// How much a property is preferred to others of its name: 1 most.
int preference(const VCardProperty& property) {
    const auto types = property.types();
    if (std::ranges::find(types, "pref") != types.end()) return 1;
    return parse_integer<int>(property.parameter("PREF"), 1).value_or(101);
}

class VcfImporter : public HistoryImporter {
public:
    VcfImporter(HistoryFile& file, const HistoryOptions& options)
        : HistoryImporter(file, options),
          reader_(file.in()),
          changed_at_(std::min(file.in().changed_at().value_or(options.now), options.now)) {
        require_account("does not say whose contacts it has");
    }
    bool next(Record& record) override;
    std::vector<std::string> remarks() const override;

private:
    void read();
    std::vector<Jid> contacts() const;
    std::optional<Time> revision();
    std::string full_name(const std::vector<Jid>& contacts) const;
    std::string value(std::string_view name) const;
    bool is_own() const { return value("PRODID").starts_with("-//Boswell//"); }
    VCardRecord version(const Jid& contact, const stanza::Document& vcard, Time since) const;

    VCardReader reader_;
    Time changed_at_;
    std::vector<VCardProperty> card_;
    std::deque<VCardRecord> found_;
    std::int64_t strangers_ = 0;  // cards without an address
    std::int64_t rosters_ = 0;    // cards of boswell's that are no vCard of the contact
    std::int64_t empty_ = 0;
    std::int64_t pictures_ = 0;  // that cannot be taken
};

std::string VcfImporter::value(std::string_view name) const {
    const auto found = std::ranges::find(card_, name, &VCardProperty::name);
    return found == card_.end() ? std::string() : std::string(trim(unescaped(found->value)));
}

std::vector<Jid> VcfImporter::contacts() const {
    std::vector<Jid> found;
    std::string wrong;
    for (const auto& property : card_) {
        if (!has_address(property)) continue;
        const auto address = address_in(unescaped(property.value));
        const auto jid = Jid::parse(address);
        if (!jid)
            wrong = address;
        else if (std::ranges::find(found, jid->bare()) == found.end())
            found.push_back(jid->bare());
    }
    if (found.empty() && !wrong.empty())
        throw BadRecord("{}: card {} has '{}', which is no JID", file_.name(), reader_.number(),
                        wrong);
    return found;
}

/// When the card was as it is, if the card says so and that can be.
std::optional<Time> VcfImporter::revision() {
    static const auto earliest = *parse_rfc3339("1995-01-01T00:00:00Z");  // vCards are no older
    const auto iso = parse_iso(extended_time(value("REV")));
    if (!iso) return std::nullopt;
    const auto time = iso->offset ? time_of(*iso) : local(iso->time);
    if (!time || *time < earliest || *time > options_.now) return std::nullopt;
    return time;
}

/// In boswell's own files the name that the user has given stands before that of the vCard, and the
/// address where there is no name.
std::string VcfImporter::full_name(const std::vector<Jid>& contacts) const {
    const VCardProperty* best = nullptr;
    for (const auto& property : card_) {
        if (property.name != "FN") continue;
        if (best == nullptr || is_own() || preference(property) < preference(*best))
            best = &property;
    }
    const auto name = best == nullptr ? std::string() : unescaped(best->value);
    return std::ranges::find(contacts, name, &Jid::str) == contacts.end() ? name : std::string();
}

VCardRecord VcfImporter::version(const Jid& contact, const stanza::Document& vcard,
                                 Time since) const {
    stanza::Context context;
    context.account = options_.account;
    context.now = since;
    return {.fetched = stanza::to_vcard(vcard.root(), contact, context), .confirmed_at = since};
}

void VcfImporter::read() {
    const auto version = value("VERSION");
    if (version != "4.0" && version != "3.0" && version != "2.1")
        throw BadRecord("{}: card {} is of version '{}', not 4.0, 3.0 or 2.1", file_.name(),
                        reader_.number(), version);
    const auto contacts = this->contacts();
    const auto revision = this->revision();
    const bool is_roster = is_own() && !revision;
    if (contacts.empty() || is_roster) {
        ++(contacts.empty() ? strangers_ : rosters_);
        return skip();
    }
    const auto element = vcard_element(card_, full_name(contacts));
    if (element == vcard_element({}, {})) {
        ++empty_;
        return skip();
    }
    const auto document = stanza::parse(element);
    if (!document)
        throw BadRecord("{}: card {} has more than a vCard in XMPP may have", file_.name(),
                        reader_.number());
    for (const auto& contact : contacts)
        found_.push_back(this->version(contact, *document, revision.value_or(changed_at_)));
    const auto& made = found_.back().fetched;
    const bool had_picture = std::ranges::count(card_, "PHOTO", &VCardProperty::name) > 0;
    if (had_picture && !made.avatar && made.vcard.photo_url.empty()) ++pictures_;
}

bool VcfImporter::next(Record& record) {
    while (found_.empty()) {
        if (!reader_.next(card_)) return false;
        read();
    }
    record = std::move(found_.front());
    found_.pop_front();
    return true;
}

std::vector<std::string> VcfImporter::remarks() const {
    auto remarks = HistoryImporter::remarks();
    const auto say = [&](std::int64_t count, std::string_view what) {
        if (count > 0) remarks.push_back(fmt::format("{}: {} {}", file_.name(), count, what));
    };
    say(strangers_,
        "cards have no JID (IMPP:xmpp:… or X-JABBER), so it is not known whose they are");
    say(rosters_, "cards are of contacts that had no vCard; what the roster says comes in jsonl");
    say(empty_, "cards say nothing beside an address");
    say(pictures_, "pictures were left out: they are larger than 1 MiB, broken or no pictures");
    return remarks;
}

bool recognises(HistoryFile& file) {
    return to_lower(trim(file.head()).substr(0, 11)) == "begin:vcard";
}

std::unique_ptr<Importer> make(HistoryFile& file, const HistoryOptions& options) {
    return std::make_unique<VcfImporter>(file, options);
}

}  // namespace

extern constinit const HistoryFormat vcf_history_format = {
    .name = "vcf",
    .summary = "contacts (vCard)",
    .recognises = recognises,
    .importer = make,
};

}  // namespace boswell::formats
