// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/clock.hpp"
#include "model/event.hpp"
#include "xmpp/abstract_session.hpp"
#include "xmpp/fetch_schedules.hpp"
#include "xmpp/wire/tls.hpp"

#include <asio/any_io_executor.hpp>

#include <functional>
#include <memory>
#include <vector>

namespace boswell::agent {

/// The network and the clock, as the agent and its accounts use them. A test brings its own, so
/// that a day of lost connections plays in a moment and without a server.
struct Environment {
    /// All references outlive the session.
    struct SessionDependencies {
        asio::any_io_executor executor;
        xmpp::SessionOptions options;
        const xmpp::TlsContext& tls;
        xmpp::FetchSchedules& fetches;
        EventSink& sink;
    };

    Clock& clock;
    std::function<std::unique_ptr<xmpp::AbstractSession>(SessionDependencies)> open_session;
    /// Does what xmpp::resolve() does. Blocks.
    std::function<std::vector<xmpp::Target>(const xmpp::ResolveOptions&)> resolve;
    std::function<double()> random;  ///< in [0, 1), for jitter
};

const Environment& real_environment();

}  // namespace boswell::agent
