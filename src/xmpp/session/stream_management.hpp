// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/translate.hpp"
#include "xmpp/session/ack_counter.hpp"
#include "xmpp/session/outlet.hpp"

#include <functional>
#include <string>
#include <utility>

namespace boswell::xmpp {

/// XEP-0198 on a bound stream: counts the server's stanzas, acknowledges those that are on disk,
/// and reports what the next login needs to go on where this stream is cut. Our own stanzas are not
/// counted: none is ever sent again, since a request without an answer is made anew.
class StreamManagement {
public:
    /// All references outlive this. `flushed` is called after a resumption, when the server has
    /// sent all that it had kept: it has answered our first request for an acknowledgement.
    StreamManagement(const stanza::Context& context, Outlet& outlet, std::function<void()> flushed)
        : context_(context), outlet_(outlet), flushed_(std::move(flushed)) {}

    /// Asks the server for stream management. Stanzas count from the server's answer on.
    void enable();
    /// The server goes on with the stream of that state.
    void resume(const StreamState& state);
    /// The stream that was to be resumed is gone.
    void forget();
    /// Takes an element of the namespace.
    void take(const stanza::Element& element);
    /// The sink has taken all events of a stanza.
    void count();
    /// Reports the count if it has moved. To be called after the events of the stanzas that count.
    void report();
    /// All that was reported is on disk.
    void commit();
    /// True if every stanza that the server has sent may be acknowledged.
    bool settled() const { return !on_ || counter_.all_durable(); }
    /// True if the stream is managed: after a cut it can be resumed, or the server knows which
    /// stanzas are lost.
    bool is_on() const { return on_; }
    /// Acknowledges the durable stanzas, and reports that the stream cannot be resumed. To be
    /// called before the stream is closed: the server then forgets it.
    void finish();

private:
    void take_enabled(const stanza::Element& enabled);
    void send_ack(std::uint32_t handled);
    void emit(const std::string& id, std::uint32_t handled);

    const stanza::Context& context_;
    Outlet& outlet_;
    std::function<void()> flushed_;
    bool asked_ = false;
    bool on_ = false;
    std::string id_;  // "" if the stream cannot be resumed
    Jid self_;
    AckCounter counter_;
};

}  // namespace boswell::xmpp
