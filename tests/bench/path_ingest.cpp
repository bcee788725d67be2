// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/path_ingest.hpp"

#include "base/error.hpp"

namespace boswell::bench {

PathIngest::PathIngest(const std::filesystem::path& path)
    : writer_(path), recorder_(writer_), reader_({}, *this) {
    context_.trust_stanza_ids = true;
    reader_.feed(
        "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>");
}

void PathIngest::write(std::span<const Event> messages) {
    for (const auto& event : messages) {
        const auto& message = std::get<Message>(event);
        context_.account = message.account;
        context_.now = message.received_at;
        reader_.feed(message.stanza);
    }
    recorder_.commit();
}

void PathIngest::on_stanza(const stanza::Element& stanza, std::string_view original) {
    for (auto& event : stanza::translate(stanza, original, context_))
        recorder_.take(std::move(event));
}

void PathIngest::on_rejected(xmpp::RejectedStanza rejected) { throw Error("{}", rejected.reason); }

void PathIngest::on_broken(std::string reason) { throw Error("{}", reason); }

}  // namespace boswell::bench
