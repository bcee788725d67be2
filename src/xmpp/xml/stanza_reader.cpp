// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/xml/stanza_reader.hpp"

#include "base/digest.hpp"
#include "stanza/element_builder.hpp"
#include "stanza/xml_parser.hpp"
#include "xmpp/xml/tag_end.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace boswell::xmpp {

using stanza::AttributeArray;
using stanza::QualifiedName;
using stanza::XmlParser;

/// expat gets at most this many bytes at once, so that an exceeded limit is noticed soon.
static constexpr std::size_t slice_size = 4096;
static constexpr std::size_t head_size = 4096;
static constexpr std::size_t header_limit = 64u << 10;
/// Even a stanza that is being skipped costs expat about 150 bytes a level.
static constexpr std::size_t depth_limit = 100'000;
/// expat keeps every name it has ever seen, so a parser is replaced after so many bytes.
static constexpr std::size_t parser_lifetime = 4u << 20;
static constexpr std::string_view white_space = " \t\r\n";

/// The parser is suspended at the end of each stanza and of the stream, and the handler is called
/// then, with no frame of expat below it: it may throw and may call stop() and restart().
struct StanzaReader::Stream : stanza::XmlEvents {
    Stream(const stanza::Limits& stanza_limits, stanza::ModernAddress modern_address,
           StanzaHandler& stanza_handler)
        : limits(stanza_limits), handler(stanza_handler), builder(stanza_limits, modern_address) {}

    // Called by feed(), from the outside in.
    void begin_stream();
    void parse(std::string_view slice);
    bool waits_for_tag_end(std::string_view slice);
    void give();
    void proceed(XmlParser::Result result);
    void deliver();
    void deliver_stanza();
    XmlParser::Result renew();
    void check_size();
    void trim();
    void fail(std::string reason);

    // XmlEvents
    void open(const char* name, AttributeArray attributes) noexcept override;
    void close() noexcept override;
    void text(std::string_view part) noexcept override;
    void restricted(std::string_view what) noexcept override;

    void open_stream(const char* name);
    void refuse(std::string reason);

    bool over() const { return stopped || fresh; }
    /// The bytes from one offset in the stream to another.
    std::string_view bytes(std::size_t from, std::size_t to) const {
        return std::string_view(buffer).substr(from - buffer_start, to - from);
    }

    stanza::Limits limits;
    StanzaHandler& handler;
    stanza::ElementBuilder builder;
    std::optional<XmlParser> parser;
    bool fresh = true;  // the next byte begins a stream
    bool stopped = false;
    bool replaying = false;
    std::size_t depth = 0;

    // Offsets count from the first byte that the parser has seen.
    std::string buffer;  // those of the bytes fed that are still needed
    std::size_t buffer_start = 0;
    std::size_t fed = 0;
    std::size_t given = 0;          // those of the bytes fed that the parser has got
    std::size_t pending = 0;        // bytes of a token that is not complete yet
    std::optional<TagEnd> tag_end;  // of the token, if it is a long tag
    std::size_t stanza_start = 0;
    std::size_t stanza_end = 0;

    std::string header_bytes;
    std::string head;  // of a stanza that is skipped
    Sha256 digest;     // of the bytes of that stanza which are forgotten
    std::string refusal;

    // What is to be delivered to the handler while the parser is suspended.
    bool stanza_done = false;
    bool closed = false;
};

void StanzaReader::Stream::open(const char* name, AttributeArray attributes) noexcept {
    if (replaying) {
        depth = 1;
        return;
    }
    if (!refusal.empty()) return;
    if (depth == 0) {
        open_stream(name);
    } else if (depth == 1) {
        stanza_start = parser->position();
        head.clear();
        digest = {};
        if (QualifiedName(name).is_stream()) builder.reject("a stream inside the stream");
    }
    if (depth > 0) builder.open(name, attributes);
    if (++depth > depth_limit) refuse(fmt::format("nested deeper than {} elements", depth_limit));
}

void StanzaReader::Stream::open_stream(const char* name) {
    if (!QualifiedName(name).is_stream()) return refuse("this is not an XMPP stream");
    header_bytes = bytes(parser->position(), parser->end_position());
}

void StanzaReader::Stream::close() noexcept {
    if (!refusal.empty()) return;
    --depth;
    if (depth == 0) {
        closed = true;
        return parser->suspend();
    }
    builder.close();
    if (depth > 1) return;
    stanza_end = parser->end_position();
    stanza_done = true;
    parser->suspend();
}

void StanzaReader::Stream::text(std::string_view part) noexcept {
    if (depth > 1) return builder.text(part);
    if (part.find_first_not_of(white_space) != std::string_view::npos)
        refuse("text between the stanzas");
}

void StanzaReader::Stream::restricted(std::string_view what) noexcept {
    refuse(fmt::format("{} is not allowed (RFC 6120 11.1)", what));
}

void StanzaReader::Stream::refuse(std::string reason) {
    if (!refusal.empty()) return;
    refusal = std::move(reason);
    parser->abort();
}

void StanzaReader::Stream::begin_stream() {
    parser.emplace(*this);
    builder.reset();
    fresh = replaying = stanza_done = closed = false;
    depth = 0;
    buffer.clear();
    buffer_start = fed = given = pending = 0;
    tag_end.reset();
    header_bytes.clear();
    refusal.clear();
}

void StanzaReader::Stream::parse(std::string_view slice) {
    buffer += slice;
    fed += slice.size();
    if (!waits_for_tag_end(slice)) give();
    if (over()) return;
    pending = fed - std::min(fed, parser->position());
    check_size();
    if (!over()) trim();
}

/// expat scans an unfinished tag from its beginning with each call. So it gets a long one only when
/// that is complete.
bool StanzaReader::Stream::waits_for_tag_end(std::string_view slice) {
    return tag_end && !tag_end->feed(slice);
}

void StanzaReader::Stream::give() {
    tag_end.reset();
    const auto from = std::exchange(given, fed);
    proceed(parser->feed(bytes(from, fed)));
    if (over()) return;
    const auto rest = bytes(std::min(parser->position(), fed), fed);
    const bool is_tag = rest.starts_with('<') && !rest.starts_with("<!") && !rest.starts_with("<?");
    if (!is_tag || rest.size() < slice_size) return;
    if (tag_end.emplace().feed(rest)) tag_end.reset();  // expat takes it for something else
}

void StanzaReader::Stream::proceed(XmlParser::Result result) {
    while (result == XmlParser::Result::suspended) {
        deliver();
        if (over()) return;
        const bool renewal = depth == 1 && stanza_end > parser_lifetime;
        result = renewal ? renew() : parser->resume();
    }
    if (result == XmlParser::Result::broken)
        fail(refusal.empty() ? fmt::format("malformed XML: {}", parser->error()) : refusal);
}

void StanzaReader::Stream::fail(std::string reason) {
    stopped = true;
    handler.on_broken(std::move(reason));
}

void StanzaReader::Stream::deliver() {
    if (stanza_done) deliver_stanza();
    if (over() || !closed) return;
    stopped = true;
    handler.on_stream_closed();
}

void StanzaReader::Stream::deliver_stanza() {
    stanza_done = false;
    const auto original = bytes(std::max(stanza_start, buffer_start), stanza_end);
    const auto size = stanza_end - stanza_start;
    if (size > limits.bytes) builder.reject(fmt::format("larger than {} bytes", limits.bytes));
    if (builder.rejected()) {
        if (head.empty()) head = original.substr(0, head_size);
        digest.update(original);
        handler.on_rejected(
            {builder.from(), builder.reason(), size, std::move(head), digest.hex()});
    } else {
        handler.on_stanza(builder.root(), original);
    }
    builder.reset();  // or a large stanza would stay in memory while it is stored
}

/// Goes on with a new parser after the stanza that has just been read. The new parser gets the
/// stream's header first, for the namespaces that are declared there.
XmlParser::Result StanzaReader::Stream::renew() {
    const std::string rest(bytes(stanza_end, fed));
    parser.emplace(*this);
    buffer = header_bytes + rest;
    buffer_start = stanza_end = 0;
    fed = given = buffer.size();
    replaying = true;
    const auto result = parser->feed(header_bytes);
    replaying = false;
    return result == XmlParser::Result::more ? parser->feed(rest) : result;
}

void StanzaReader::Stream::check_size() {
    if (depth == 0 && fed > header_limit)
        return fail(fmt::format("the stream header is longer than {} bytes", header_limit));
    // expat holds an incomplete tag until its end comes, so the tag cannot be skipped.
    if (pending > limits.bytes)
        return fail(fmt::format("a tag is longer than {} bytes", limits.bytes));
    if (depth > 1 && fed - stanza_start > limits.bytes)
        builder.reject(fmt::format("larger than {} bytes", limits.bytes));
}

/// Forgets the bytes that are no longer needed.
void StanzaReader::Stream::trim() {
    if (depth == 0) return;
    auto keep_from = fed - pending;
    if (depth > 1) {
        if (builder.rejected() && head.empty() && fed - stanza_start >= head_size)
            head = bytes(stanza_start, stanza_start + head_size);
        if (head.empty()) keep_from = stanza_start;
        const auto forgotten_from = std::max(stanza_start, buffer_start);
        if (keep_from > forgotten_from) digest.update(bytes(forgotten_from, keep_from));
    }
    buffer.erase(0, keep_from - buffer_start);
    buffer_start = keep_from;
    if (buffer.capacity() > 16 * head_size && buffer.size() < head_size) buffer.shrink_to_fit();
}

StanzaReader::StanzaReader(const stanza::Limits& limits, StanzaHandler& handler,
                           stanza::ModernAddress modern_address)
    : stream_(std::make_unique<Stream>(limits, modern_address, handler)) {}

StanzaReader::~StanzaReader() = default;

void StanzaReader::feed(std::string_view bytes) {
    auto& stream = *stream_;
    if (stream.stopped) return;
    if (stream.fresh) {
        // White space keeps connections alive, but before <?xml …?> it would be an error.
        const auto start = bytes.find_first_not_of(white_space);
        if (start == std::string_view::npos) return;
        bytes.remove_prefix(start);
        stream.begin_stream();
    }
    while (!bytes.empty() && !stream.over()) {
        stream.parse(bytes.substr(0, slice_size));
        bytes.remove_prefix(std::min(bytes.size(), slice_size));
    }
}

void StanzaReader::restart() { stream_->fresh = true; }

void StanzaReader::stop() { stream_->stopped = true; }

}  // namespace boswell::xmpp
