// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/parse.hpp"
#include "stanza/write_xml.hpp"
#include "xmpp/xml/stanza_reader.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace boswell;
using namespace boswell::xmpp;

static std::string written(const stanza::Element& element) {
    std::string text;
    write_xml(element, "", "", text);
    return text;
}

namespace {
/// Uses all that is delivered, and checks what must hold of it.
struct Handler : StanzaHandler {
    void on_stanza(const stanza::Element& stanza, std::string_view original) override {
        if (ended || original.empty() || original.front() != '<' || original.back() != '>')
            std::abort();
        const auto text = written(stanza);
        const auto again = stanza::parse(text, {.depth = 100, .attributes = 100});
        if (!again || written(again->root()) != text) std::abort();
        stanza::parse(original);
    }
    void on_rejected(RejectedStanza rejected) override {
        if (ended || rejected.reason.empty() || rejected.head.size() > rejected.size) std::abort();
    }
    void on_stream_closed() override { end(); }
    void on_broken(std::string) override { end(); }
    void end() {
        if (ended) std::abort();
        ended = true;
    }

    bool ended = false;
};
}  // namespace

/// The first byte says how the rest is cut, and whether it begins inside an open stream.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::size_t step = data[0] % 64u + 1;
    Handler handler;
    StanzaReader reader({.bytes = 2000, .depth = 8, .elements = 40, .attributes = 5}, handler);
    if (data[0] < 128)
        reader.feed(
            "<stream:stream xmlns='jabber:client' "
            "xmlns:stream='http://etherx.jabber.org/streams'>");
    for (std::size_t at = 0; at < text.size(); at += step)
        reader.feed(std::string_view(text).substr(at, step));
    return 0;
}
