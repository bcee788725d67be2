// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jid.hpp"
#include "stanza/element.hpp"
#include "xmpp/xml/tag.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <string>

namespace boswell::xmpp {

/// A request to send (RFC 6120 8.2.3).
struct IqRequest {
    std::string_view type;  ///< "get" or "set"
    Jid to;                 ///< empty: the account itself
    TagPtr payload;
};

/// Called once: with the <iq/> of type result or error, or with nullptr if none came in time.
using IqAnswer = std::function<void(const stanza::Element* iq)>;

/// The requests that wait for an answer. COMPAT: gloox's own ids can be guessed, its answers are
/// taken from anyone, and its requests never time out.
class IqTracker {
public:
    using Instant = std::chrono::steady_clock::time_point;

    IqTracker(Jid account, std::chrono::milliseconds timeout)
        : account_(std::move(account)), timeout_(timeout) {}

    /// The server knows the account by that bare JID.
    void serve(const Jid& account) { account_ = account; }
    /// The server answers requests to contacts, too, under its own name.
    void let_server_answer() { server_answers_for_all_ = true; }
    /// Makes the stanza that asks, with an id that nobody else can know.
    TagPtr ask(IqRequest request, Instant now, IqAnswer answer);
    /// Hands an answer to the request's IqAnswer. False if there is no such request, or if it went
    /// to somebody else than the one who answers.
    bool take(const stanza::Element& iq);
    /// Gives up on the requests that have waited too long.
    void expire(Instant now);
    std::size_t pending() const { return waiting_.size(); }

private:
    struct Waiting {
        Jid to;
        Instant deadline;
        IqAnswer answer;
    };
    bool may_answer(const stanza::Element& iq, const Jid& asked) const;

    Jid account_;
    std::chrono::milliseconds timeout_;
    bool server_answers_for_all_ = false;
    std::map<std::string, Waiting> waiting_;
};

bool is_result(const stanza::Element* iq);
/// The defined condition of a stanza error, such as "item-not-found"; "" if there is none.
std::string error_condition(const stanza::Element& stanza);

}  // namespace boswell::xmpp
