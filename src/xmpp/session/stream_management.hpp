// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/translate.hpp"
#include "xmpp/session/ack_counter.hpp"
#include "xmpp/session/outlet.hpp"

#include <string>

namespace boswell::xmpp {

/// XEP-0198 on a bound stream: counts the server's stanzas, acknowledges those that are on disk,
/// and reports what the next login needs to go on where this stream is cut. What we send ourselves
/// is not counted: nothing of it is ever sent again, an answer that does not come is asked for
/// anew.
class StreamManagement {
public:
    /// All references outlive this.
    StreamManagement(const stanza::Context& context, Outlet& outlet)
        : context_(context), outlet_(outlet) {}

    /// Asks the server for it. Stanzas count from its answer on.
    void enable();
    /// The server goes on with the stream of that state.
    void resume(const StreamState& state);
    /// The stream that was to be resumed is gone.
    void forget();
    /// An element of the namespace.
    void take(const stanza::Element& element);
    /// The sink has taken all that is in a stanza.
    void count();
    /// Reports the count if it has moved; behind the stanzas that it counts.
    void report();
    /// All that was reported is on disk.
    void commit();
    /// True if the server may be told of all that it has sent.
    bool settled() const { return !on_ || counter_.all_durable(); }
    /// The stream is managed: when it is cut, it can be resumed, or the server knows what is lost.
    bool is_on() const { return on_; }
    /// Acknowledges what is durable and reports that the stream cannot be resumed: it is about to
    /// be closed, and the server then forgets it.
    void finish();

private:
    void take_enabled(const stanza::Element& enabled);
    void send_ack(std::uint32_t handled);
    void emit(const std::string& id, std::uint32_t handled);

    const stanza::Context& context_;
    Outlet& outlet_;
    bool asked_ = false;
    bool on_ = false;
    std::string id_;  // "" if the stream cannot be resumed
    Jid self_;
    AckCounter counter_;
};

}  // namespace boswell::xmpp
