// SPDX-License-Identifier: GPL-3.0-or-later
// Facebook, "Download your information" as JSON: messages/inbox/NAME_ID/message_1.json, newest
// first. Also the newer files of what was encrypted, whose members have other names. Times are UTC.
#include "base/text.hpp"
#include "formats/histories/decoded_twice.hpp"
#include "formats/histories/history.hpp"
#include "formats/histories/streamed_events.hpp"

namespace boswell::formats {

namespace {

/// Facebook writes each byte of UTF-8 as if it were a character.
std::string first_text(const Json& object, std::initializer_list<const char*> names) {
    for (const auto* name : names) {
        if (auto text = text_in(object, name); !text.empty()) return decoded_twice(text);
    }
    return {};
}

class FacebookImporter : public StreamedEvents {
public:
    FacebookImporter(HistoryFile& file, const HistoryOptions& options)
        : StreamedEvents(file, options, "message") {}

private:
    bool advance() override;
    bool find_messages();
    std::optional<MessageRecord> read(const Json& message) override;

    std::set<std::string> names_;
    std::optional<Jid> contact_;
    bool in_messages_ = false;
};

bool FacebookImporter::find_messages() {
    std::string key;
    while (reader_.next_member(key)) {
        if (key == "participants") {
            const auto people = reader_.value();
            for (const auto& person : people)
                names_.insert(person.is_string() ? decoded_twice(person.get<std::string>())
                                                 : first_text(person, {"name"}));
        } else if (key == "messages") {
            contact_ = find_contact(names_);
            reader_.enter('[');
            return in_messages_ = true;
        } else {
            reader_.skip();
        }
    }
    return false;
}

std::optional<Time> time_in(const Json& message) {
    const auto read = [&](const char* name, std::int64_t unit) -> std::optional<Time> {
        const auto found = message.find(name);
        if (found == message.end()) return std::nullopt;
        return time_of_milliseconds(number_of(*found, 0, INT64_MAX / unit) * unit);
    };
    if (message.contains("timestamp_ms")) return read("timestamp_ms", 1);
    return read("timestamp", message.contains("senderName") ? 1 : 1000);
}

/// Photos and calls have no text.
std::optional<MessageRecord> FacebookImporter::read(const Json& message) {
    if (!message.is_object()) throw BadField("is no object");
    auto text = first_text(message, {"content", "text"});
    const auto* share = inner(message, "share");
    const auto link = share == nullptr ? std::string() : first_text(*share, {"link"});
    if (text.empty()) text = link;
    if (!contact_ || text.empty()) return std::nullopt;
    const auto time = time_in(message);
    if (!time) throw BadField("has no time");
    const auto sender = first_text(message, {"sender_name", "senderName"});
    const auto direction = is_own_name(sender) ? Direction::out : Direction::in;
    if (direction == Direction::in && contact_named(sender) != contact_)
        throw BadField("is from '{}', who is neither of the two", utf8_prefix(sender, 60));
    auto record = said(options_.account, *contact_, direction, *time, text);
    if (!link.empty() && link != text) record.attachments = {Attachment{.url = clean_text(link)}};
    return record;
}

bool FacebookImporter::advance() {
    return (in_messages_ || find_messages()) && reader_.next_element();
}

bool recognises(HistoryFile& file) {
    const auto head = file.head();
    if (!head.starts_with('{') || head.find("\"participants\"") == std::string_view::npos)
        return false;
    return head.find("\"sender_name\"") != std::string_view::npos ||
           head.find("\"senderName\"") != std::string_view::npos;
}

std::unique_ptr<Importer> make(HistoryFile& file, const HistoryOptions& options) {
    return std::make_unique<FacebookImporter>(file, options);
}

}  // namespace

extern constinit const HistoryFormat facebook_history_format = {
    .name = "facebook",
    .summary = "Facebook, downloaded as JSON (message_1.json)",
    .recognises = recognises,
    .importer = make,
};

}  // namespace boswell::formats
