// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/event.hpp"
#include "xmpp/abstract_session.hpp"
#include "xmpp/fetch_schedules.hpp"
#include "xmpp/wire/tls.hpp"

#include <asio/any_io_executor.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace boswell::xmpp {

/// A session on a socket: TLS, SASL, resource binding, then carbons, roster, presence, vCards,
/// rooms (XEP-0045) and the archives (XEP-0313) of the account and of its rooms; every stanza
/// becomes events for the sink.
///
/// Under stream management (XEP-0198) the server is told only of stanzas whose events are on disk:
/// whoever owns the sink calls committed() after each commit.
class Session : public AbstractSession {
public:
    using Devices = std::vector<std::uint32_t>;  ///< their ids
    using DevicesAnswer = std::function<void(const std::optional<Devices>& devices)>;

    Session(asio::any_io_executor executor, SessionOptions options, const TlsContext& tls,
            FetchSchedules& fetches, EventSink& sink);
    ~Session() override;
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    asio::awaitable<SessionEnd> run(Target target) override;
    void stop() override;
    void pause() override;
    void resume() override;
    void committed() override;
    void publish(const OmemoBundle& bundle) override;
    void send(const OmemoEmptyMessage& message) override;
    void fetch_bundle(const OmemoAddress& of, BundleAnswer answer) override;
    /// Asks for the account's list of OMEMO devices. `answer` is called once, or never if the
    /// session ends before; with nullopt if the server does not tell.
    void fetch_devices(DevicesAnswer answer);
    bool online() const override;
    Time last_proof() const override;
    std::string mechanism() const override;
    bool caught_up() const override;

private:
    class Life;
    std::unique_ptr<Life> life_;
};

}  // namespace boswell::xmpp
