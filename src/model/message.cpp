// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/message.hpp"

#include "model/enum_names.hpp"

namespace boswell {

static constexpr EnumNames<Direction, 2> directions{{"in", "out"}};
static constexpr EnumNames<MessageType, 5> types{
    {"normal", "chat", "groupchat", "headline", "error"}};
static constexpr EnumNames<Via, 6> vias{
    {"stream", "offline", "carbon", "archive", "room-history", "import"}};

std::string_view to_string(Direction direction) { return directions.of(direction); }
std::string_view to_string(MessageType type) { return types.of(type); }
std::string_view to_string(Via via) { return vias.of(via); }
std::optional<Direction> parse_direction(std::string_view text) { return directions.parse(text); }
std::optional<MessageType> parse_message_type(std::string_view text) { return types.parse(text); }
std::optional<Via> parse_via(std::string_view text) { return vias.parse(text); }

void reduce_to_note(Message& message) {
    message.bodies.clear();
    message.shown.reset();
    message.subjects.clear();
    message.annotation.reset();
    message.reply.reset();
    message.attachments.clear();
    message.mentions.clear();
    message.previews.clear();
    message.stanza.clear();
}

std::string_view shown_text(const Message& message) {
    if (message.shown) return *message.shown;
    return message.encryption.empty() ? best_text(message.bodies) : std::string_view();
}

std::string_view best_text(const std::vector<LangText>& texts, std::string_view lang) {
    if (texts.empty()) return {};
    for (const auto& text : texts) {
        if (text.lang == lang) return text.text;
    }
    for (const auto& text : texts) {
        if (text.lang.empty()) return text.text;
    }
    return texts.front().text;
}

}  // namespace boswell
