// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/reader.hpp"
#include "model/record.hpp"

#include <cstdint>
#include <functional>
#include <set>
#include <utility>

namespace boswell::cli {

/// Gives the messages of an account as its server had them: those that change others, which are
/// within the records of what they change, at their own place in time, and each with its stanza.
class StanzaOrder {
public:
    using Take = std::function<void(const MessageRecord& message)>;

    /// The archive outlives this.
    StanzaOrder(const archive::Reader& archive, Take take)
        : archive_(archive), take_(std::move(take)) {}

    /// The next message, oldest first.
    void add(MessageRecord message);
    /// There are no more messages.
    void finish() { take_until(Time::max()); }

private:
    void take_until(Time time);
    void take(MessageRecord message);

    const archive::Reader& archive_;
    Take take_;
    std::set<std::pair<Time, std::int64_t>> changes_;  // by time and id, not yet given
};

}  // namespace boswell::cli
