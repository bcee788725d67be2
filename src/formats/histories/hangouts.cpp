// SPDX-License-Identifier: GPL-3.0-or-later
// Google Hangouts, from Google's Takeout: one Hangouts.json with all conversations, perhaps larger
// than the memory. Times are microseconds since 1970 in UTC.
#include "base/integer.hpp"
#include "formats/histories/history.hpp"
#include "formats/histories/streamed_events.hpp"

namespace boswell::formats {

namespace {

class HangoutsImporter : public StreamedEvents {
public:
    HangoutsImporter(HistoryFile& file, const HistoryOptions& options)
        : StreamedEvents(file, options, "event") {}

private:
    enum class Place { file, conversations, conversation, state, events };

    bool advance() override;
    bool enter_member(const std::string& key);
    void read_conversation(const Json& conversation);
    std::optional<MessageRecord> read(const Json& event) override;

    Place place_ = Place::file;
    Place around_events_ = Place::conversation;
    std::map<std::string, std::string> names_by_id_;
    std::optional<Jid> contact_;
    bool is_resolved_ = false;
};

std::string id_in(const Json* id) {
    if (id == nullptr) return {};
    auto text = text_in(*id, "chat_id");
    return text.empty() ? text_in(*id, "gaia_id") : text;
}

/// Goes from place to place until it is among events; false at the end of the file.
bool HangoutsImporter::advance() {
    std::string key;
    for (;;) {
        switch (place_) {
            case Place::events:
                if (reader_.next_element()) return true;
                place_ = around_events_;
                break;
            case Place::state:
            case Place::conversation:
                if (reader_.next_member(key)) {
                    if (!enter_member(key)) reader_.skip();
                } else {
                    place_ = place_ == Place::state ? Place::conversation : Place::conversations;
                }
                break;
            case Place::conversations:
                if (!reader_.next_element()) {
                    place_ = Place::file;
                    break;
                }
                names_by_id_.clear();
                is_resolved_ = false;
                reader_.enter('{');
                place_ = Place::conversation;
                break;
            case Place::file:
                if (!reader_.next_member(key)) return false;
                if (key != "conversations" && key != "conversation_state") {
                    reader_.skip();
                    break;
                }
                reader_.enter('[');
                place_ = Place::conversations;
                break;
        }
        if (reader_.is_cut()) return false;
    }
}

bool HangoutsImporter::enter_member(const std::string& key) {
    if (key == "conversation") {
        read_conversation(reader_.value());
    } else if (key == "conversation_state" && reader_.peek() == '{') {
        reader_.enter('{');
        place_ = Place::state;
    } else if (key == "events" || key == "event") {
        reader_.enter('[');
        around_events_ = place_;
        place_ = Place::events;
    } else {
        return false;
    }
    return true;
}

void HangoutsImporter::read_conversation(const Json& conversation) {
    const auto* nested = inner(conversation, "conversation");
    const auto* people = inner(nested == nullptr ? conversation : *nested, "participant_data");
    if (people == nullptr) return;
    for (const auto& person : *people) {
        const auto id = id_in(inner(person, "id"));
        const auto name = text_in(person, "fallback_name");
        names_by_id_[id] = name.empty() ? id : name;
    }
}

std::string text_of_event(const Json& event) {
    const auto* message = inner(event, "chat_message");
    const auto* content = message == nullptr ? nullptr : inner(*message, "message_content");
    const auto* segments = content == nullptr ? nullptr : inner(*content, "segment");
    std::string text;
    if (segments == nullptr) return text;
    for (const auto& segment : *segments) {
        const auto part = text_in(segment, "text");
        text += part.empty() && text_in(segment, "type") == "LINE_BREAK" ? "\n" : part;
    }
    return text;
}

std::optional<MessageRecord> HangoutsImporter::read(const Json& event) {
    const auto text = text_of_event(event);
    if (text.empty()) return std::nullopt;
    const auto* state = inner(event, "self_event_state");
    const auto own = id_in(state == nullptr ? nullptr : inner(*state, "user_id"));
    if (own.empty()) throw BadField("does not say who you are");
    if (!is_resolved_) {
        std::set<std::string> names;
        for (const auto& [id, name] : names_by_id_) {
            if (id != own) names.insert(name);
        }
        names.insert(options_.account.str());
        contact_ = find_contact(names);
        is_resolved_ = true;
    }
    if (!contact_) return std::nullopt;
    const auto microseconds = parse_integer<std::int64_t>(text_in(event, "timestamp"), 0);
    const auto time =
        microseconds ? time_of_milliseconds(*microseconds / 1000) : std::optional<Time>();
    if (!time) throw BadField("has no time");
    const bool sent = id_in(inner(event, "sender_id")) == own;
    return said(options_.account, *contact_, sent ? Direction::out : Direction::in, *time, text);
}

bool recognises(HistoryFile& file) {
    const auto head = file.head();
    return head.starts_with('{') && head.find("\"conversation_id\"") != std::string_view::npos &&
           (head.find("\"conversations\"") != std::string_view::npos ||
            head.find("\"conversation_state\"") != std::string_view::npos);
}

std::unique_ptr<Importer> make(HistoryFile& file, const HistoryOptions& options) {
    return std::make_unique<HangoutsImporter>(file, options);
}

}  // namespace

extern constinit const HistoryFormat hangouts_history_format = {
    .name = "hangouts",
    .summary = "Google Hangouts, from Takeout (Hangouts.json)",
    .recognises = recognises,
    .importer = make,
};

}  // namespace boswell::formats
