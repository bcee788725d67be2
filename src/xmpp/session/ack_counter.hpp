// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

namespace boswell::xmpp {

/// How far the server's stanzas have come with us (XEP-0198 section 4), modulo 2^32: counted once
/// the sink has taken all that is in them, reported to it in a StreamState, durable once that is on
/// disk, and acknowledged. The server forgets what we acknowledge, so never more than is durable.
/// Pure.
class AckCounter {
public:
    /// So many may become durable before the server is told without having asked.
    static constexpr std::uint32_t most_unacknowledged = 100;

    explicit AckCounter(std::uint32_t handled = 0)
        : counted_(handled), reported_(handled), durable_(handled), acknowledged_(handled) {}

    void count() { ++counted_; }

    /// What to report, if the count has moved since the last time.
    std::optional<std::uint32_t> report() {
        if (reported_ == counted_) return std::nullopt;
        return reported_ = counted_;
    }

    /// All that was reported is on disk. Gives what the server is to be told now, if anything.
    std::optional<std::uint32_t> commit() {
        durable_ = reported_;
        const auto news = durable_ - acknowledged_;
        if (news == 0 || (!owed_ && news < most_unacknowledged)) return std::nullopt;
        return acknowledge();
    }

    /// What the server is to be told when it asks. If that is not all, the rest is owed to it.
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
