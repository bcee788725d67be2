// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/translate.hpp"
#include "xmpp/session/archive_query.hpp"
#include "xmpp/session/outlet.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace boswell::xmpp {

/// Asks an archive (XEP-0313) for a page at a time and collects what comes. The open query is kept
/// in the context.
class ArchivePages {
public:
    /// Gets "" if the page came, else why not: the condition of the error, or a sentence.
    using Done = std::function<void(const std::string& error)>;
    /// The sentence if the account's own server does not answer, although it answers a ping that is
    /// sent then.
    static constexpr std::string_view unanswered = "no answer in time, unlike to a ping";

    /// The references outlive this.
    ArchivePages(Jid archive, stanza::Context& context, Outlet& outlet);

    /// One page at a time. The messages of it come before `done` is called.
    void ask(PageRequest request, Done done);
    /// Notes a message if it is a result of the open query; false if it is none.
    bool see(const stanza::Element& message);
    /// The stream is over: what came of the open page is all of it.
    void end();

    /// The page that is open, or was last.
    const ArchivePage& page() const { return page_; }
    /// What was asked for, while the page is open.
    const std::optional<PageRequest>& open() const { return open_; }

private:
    void ask_whether_alive(Done done);
    std::string take_answer(const stanza::Element* iq);

    const Jid archive_;
    stanza::Context& context_;
    Outlet& outlet_;
    ArchivePage page_;
    std::optional<PageRequest> open_;
};

}  // namespace boswell::xmpp
