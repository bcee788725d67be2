// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/write_xml.hpp"
#include "xmpp/xml/stanza_reader.hpp"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace boswell::xmpp {

inline constexpr std::string_view stream_header =
    "<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
    "xmlns:stream='http://etherx.jabber.org/streams' id='s1' from='example.org' version='1.0'>";

/// Keeps all that a StanzaReader delivers.
struct RecordingHandler : StanzaHandler {
    void on_stanza(const stanza::Element& stanza, std::string_view original) override {
        stanza::write_xml(stanza, "", "", stanzas.emplace_back());
        originals.emplace_back(original);
        if (after_stanza) after_stanza();
    }
    void on_rejected(RejectedStanza stanza) override { rejected.push_back(std::move(stanza)); }
    void on_stream_closed() override { ++closed; }
    void on_broken(std::string reason) override { broken.push_back(std::move(reason)); }

    std::function<void()> after_stanza;
    std::vector<std::string> stanzas;  ///< as write_xml() writes them
    std::vector<std::string> originals;
    std::vector<RejectedStanza> rejected;
    int closed = 0;
    std::vector<std::string> broken;
};

}  // namespace boswell::xmpp
