// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/follow.hpp"

#include "base/error.hpp"
#include "cli/neighbours.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <set>

namespace boswell::cli {

static constexpr auto pause = std::chrono::milliseconds(500);
// A message may be dated before ones that are shown already, so more than the newest is looked at.
static constexpr std::int64_t window = 200;

namespace {

/// SIGINT and SIGTERM as something to wait for, so that the output is written to its end.
class StopSignal {
public:
    StopSignal() {
        ::sigemptyset(&signals_);
        ::sigaddset(&signals_, SIGINT);
        ::sigaddset(&signals_, SIGTERM);
        ::sigprocmask(SIG_BLOCK, &signals_, nullptr);
        descriptor_ = ::signalfd(-1, &signals_, SFD_CLOEXEC);
        if (descriptor_ < 0) throw Error("cannot wait for signals");
    }
    ~StopSignal() { ::close(descriptor_); }
    StopSignal(const StopSignal&) = delete;
    StopSignal& operator=(const StopSignal&) = delete;

    bool comes_within(std::chrono::milliseconds time) const {
        pollfd waiting{.fd = descriptor_, .events = POLLIN, .revents = 0};
        return ::poll(&waiting, 1, static_cast<int>(time.count())) > 0;
    }

private:
    sigset_t signals_{};
    int descriptor_ = -1;
};

}  // namespace

static std::vector<MessageRecord> latest(const Context& context, const query::Expression& where) {
    query::Query query{.where = where};
    query.limit = window;
    auto messages = collect(*context.archive, query);
    std::ranges::reverse(messages);
    return messages;
}

void follow(Context& context, const query::Expression& where, std::span<const MessageRecord> shown,
            TranscriptView& view) {
    const StopSignal stop;
    std::set<std::int64_t> known;
    Time newest_arrival{};
    for (const auto& message : shown) {
        known.insert(message.id);
        newest_arrival = std::max(newest_arrival, message.received_at);
    }
    // What was there before and was not asked for (-n) is not news.
    for (const auto& message : latest(context, where)) {
        if (message.received_at <= newest_arrival) known.insert(message.id);
    }
    do {
        for (const auto& message : latest(context, where)) {
            if (known.insert(message.id).second) view.add(message);
        }
        context.out.flush();
    } while (!context.out.failed() && !stop.comes_within(pause));
}

}  // namespace boswell::cli
