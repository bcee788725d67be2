// SPDX-License-Identifier: GPL-3.0-or-later
// Windows Live Messenger: My Received Files/ALICE123/History/BOB456.xml, a <Log> of <Message>s. It
// names people as they called themselves then. The name of the file has the contact's local part
// and a hash of the address, by which an address can be proved. Times are UTC.
#include "base/text.hpp"
#include "formats/histories/clock_text.hpp"
#include "formats/histories/conversation_names.hpp"
#include "formats/histories/history.hpp"
#include "formats/histories/history_importer.hpp"
#include "formats/histories/xml_items.hpp"

#include <algorithm>
#include <vector>

namespace boswell::formats {

namespace {

constexpr std::size_t longest_log = 256u << 20;

/// What Messenger puts behind the local part in the names of files and folders.
std::uint32_t hash_of(std::string_view address) {
    std::uint32_t hash = 0;
    for (const char c : to_lower(address)) hash = hash * 101 + static_cast<unsigned char>(c);
    return hash;
}

bool is_named_after(std::string_view stem, const Jid& jid) {
    const auto lower = to_lower(stem);
    return lower == jid.bare().str() ||
           lower == fmt::format("{}{}", jid.localpart(), hash_of(jid.bare().str()));
}

class MessengerImporter : public HistoryImporter {
public:
    MessengerImporter(HistoryFile& file, const HistoryOptions& options)
        : HistoryImporter(file, options), items_(file.in(), XmlItems::Doctype::refused) {
        require_account("does not say whose it is");
        contact_ = contact_of_file();
    }
    bool next(Record& record) override;
    bool is_complete() const override { return items_.is_complete(); }
    std::vector<std::string> remarks() const override;

private:
    struct Entry {
        std::string from;
        Time stamp;
        std::string text;
    };
    Jid contact_of_file() const;
    void read_all();
    void read(const stanza::Element& message);
    std::optional<Time> time_of(const stanza::Element& message);
    void find_names();

    XmlItems items_;
    Jid contact_;
    std::vector<Entry> entries_;
    std::vector<std::string> bad_;
    std::optional<ConversationNames> names_;
    std::size_t next_ = 0;
};

/// Empty if the name of the file proves none.
Jid MessengerImporter::contact_of_file() const {
    auto stem = file_.part(0);
    stem.resize(stem.size() - std::min<std::size_t>(stem.size(), 4));  // .xml
    for (const auto& [name, jid] : options_.contacts) {
        if (is_named_after(stem, jid)) return jid;
    }
    const auto jid = Jid::parse(stem);
    return jid && !jid->localpart().empty() ? jid->bare() : Jid();
}

std::string friendly_name(const stanza::Element& message, std::string_view side) {
    const auto* element = child_named(message, side);
    const auto* user = element == nullptr ? nullptr : child_named(*element, "User");
    return user == nullptr ? std::string() : std::string(trim(user->attribute("FriendlyName")));
}

std::ptrdiff_t receivers(const stanza::Element& message) {
    const auto* to = child_named(message, "To");
    if (to == nullptr) return 0;
    return std::ranges::count_if(to->children(),
                                 [](const auto& child) { return child.name() == "User"; });
}

/// Old versions have only what the locale shows.
std::optional<Time> MessengerImporter::time_of(const stanza::Element& message) {
    if (const auto time = parse_rfc3339(message.attribute("DateTime"))) return time;
    const auto shown = fmt::format("{} {}", message.attribute("Date"), message.attribute("Time"));
    const auto clock = parse_clock(shown);
    if (!clock || !clock->has_date) return std::nullopt;
    if (clock->is_day_uncertain)
        remark("has dates like 03/04/2011, which were read with the month first");
    return local(clock->time);
}

void MessengerImporter::read(const stanza::Element& message) {
    const auto* text = child_named(message, "Text");
    if (message.name() != "Message" || text == nullptr) return skip();
    if (receivers(message) > 1) {
        remark("has sessions of several people, which are not imported");
        return skip();
    }
    const auto time = time_of(message);
    const auto from = friendly_name(message, "From");
    if (!time || from.empty())
        throw BadRecord("{}: element {} has no {}", file_.name(), items_.number(),
                        time ? "sender" : "time");
    entries_.push_back({from, *time, text_within(*text)});
}

void MessengerImporter::read_all() {
    while (file_.in().position() < static_cast<std::int64_t>(longest_log)) {
        try {
            const auto message = items_.next();
            if (!message) return;
            read(message->root());
        } catch (const BadRecord& error) {
            bad_.emplace_back(error.what());
        }
    }
    throw Error("{} is longer than {} bytes", file_.name(), longest_log);
}

void MessengerImporter::find_names() {
    std::set<std::string> all;
    for (const auto& entry : entries_) all.insert(entry.from);
    for (const auto& name : all) {
        if (contact_.empty() && !is_own_name(name)) contact_ = contact_named(name).value_or(Jid());
    }
    names_.emplace(
        all, [&](const std::string& name) { return is_own_name(name); },
        [&](const std::string& name) {
            return !contact_.empty() && contact_named(name) == std::optional(contact_);
        });
    const auto unknown = names_->unknown();
    if (contact_.empty())
        throw Error("{}: who is the contact? Say it with --contact NAME=JID; the names are {}",
                    file_.name(), unknown);
    if (!unknown.empty())
        throw Error(
            "{}: who is {}? Say what you were called with --me NAME, and what {} was with "
            "--contact NAME={}",
            file_.name(), unknown, contact_.str(), contact_.str());
}

bool MessengerImporter::next(Record& record) {
    if (!names_) {
        read_all();
        find_names();
    }
    if (!bad_.empty()) {
        const auto message = bad_.back();
        bad_.pop_back();
        throw BadRecord("{}", message);
    }
    if (next_ == entries_.size()) return false;
    const auto& entry = entries_[next_++];
    const auto direction = names_->direction_of(entry.from).value_or(Direction::in);
    record = said(options_.account, contact_, direction, entry.stamp, entry.text);
    return true;
}

std::vector<std::string> MessengerImporter::remarks() const {
    auto remarks = HistoryImporter::remarks();
    if (!is_complete())
        remarks.push_back(fmt::format("{} was cut short: it has no </Log>", file_.name()));
    return remarks;
}

bool recognises(HistoryFile& file) {
    const auto head = file.head();
    return head.starts_with('<') && head.find("<Log ") != std::string_view::npos &&
           (head.find("MessageLog.xsl") != std::string_view::npos ||
            head.find("FriendlyName=") != std::string_view::npos);
}

std::unique_ptr<Importer> make(HistoryFile& file, const HistoryOptions& options) {
    return std::make_unique<MessengerImporter>(file, options);
}

}  // namespace

extern constinit const HistoryFormat messenger_history_format = {
    .name = "messenger",
    .summary = "Windows Live Messenger (My Received Files/…/History)",
    .recognises = recognises,
    .importer = make,
};

}  // namespace boswell::formats
