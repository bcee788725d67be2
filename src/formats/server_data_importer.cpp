// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/server_data_importer.hpp"

#include "formats/archived_message.hpp"
#include "formats/server_data.hpp"
#include "stanza/element_builder.hpp"
#include "stanza/namespaces.hpp"
#include "stanza/parse.hpp"
#include "stanza/roster.hpp"
#include "stanza/vcard.hpp"
#include "stanza/xml_parser.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <deque>
#include <optional>
#include <utility>

namespace boswell::formats {

namespace {

constexpr std::string_view server_data = "urn:xmpp:pie:0";
constexpr std::string_view archive = "urn:xmpp:pie:0#mam";
constexpr std::string_view xinclude = "http://www.w3.org/2001/XInclude";
constexpr std::size_t longest_token = 8u << 20;
constexpr std::size_t deepest = 100;  // far more than a stanza may have

/// Cuts the file into results of archives, and keeps the bytes of the message in each; also the
/// bytes of rosters and of the users' own vCards.
class Reader : private stanza::XmlEvents {
public:
    struct Result {
        ArchivedMessage message;   ///< of a roster or vCard only account and stanza
        bool is_contacts = false;  ///< a roster or vCard
        /// Whose vCard it is if not the account's own, and since when it is so: by an export of
        /// boswell's.
        std::optional<std::pair<Jid, Time>> contact;
        std::string wrong;  ///< why it cannot be taken, or ""
    };

    void feed(std::string_view bytes) {
        window_ += bytes;
        if (parser_.feed(bytes) != stanza::XmlParser::Result::more && wrong_.empty())
            wrong_ = fmt::format("is not well-formed XML: {}", parser_.error());
        fed_ += bytes.size();
        if (message_begin_ != 0 && window_.size() > stanza::Limits().bytes) {
            result_.wrong = "is too large";
            message_begin_ = 0;
        }
        if (wrong_.empty() && fed_ - parser_.position() > longest_token)
            wrong_ = "has a tag that is too long";
        const auto needed = message_begin_ == 0 ? parser_.position() : message_begin_;
        window_.erase(0, std::min(needed - window_begin_, window_.size()));
        window_begin_ = std::max(window_begin_, needed);
    }
    /// Why the file cannot be read any further, or "".
    const std::string& wrong() const { return wrong_; }
    bool is_complete() const { return complete_; }
    std::int64_t skipped() const { return skipped_; }
    bool includes() const { return includes_; }
    std::deque<Result>& results() { return results_; }

private:
    void open(const char* name, stanza::AttributeArray attributes) noexcept override;
    void close() noexcept override;
    void text(std::string_view) noexcept override {}
    void restricted(std::string_view what) noexcept override {
        if (what.starts_with("a document type")) refuse("has a document type declaration");
    }

    void refuse(std::string reason) {
        wrong_ = std::move(reason);
        parser_.abort();
    }
    void begin_contacts(std::size_t depth);
    void set_contact(stanza::AttributeArray attributes);
    void set_account();
    void begin_result(const stanza::QualifiedName& name, stanza::AttributeArray attributes);
    static std::string_view value_of(stanza::AttributeArray attributes, std::string_view name) {
        for (; *attributes != nullptr; attributes += 2) {
            if (name == attributes[0]) return attributes[1];
        }
        return {};
    }

    stanza::XmlParser parser_{*this};
    std::string window_;  // what of the file may still be needed
    std::size_t fed_ = 0;
    std::size_t window_begin_ = 0;  // where it begins in the file
    std::size_t message_begin_ = 0;
    std::size_t depth_ = 0;
    std::string host_;
    std::string user_;
    bool in_archive_ = false;
    std::size_t contacts_depth_ = 0;  // of the present roster or vCard; 0 if there is none
    bool in_contact_ = false;
    std::optional<std::pair<Jid, Time>> contact_;  // of that element, if it is whole
    Result result_;
    std::deque<Result> results_;
    std::string wrong_;
    bool complete_ = false;
    bool includes_ = false;
    std::int64_t skipped_ = 0;
};

// server-data > host > user > archive > result > forwarded > delay, message
void Reader::open(const char* name, stanza::AttributeArray attributes) noexcept {
    const stanza::QualifiedName qualified(name);
    const auto depth = depth_++;
    if (depth > deepest) return refuse("has elements nested too deeply");
    includes_ = includes_ || qualified.xmlns == xinclude;
    if (depth == 0 && (qualified.local != "server-data" || qualified.xmlns != server_data))
        return refuse("is no <server-data/> (XEP-0227)");
    if (depth == 1) host_ = qualified.local == "host" ? value_of(attributes, "jid") : "";
    if (depth == 2) user_ = qualified.local == "user" ? value_of(attributes, "name") : "";
    if (depth == 3) {
        in_archive_ = qualified.local == "archive" && qualified.xmlns == archive;
        const bool is_contacts =
            (qualified.local == "query" && qualified.xmlns == stanza::ns::roster) ||
            (qualified.local == "vCard" && qualified.xmlns == stanza::ns::vcard);
        in_contact_ = qualified.local == "contact" && qualified.xmlns == contact_namespace;
        if (is_contacts) begin_contacts(depth);
        if (in_contact_) set_contact(attributes);
        skipped_ += in_archive_ || in_contact_ || is_contacts ? 0 : 1;
    }
    if (depth == 4 && in_contact_ && qualified.local == "vCard" &&
        qualified.xmlns == stanza::ns::vcard) {
        begin_contacts(depth);
        result_.contact = contact_;
        if (!contact_) result_.wrong = "of a contact does not say whose it is and since when";
    }
    if (depth >= 4 && in_archive_) begin_result(qualified, attributes);
}

void Reader::set_account() {
    const auto account = Jid::parse(user_.empty() ? host_ : user_ + '@' + host_);
    if (account && account->is_bare())
        result_.message.account = *account;
    else
        result_.wrong = fmt::format("'{}' at '{}' is no account", user_, host_);
}

void Reader::set_contact(stanza::AttributeArray attributes) {
    const auto jid = Jid::parse(value_of(attributes, "jid"));
    const auto since = parse_rfc3339(value_of(attributes, "since"));
    contact_.reset();
    if (jid && jid->is_bare() && since) contact_.emplace(*jid, *since);
}

void Reader::begin_contacts(std::size_t depth) {
    result_ = {};
    result_.is_contacts = true;
    contacts_depth_ = depth;
    message_begin_ = parser_.position();
    set_account();
}

void Reader::begin_result(const stanza::QualifiedName& name, stanza::AttributeArray attributes) {
    const auto depth = depth_ - 1;
    if (depth == 4) {
        result_ = {};
        result_.message.id = value_of(attributes, "id");
        set_account();
    } else if (depth == 5 && name.local == "stanza-id" && name.xmlns == stanza::ns::stanza_id) {
        const auto by = Jid::parse(value_of(attributes, "by"));
        if (by) result_.message.stanza_id = {std::string(value_of(attributes, "id")), *by};
    } else if (depth == 6 && name.local == "delay" && name.xmlns == stanza::ns::delay) {
        const auto stamp = parse_xmpp_stamp(value_of(attributes, "stamp"));
        if (stamp) result_.message.stamp = *stamp;
    } else if (depth == 6 && name.local == "message" && name.xmlns == stanza::ns::client) {
        message_begin_ = parser_.position();
    }
}

void Reader::close() noexcept {
    const auto depth = --depth_;
    const bool ends_contacts = depth == contacts_depth_ && result_.is_contacts;
    const bool ends_message = depth == 6 && !result_.is_contacts;
    if ((ends_message || ends_contacts) && message_begin_ != 0) {
        const auto size = parser_.end_position() - message_begin_;
        result_.message.stanza = window_.substr(message_begin_ - window_begin_, size);
        message_begin_ = 0;
    }
    if (depth == 4 && in_archive_) {
        if (result_.wrong.empty() && result_.message.stanza.empty())
            result_.wrong = "has no message";
        if (result_.wrong.empty() && result_.message.stamp == Time{})
            result_.wrong = "has no time (XEP-0203)";
        results_.push_back(std::move(result_));
    }
    if (ends_contacts) results_.push_back(std::exchange(result_, {}));
    if (depth == 3) in_archive_ = in_contact_ = false;
    if (depth == 0) complete_ = true;
}

class ServerDataImporter : public Importer {
public:
    ServerDataImporter(Input& in, Time now)
        : in_(in), changed_at_(std::min(in.changed_at().value_or(now), now)) {}

    bool next(Record& record) override;
    bool is_complete() const override { return reader_.is_complete(); }
    std::int64_t skipped() const override { return reader_.skipped() + empty_; }
    std::vector<std::string> remarks() const override;

private:
    bool fill();
    void read_contacts(const Reader::Result& result);

    Input& in_;
    Time changed_at_;  // the date of rosters and vCards, which have none of their own
    std::deque<Record> contacts_;
    Reader reader_;
    std::int64_t number_ = 0;
    std::int64_t empty_ = 0;
    bool ended_ = false;
};

/// False when there is nothing more. The results before a place that cannot be read come first.
bool ServerDataImporter::fill() {
    while (reader_.results().empty()) {
        if (!reader_.wrong().empty()) throw Error("{} {}", in_.name(), reader_.wrong());
        if (ended_) return false;
        const auto bytes = in_.read();
        ended_ = bytes.empty();
        if (!ended_) reader_.feed(bytes);
    }
    return true;
}

/// A roster, or the vCard of the user.
void ServerDataImporter::read_contacts(const Reader::Result& result) {
    const auto& contacts = result.message;
    if (!result.wrong.empty())
        throw BadRecord("{}: a roster or vCard {}", in_.name(), result.wrong);
    const auto document = stanza::parse(contacts.stanza);
    if (!document)
        throw BadRecord("{}: the roster or vCard of {} is too large, or cannot be read by itself",
                        in_.name(), contacts.account.str());
    stanza::Context context;
    context.account = contacts.account;
    context.now = changed_at_;
    if (document->root().name() == "vCard") {
        const auto& [contact, since] =
            result.contact.value_or(std::pair(contacts.account, changed_at_));
        context.now = since;
        contacts_.emplace_back(
            VCardRecord{stanza::to_vcard(document->root(), contact, context), since});
        return;
    }
    const auto roster =
        stanza::to_roster_update(document->root(), stanza::RosterPart::all, context);
    for (const auto& item : roster.items)
        contacts_.emplace_back(RosterRecord{contacts.account, {changed_at_, item}});
}

bool ServerDataImporter::next(Record& record) {
    while (!contacts_.empty() || fill()) {
        if (!contacts_.empty()) {
            record = std::move(contacts_.front());
            contacts_.pop_front();
            return true;
        }
        const auto result = std::move(reader_.results().front());
        reader_.results().pop_front();
        if (result.is_contacts) {
            read_contacts(result);
            continue;
        }
        ++number_;
        if (!result.wrong.empty())
            throw BadRecord("{}: result {} {}", in_.name(), number_, result.wrong);
        if (!stanza::parse(result.message.stanza))
            throw BadRecord("{}: result {} has a message that cannot be read by itself", in_.name(),
                            number_);
        auto message = record_of(result.message);
        if (message) {
            record = *std::move(message);
            return true;
        }
        ++empty_;
    }
    return false;
}

std::vector<std::string> ServerDataImporter::remarks() const {
    std::vector<std::string> remarks;
    if (reader_.includes())
        remarks.push_back(fmt::format(
            "{} refers to other files, which are not read; import them, too", in_.name()));
    if (!reader_.is_complete())
        remarks.push_back(fmt::format("{} was cut short: what it has was imported", in_.name()));
    return remarks;
}

}  // namespace

std::unique_ptr<Importer> import_server_data(Input& in, const ImportHead& head) {
    return std::make_unique<ServerDataImporter>(in, head.now);
}

}  // namespace boswell::formats
