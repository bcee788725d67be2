// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../task.hpp"
#include "peer.hpp"
#include "support/event_log.hpp"
#include "xmpp/session.hpp"

#include <asio/io_context.hpp>

#include <netinet/in.h>

#include <functional>
#include <thread>

namespace boswell::test {

/// Keeps what a session reports, proofs of life apart: they come with every chunk that TCP happens
/// to make. `on_event` may answer at once.
struct Recorder : EventSink, EventLog {
    void take(Event event) override {
        if (const auto* proof = std::get_if<ProofOfLife>(&event)) return proofs.push_back(*proof);
        events.push_back(std::move(event));
        if (on_event) on_event(events.back());
    }
    std::vector<ProofOfLife> proofs;
    std::function<void(const Event&)> on_event;
};

/// One session of alice@example.org against a server that follows a script, on loopback.
class Play {
public:
    using Script = std::function<void(Peer&)>;

    explicit Play(Script server, const std::string& certificate_for = "example.org")
        : script(std::move(server)), certificate(certificate_for) {
        options.account = Jid::of("alice@example.org");
        options.password = "secret";
        options.vcards = false;
        options.history.wanted = false;
        folder = std::filesystem::temp_directory_path() /
                 fmt::format("boswell-session-{}-{}", getpid(), ++count);
        std::filesystem::create_directory(folder);
        certificate.write(folder / "ca.pem");
        listen_on_loopback();
    }
    ~Play() {
        ::close(listener);
        std::filesystem::remove_all(folder);
    }
    Play(const Play&) = delete;
    Play& operator=(const Play&) = delete;

    /// Both ends to the end. What the script did not get as expected is thrown.
    xmpp::SessionEnd run() {
        const xmpp::TlsContext tls({.ca_file = folder / "ca.pem", .pin_sha256 = ""});
        session = std::make_unique<xmpp::Session>(loop.get_executor(), options, tls, fetches, sink);
        std::exception_ptr complaint;
        std::exception_ptr failure;
        xmpp::SessionEnd end;
        {
            const std::jthread server([&] { serve(complaint); });
            try {
                xmpp::Task<xmpp::SessionEnd> task(loop, session->run(target));
                end = task.get();
            } catch (...) {
                failure = std::current_exception();
            }
        }
        if (complaint) std::rethrow_exception(complaint);
        if (failure) std::rethrow_exception(failure);
        return end;
    }

    Script script;
    Certificate certificate;
    xmpp::SessionOptions options;
    xmpp::FetchSchedules fetches;
    Recorder sink;
    xmpp::Target target;
    asio::io_context loop;
    std::unique_ptr<xmpp::Session> session;

private:
    void listen_on_loopback() {
        listener = ::socket(AF_INET, SOCK_STREAM, 0);
        const timeval patience{.tv_sec = 10, .tv_usec = 0};
        ::setsockopt(listener, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* generic = reinterpret_cast<sockaddr*>(&address);
        if (::bind(listener, generic, size) != 0 || ::listen(listener, 1) != 0 ||
            ::getsockname(listener, generic, &size) != 0)
            throw Error("cannot listen on loopback");
        target.host = "127.0.0.1";
        target.endpoint = {asio::ip::address_v4::loopback(), ntohs(address.sin_port)};
    }

    void serve(std::exception_ptr& complaint) {
        try {
            Peer peer(::accept(listener, nullptr, nullptr), certificate);
            script(peer);
        } catch (...) {
            complaint = std::current_exception();
        }
    }

    static inline int count = 0;
    std::filesystem::path folder;
    int listener = -1;
};

}  // namespace boswell::test
