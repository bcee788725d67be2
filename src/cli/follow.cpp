// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/follow.hpp"

#include "base/error.hpp"
#include "view/message_text.hpp"
#include "view/names.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <map>
#include <string>
#include <utility>

namespace boswell::cli {

static constexpr auto pause = std::chrono::milliseconds(500);
// The longest time between the arrival of a stanza and its commit.
static constexpr auto on_its_way = std::chrono::seconds(2);

namespace {

/// Waits for SIGINT and SIGTERM, so that the output is written to its end before the program ends,
/// and for the end of the reader, which would otherwise be noticed only with the next message.
class Stop {
public:
    Stop() {
        ::sigemptyset(&signals_);
        ::sigaddset(&signals_, SIGINT);
        ::sigaddset(&signals_, SIGTERM);
        ::sigprocmask(SIG_BLOCK, &signals_, nullptr);
        descriptor_ = ::signalfd(-1, &signals_, SFD_CLOEXEC);
        if (descriptor_ < 0) throw Error("cannot wait for signals");
    }
    ~Stop() { ::close(descriptor_); }
    Stop(const Stop&) = delete;
    Stop& operator=(const Stop&) = delete;

    bool comes_within(std::chrono::milliseconds time) const {
        std::array<pollfd, 2> waiting{
            {{.fd = descriptor_, .events = POLLIN, .revents = 0},
             {.fd = STDOUT_FILENO, .events = 0, .revents = 0}}};  // POLLERR comes unasked
        return ::poll(waiting.data(), waiting.size(), static_cast<int>(time.count())) > 0;
    }

private:
    sigset_t signals_{};
    int descriptor_ = -1;
};

}  // namespace

/// Changes when the message is edited, retracted or reacted to.
static std::string looks(const MessageRecord& message, const TimeZone& zone) {
    return view::shown_text(message, zone) + '\n' + view::shown_reactions(message);
}

void follow(Context& context, const query::Expression& where, std::int64_t mark,
            std::span<const MessageRecord> shown, TranscriptView& view, Activity& activity) {
    const Stop stop;
    std::map<std::int64_t, std::string> known;  // as last seen
    const auto is_news = [&](const MessageRecord& message) {
        auto now = looks(message, context.clock.zone);
        auto& before = known[message.id];
        return std::exchange(before, now) != now;
    };
    for (const auto& message : shown) is_news(message);
    query::Query news{.where = where, .sort = query::Sort::oldest};
    do {
        // Taken before the messages are read: one that comes in between is read once more.
        news.arrived_after = std::exchange(mark, context.archive->arrival_mark());
        context.archive->for_each_message(news, [&](const MessageRecord& message) {
            if (!is_news(message)) return true;
            activity.show_until(message.stamp);
            view.add(message);
            return !context.out.failed();
        });
        activity.show_until(now() - on_its_way);
        context.out.flush();
    } while (!context.out.failed() && !stop.comes_within(pause));
}

}  // namespace boswell::cli
