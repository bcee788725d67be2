// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/recorder.hpp"
#include "archive/writer.hpp"
#include "stanza/translate.hpp"
#include "xmpp/xml/stanza_reader.hpp"

#include <filesystem>
#include <span>

namespace boswell::bench {

/// The whole way of a message but for the socket: from the bytes of its stanza through the reader,
/// the translation and the recorder to the disk.
class PathIngest : private xmpp::StanzaHandler {
public:
    /// Makes a new archive.
    explicit PathIngest(const std::filesystem::path& path);

    /// The stanzas of `messages`, and one commit.
    void write(std::span<const Event> messages);

private:
    void on_stanza(const stanza::Element& stanza, std::string_view original) override;
    void on_rejected(xmpp::RejectedStanza) override;
    void on_stream_closed() override {}
    void on_broken(std::string reason) override;

    archive::Writer writer_;
    agent::Recorder recorder_;
    xmpp::StanzaReader reader_;
    stanza::Context context_;
};

}  // namespace boswell::bench
