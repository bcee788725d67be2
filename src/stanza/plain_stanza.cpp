// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/plain_stanza.hpp"

#include "stanza/element_builder.hpp"
#include "stanza/parse.hpp"

#include <fmt/core.h>

#include <cstdint>

namespace boswell::stanza {

namespace {

/// Finds where the innermost message begins and ends.
class MessageFinder : private XmlEvents {
public:
    /// Whether it was within another one.
    bool is_wrapped() const { return message_depth_ > 1; }
    /// "" if there is none.
    std::string_view find(std::string_view bytes) {
        static constexpr std::string_view header =
            "<stream:stream xmlns='jabber:client' "
            "xmlns:stream='http://etherx.jabber.org/streams'>";
        XmlParser parser(*this);
        parser_ = &parser;
        for (const auto part : {header, bytes, std::string_view("</stream:stream>")}) {
            if (parser.feed(part) != XmlParser::Result::more) return {};
        }
        if (depth_ != 0 || stanzas_ != 1 || end_ == 0) return {};
        return bytes.substr(begin_ - header.size(), end_ - begin_);
    }

private:
    void open(const char* name, AttributeArray) noexcept override {
        const QualifiedName qualified(name);
        const bool is_message = qualified.local == "message" && qualified.xmlns == ns::client;
        const bool is_outer = depth_ == 1;
        const bool is_forwarded = depth_ == 4 && is_wrapped_;
        if (is_outer) ++stanzas_;
        if (depth_ == 2)
            is_wrapped_ = qualified.xmlns == ns::carbons || qualified.xmlns == ns::archive;
        if (depth_ == 3) is_wrapped_ = is_wrapped_ && qualified.xmlns == ns::forward;
        if (is_message && (is_outer || is_forwarded)) {
            begin_ = parser_->position();
            message_depth_ = depth_;
            end_ = 0;
        }
        ++depth_;
    }
    void close() noexcept override {
        --depth_;
        if (depth_ == message_depth_ && end_ == 0) end_ = parser_->end_position();
    }
    void text(std::string_view) noexcept override {}
    void restricted(std::string_view) noexcept override { parser_->abort(); }

    XmlParser* parser_ = nullptr;
    std::size_t depth_ = 0;
    std::size_t stanzas_ = 0;
    std::size_t message_depth_ = SIZE_MAX;  // none yet
    bool is_wrapped_ = false;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

}  // namespace

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// Whether the start tag that `xml` begins with has the attribute xmlns.
static bool names_namespace(std::string_view xml) {
    char quote = 0;
    for (std::size_t i = 0; i < xml.size(); ++i) {
        if (quote != 0) {
            if (xml[i] == quote) quote = 0;
        } else if (xml[i] == '"' || xml[i] == '\'') {
            quote = xml[i];
        } else if (xml[i] == '>') {
            return false;
        } else if (is_space(xml[i]) && xml.substr(i + 1).starts_with("xmlns") &&
                   xml.find_first_not_of(" \t\r\n", i + 6) == xml.find('=', i + 6)) {
            return true;
        }
    }
    return false;
}

std::optional<std::string> plain_stanza(std::string_view original) {
    static constexpr std::string_view start = "<message";
    MessageFinder finder;
    const auto message = finder.find(original);
    if (!message.starts_with(start)) return std::nullopt;
    // It may need a prefix or a namespace from around it.
    if (finder.is_wrapped() && !parse(message)) return std::nullopt;
    if (names_namespace(message)) return std::string(message);
    return fmt::format("{} xmlns='jabber:client'{}", start, message.substr(start.size()));
}

}  // namespace boswell::stanza
