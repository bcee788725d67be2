// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/contact.hpp"
#include "model/message.hpp"
#include "model/presence.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace boswell {

enum class ConnectionState { offline, connecting, online, failed };
std::string_view to_string(ConnectionState state);
std::optional<ConnectionState> parse_connection_state(std::string_view text);

/// The state of an account's connection changed. Becoming `online` begins an observation span,
/// leaving it ends that span at `last_proof`, the last byte the server sent: later than that
/// nothing was seen.
struct ConnectionChanged {
    Jid account;
    ConnectionState state = ConnectionState::offline;
    Time at;
    Time last_proof;
    bool presence_observed =
        false;         ///< contacts' presence reaches this session (presence was sent)
    std::string tls;   ///< such as "TLSv1.3 TLS_AES_256_GCM_SHA384"
    std::string sasl;  ///< mechanism
    std::vector<std::string> features;  ///< disco features of the account and the server, sorted
    std::string error;                  ///< why it is offline or failed; a sentence without secrets
};

/// The server sent something, so whatever it did not say did not happen. Moves the end of the
/// observation span.
struct ProofOfLife {
    Jid account;
    Time at;
};

/// A stanza that could not be taken.
struct Quarantined {
    Jid account;
    Time seen_at;
    std::string from;  ///< as far as it could be read; not a checked address
    std::string reason;
    std::uint64_t size = 0;  ///< bytes
    std::string head;        ///< the first bytes, at most 4096
};

/// What an account's session reports, in the order of the stream.
using Event = std::variant<Message, Presence, RosterUpdate, VCardFetched, ConnectionChanged,
                           ProofOfLife, Quarantined>;

/// Takes events one by one. Throws what keeps it from taking one; the stream then stops being read.
class EventSink {
public:
    virtual ~EventSink() = default;
    virtual void take(Event event) = 0;
};

}  // namespace boswell
