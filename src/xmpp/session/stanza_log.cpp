// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/session/stanza_log.hpp"

#include "base/log.hpp"
#include "base/text.hpp"

#include <array>
#include <variant>

namespace boswell::xmpp {

static constexpr log::Domain domain{"stanza"};
static constexpr std::size_t longest_value = 200;

// In the order of Event.
static constexpr std::array<std::string_view, 24> kinds{"message",
                                                        "presence",
                                                        "roster",
                                                        "vCard",
                                                        "connection",
                                                        "proof of life",
                                                        "quarantine",
                                                        "refusal",
                                                        "archive",
                                                        "gap",
                                                        "stream",
                                                        "room",
                                                        "receipt",
                                                        "chat state",
                                                        "preferences of the archive",
                                                        "extent of the archive",
                                                        "collections",
                                                        "PEP event",
                                                        "list of nodes",
                                                        "key of a device",
                                                        "avatar",
                                                        "claim of a move",
                                                        "read mark",
                                                        "bookmarks"};
static_assert(std::variant_size_v<Event> == kinds.size());

static bool is_wanted() { return log::enabled(log::Level::debug); }

static std::string shown(std::string_view value) {
    return value.empty() ? "-" : std::string(utf8_prefix(value, longest_value));
}

void StanzaLog::begin() { outcome_.clear(); }

void StanzaLog::note(const Event& event) {
    if (!is_wanted()) return;
    if (!outcome_.empty()) outcome_ += ", ";
    outcome_ += kinds[event.index()];
}

void StanzaLog::tell(const Jid& account, const stanza::Element& stanza, std::size_t size) const {
    if (!is_wanted()) return;
    log::debug(domain, "{}: {} type {}, from {}, id {}, {} bytes: {}", account.str(),
               shown(stanza.name()), shown(stanza.attribute("type")),
               shown(stanza.attribute("from")), shown(stanza.attribute("id")), size,
               outcome_.empty() ? "nothing to store" : outcome_);
}

void StanzaLog::tell_rejected(const Quarantined& note) const {
    log::debug(domain, "{}: from {}, {} bytes: put into quarantine: {}", note.account.str(),
               shown(note.from), note.size, shown(note.reason));
}

}  // namespace boswell::xmpp
