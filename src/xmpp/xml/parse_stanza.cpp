// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/xml/stanza_reader.hpp"

#include <utility>

namespace boswell::xmpp {

namespace {
/// Keeps the one stanza that is expected.
class OneStanza : public StanzaHandler {
public:
    void on_stream_header(std::unique_ptr<gloox::Tag>) override {}
    void on_stanza(std::unique_ptr<gloox::Tag> stanza, std::string_view) override {
        ++count_;
        stanza_ = std::move(stanza);
    }
    void on_rejected(RejectedStanza) override { ++count_; }
    void on_stream_closed() override { ended_ = true; }
    void on_broken(std::string) override { ended_ = true; }

    std::unique_ptr<gloox::Tag> take() {
        return count_ == 1 && !ended_ ? std::move(stanza_) : nullptr;
    }

private:
    std::unique_ptr<gloox::Tag> stanza_;
    int count_ = 0;
    bool ended_ = false;
};
}  // namespace

std::unique_ptr<gloox::Tag> parse_stanza(std::string_view bytes, const StanzaLimits& limits) {
    OneStanza handler;
    StanzaReader reader(limits, handler);
    reader.feed(
        "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>");
    reader.feed(bytes);
    return handler.take();
}

}  // namespace boswell::xmpp
