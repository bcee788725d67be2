// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.hpp"
#include "stanza/limits.hpp"
#include "stanza/modern_address.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace boswell::xmpp {

/// A stanza that was over a limit.
struct RejectedStanza {
    std::string from;    ///< its from attribute, "" if it had none
    std::string reason;  ///< such as "nested deeper than 64 elements"
    std::size_t size;    ///< bytes
    std::string head;    ///< the first 4096 of them
    std::string sha256;  ///< of all of them, in hex
};

/// Takes what a StanzaReader reads. It may call StanzaReader::stop() or restart() from within; it
/// must not destroy it.
class StanzaHandler {
public:
    virtual ~StanzaHandler() = default;
    /// A complete child of the stream. `original` is its bytes as they were sent. Both are valid
    /// until this returns.
    virtual void on_stanza(const stanza::Element& stanza, std::string_view original) = 0;
    /// A child of the stream was skipped; the stream goes on behind it.
    virtual void on_rejected(RejectedStanza rejected) = 0;
    /// The peer closed the stream: </stream:stream>.
    virtual void on_stream_closed() = 0;
    /// The stream is not well-formed XML, or has what RFC 6120 11.1 forbids (comments, processing
    /// instructions, DTDs, entities). Nothing more can be read from it.
    virtual void on_broken(std::string reason) = 0;
};

/// A namespace-aware, strict and capped XML reader (expat) that turns the bytes of a stream into
/// elements. COMPAT: gloox's own parser ends the stream at &#x1F600;, empties bodies that are not
/// UTF-8, has no caps, and loses the namespaces of attributes, so that a stranger's c:from='…'
/// becomes the sender.
class StanzaReader {
public:
    /// `modern_address` as for an ElementBuilder.
    StanzaReader(const stanza::Limits& limits, StanzaHandler& handler,
                 stanza::ModernAddress modern_address = nullptr);
    ~StanzaReader();
    StanzaReader(const StanzaReader&) = delete;
    StanzaReader& operator=(const StanzaReader&) = delete;

    /// Any number of bytes, cut anywhere. Memory stays below about four times limits.bytes and half
    /// a kilobyte an element. What the handler throws passes through; the reader is of no use then.
    void feed(std::string_view bytes);
    /// A new stream begins with the next call of feed() (after TLS and after SASL). The rest of the
    /// bytes being fed is dropped: they were sent before the change and must not be believed.
    void restart();
    /// Nothing more is ever delivered, not even from the bytes being fed.
    void stop();

private:
    struct Stream;
    std::unique_ptr<Stream> stream_;
};

}  // namespace boswell::xmpp
