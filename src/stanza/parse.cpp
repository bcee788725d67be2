// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/parse.hpp"

#include "stanza/element_builder.hpp"
#include "stanza/xml_parser.hpp"

#include <algorithm>
#include <climits>

namespace boswell::stanza {

namespace {
/// Takes one child of a stream, and nothing behind it.
class OneStanza : private XmlEvents {
public:
    explicit OneStanza(const Limits& limits) : builder_(limits), parser_(*this) {}

    std::optional<Document> read(std::string_view bytes) {
        static constexpr std::string_view header =
            "<stream:stream xmlns='jabber:client' "
            "xmlns:stream='http://etherx.jabber.org/streams'>";
        // The end of the stream shows whether something unfinished is left.
        const bool whole =
            take(header) && take(bytes) && depth_ == 1 && take("</stream:stream>") && depth_ == 0;
        if (!whole || !complete_) return std::nullopt;
        return builder_.take();
    }

private:
    bool take(std::string_view bytes) { return parser_.feed(bytes) == XmlParser::Result::more; }

    void open(const char* name, AttributeArray attributes) noexcept override {
        if (depth_++ == 0) return;
        builder_.open(name, attributes);
        if (complete_ || builder_.rejected() || (depth_ == 2 && QualifiedName(name).is_stream()))
            parser_.abort();
    }
    void close() noexcept override {
        if (--depth_ == 0) return;
        builder_.close();
        complete_ = depth_ == 1;
    }
    void text(std::string_view part) noexcept override {
        if (depth_ > 1) return builder_.text(part);
        if (part.find_first_not_of(" \t\r\n") != std::string_view::npos) parser_.abort();
    }
    void restricted(std::string_view) noexcept override { parser_.abort(); }

    ElementBuilder builder_;
    XmlParser parser_;
    std::size_t depth_ = 0;
    bool complete_ = false;
};
}  // namespace

std::optional<Document> parse(std::string_view bytes, const Limits& limits) {
    if (bytes.size() > std::min<std::size_t>(limits.bytes, INT_MAX)) return std::nullopt;
    return OneStanza(limits).read(bytes);
}

}  // namespace boswell::stanza
