// SPDX-License-Identifier: GPL-3.0-or-later
// Google Talk, as Gmail keeps it among the mails: a conversation in each mail with the label
// "Chat", as XML. From Takeout (an mbox) or from the IMAP folder [Gmail]/Chats.
#include "base/integer.hpp"
#include "base/text.hpp"
#include "formats/histories/history.hpp"
#include "formats/histories/history_importer.hpp"
#include "formats/histories/mail_box.hpp"
#include "formats/mail_part.hpp"
#include "stanza/namespaces.hpp"
#include "stanza/parse.hpp"

#include <algorithm>

namespace boswell::formats {

namespace {

constexpr std::string_view conversation_namespace = "google:archive:conversation";

constexpr stanza::Limits limits{
    .bytes = MailBox::longest, .elements = 1'000'000, .all_attributes = 2'000'000};

bool has_chat_id(std::string_view header) {
    return header_field(header, "Message-ID").ends_with("chat@gmail.com>");
}

bool has_chat_label(std::string_view header) {
    const auto labels = decoded_field(header_field(header, "X-Gmail-Labels"));
    const auto words = split(labels, ',');
    return std::ranges::any_of(words, [](auto label) { return trim(label) == "Chat"; });
}

bool is_chat(std::string_view header) { return has_chat_id(header) || has_chat_label(header); }

class GmailChatsImporter : public HistoryImporter {
public:
    GmailChatsImporter(HistoryFile& file, const HistoryOptions& options)
        : HistoryImporter(file, options), box_(file.in(), is_chat) {
        require_account("does not say whose it is");
    }
    bool next(Record& record) override;
    std::int64_t skipped() const override { return HistoryImporter::skipped() + box_.unwanted(); }
    std::vector<std::string> remarks() const override;

private:
    bool next_conversation();
    bool open(const std::string& mail);
    bool read(const stanza::Element& message, Record& record);
    Jid address(const stanza::Element& message, std::string_view side) const;
    bool is_own(const Jid& jid) const;
    template <typename... Args>
    [[noreturn]] void fail(fmt::format_string<Args...> format, Args&&... args) const {
        throw BadRecord("{}:{}: {}", file_.name(), box_.line(),
                        fmt::format(format, std::forward<Args>(args)...));
    }

    MailBox box_;
    std::optional<stanza::Document> conversation_;
    stanza::Element::Iterator message_;
    std::int64_t number_ = 0;  // of the message in its conversation, from 1
    std::int64_t conversations_ = 0;
    std::int64_t single_ = 0;  // mails of Hangouts
    std::int64_t of_several_ = 0;
};

/// False for a mail that is known and not imported.
bool GmailChatsImporter::open(const std::string& mail) {
    if (box_.is_cut()) fail("the mail has a longer line or more text than any conversation");
    auto xml = part_of_mail(mail, "text", "xml");
    if (!xml && !has_chat_id(mail)) {
        ++single_;
        return false;
    }
    if (!xml) fail("the mail has no conversation in XML");
    std::string_view text = trim(*xml);
    if (text.starts_with("<?xml "))
        text.remove_prefix(std::min(text.find("?>"), text.size() - 2) + 2);
    conversation_ = stanza::parse(trim(text), limits);
    if (!conversation_ ||
        !stanza::is(conversation_->root(), "conversation", conversation_namespace)) {
        conversation_.reset();
        fail("the mail's conversation is not XML as Google writes it");
    }
    message_ = conversation_->root().children().begin();
    number_ = 0;
    ++conversations_;
    return true;
}

bool GmailChatsImporter::next_conversation() {
    conversation_.reset();
    std::string mail;
    while (box_.next(mail)) {
        if (open(mail)) return true;
        skip();
    }
    return false;
}

Jid GmailChatsImporter::address(const stanza::Element& message, std::string_view side) const {
    const auto value = message.attribute(side);
    const auto named = options_.contacts.find(std::string(value));
    if (named != options_.contacts.end()) return named->second;
    if (auto jid = Jid::parse(value)) return *std::move(jid);
    fail("message {} of the conversation is {} '{}', which is not a JID", number_, side,
         utf8_prefix(value, 60));
}

/// The domain of an account with Google may be written in two ways.
bool GmailChatsImporter::is_own(const Jid& jid) const {
    const auto is_google = [](const Jid& each) {
        return each.domainpart() == "gmail.com" || each.domainpart() == "googlemail.com";
    };
    return is_own_name(jid.bare().str()) || (is_google(jid) && is_google(options_.account) &&
                                             jid.localpart() == options_.account.localpart());
}

/// COMPAT: the stamp of jabber:x:delay has but twelve hours in some conversations.
std::optional<Time> time_of_message(const stanza::Element& message) {
    const auto* time = stanza::find_child(message, "time", "google:timestamp");
    const auto text =
        time != nullptr ? time->attribute("ms") : message.attribute("google-internal-time-stamp");
    const auto milliseconds = parse_integer<std::int64_t>(text, 1);
    return milliseconds ? time_of_milliseconds(*milliseconds) : std::nullopt;
}

/// False for an element that is no message of two.
bool GmailChatsImporter::read(const stanza::Element& message, Record& record) {
    const auto text = stanza::child_text(message, "body", stanza::ns::client);
    if (!stanza::is(message, "message", stanza::ns::client) || trim(text).empty()) return false;
    const auto from = address(message, "from");
    const auto to = address(message, "to");
    const auto is_room = [](const Jid& jid) { return jid.domainpart() == "groupchat.google.com"; };
    if (message.attribute("type") == "groupchat" || is_room(from) || is_room(to)) {
        ++of_several_;
        return false;
    }
    const auto time = time_of_message(message);
    if (!time) fail("message {} of the conversation has no time", number_);
    const bool sent = is_own(from);
    if (!sent && !is_own(to))
        fail(
            "message {} of the conversation is from {} to {}; if one of them is you, say it with "
            "--me",
            number_, from.bare().str(), to.bare().str());
    const auto with = !sent ? from : is_own(to) ? options_.account : to;
    auto said =
        this->said(options_.account, with, sent ? Direction::out : Direction::in, *time, text);
    said.lang = stanza::language(message);
    said.message_id = clean_text(message.attribute("id"));
    record = std::move(said);
    return true;
}

bool GmailChatsImporter::next(Record& record) {
    while (conversation_ || next_conversation()) {
        if (message_ == conversation_->root().children().end()) {
            conversation_.reset();
            continue;
        }
        const auto& message = *message_++;
        ++number_;
        if (read(message, record)) return true;
        skip();
    }
    return false;
}

std::vector<std::string> GmailChatsImporter::remarks() const {
    auto remarks = HistoryImporter::remarks();
    const auto say = [&](std::int64_t count, std::string_view what) {
        if (count > 0) remarks.push_back(fmt::format("{}: {} {}", file_.name(), count, what));
    };
    say(box_.unwanted(), "mails are no chats");
    say(single_,
        "mails are single messages of Hangouts, which do not say to whom; import Hangouts.json");
    say(of_several_, "messages are of conversations of several people, which are not imported");
    if (conversations_ == 0)
        remarks.push_back(fmt::format("{} has no conversation of Google Talk", file_.name()));
    return remarks;
}

/// By the header of the first mail: in an mbox of all mail the first chat may come late.
bool recognises(HistoryFile& file) {
    auto head = file.head();
    if (head.starts_with("From ")) head.remove_prefix(std::min(head.find('\n') + 1, head.size()));
    return has_chat_id(head) || !header_field(head, "X-Gmail-Labels").empty();
}

std::unique_ptr<Importer> make(HistoryFile& file, const HistoryOptions& options) {
    return std::make_unique<GmailChatsImporter>(file, options);
}

}  // namespace

extern constinit const HistoryFormat gmail_chats_history_format = {
    .name = "gmail-chats",
    .summary = "Google Talk, among the mails of Gmail (mbox from Takeout)",
    .recognises = recognises,
    .importer = make,
};

}  // namespace boswell::formats
