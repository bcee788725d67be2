// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

namespace boswell::xmpp {

/// How far we are with the server's stanzas (XEP-0198 section 4), modulo 2^32. A stanza is counted
/// once the sink has taken all of its events; the count is reported to the sink in a StreamState,
/// is durable once that is on disk, and is then acknowledged. The server forgets the stanzas that
/// we acknowledge, so no more are acknowledged than are durable. Pure.
class AckCounter {
public:
    /// After so many durable stanzas the server is told even if it has not asked.
    static constexpr std::uint32_t most_unacknowledged = 100;

    explicit AckCounter(std::uint32_t handled = 0)
        : counted_(handled), reported_(handled), durable_(handled), acknowledged_(handled) {}

    void count() { ++counted_; }

    /// The count to report, if it has moved since the last report.
    std::optional<std::uint32_t> report() {
        if (reported_ == counted_) return std::nullopt;
        return reported_ = counted_;
    }

    /// The reported count is on disk. Returns the count to acknowledge now, if any.
    std::optional<std::uint32_t> commit() {
        durable_ = reported_;
        const auto news = durable_ - acknowledged_;
        if (news == 0 || (!owed_ && news < most_unacknowledged)) return std::nullopt;
        return acknowledge();
    }

    /// The count for a server that asks. If it is not all of them, the rest is owed to the server.
    std::uint32_t acknowledge() {
        owed_ = durable_ != counted_;
        return acknowledged_ = durable_;
    }

    bool all_durable() const { return durable_ == counted_; }

private:
    std::uint32_t counted_;
    std::uint32_t reported_;
    std::uint32_t durable_;
    std::uint32_t acknowledged_;
    bool owed_ = false;
};

}  // namespace boswell::xmpp
