// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/session_sink.hpp"

#include <utility>

namespace boswell::xmpp {

SessionSink::SessionSink(Jid account, EventSink& sink)
    : account_(std::move(account)), sink_(sink) {}

static void rename(Event& event, const Jid& account) {
    const auto bound = std::visit([](const auto& value) { return value.account; }, event);
    if (bound == account) return;
    std::visit([&](auto& value) { value.account = account; }, event);
    std::visit(
        [&](auto& value) {
            if constexpr (requires { value.contact; }) {
                if (value.contact == bound) value.contact = account;
            }
        },
        event);
}

void SessionSink::take(Event event) {
    if (closed_) return;
    rename(event, account_);
    proofs_.saw_event();
    sink_.take(std::move(event));
}

void SessionSink::prove_life() {
    if (closed_ || !proofs_.report(last_proof_)) return;
    sink_.take(ProofOfLife{.account = account_, .at = last_proof_});
}

}  // namespace boswell::xmpp
