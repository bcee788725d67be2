// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/substring_index_job.hpp"

#include "archive/guest.hpp"
#include "archive/open.hpp"
#include "archive/write/substring_index_builder.hpp"

namespace boswell::archive {

class SubstringIndexJob::Work {
public:
    explicit Work(const std::filesystem::path& archive)
        : guest_(open_beside_lock(archive)), builder_(guest_.database()) {}

    std::int64_t count() { return guest_.database().integer("SELECT count(*) FROM message"); }
    std::int64_t done() const { return builder_.done(); }
    bool advance(Goal goal);

private:
    Guest guest_;
    SubstringIndexBuilder builder_;
};

bool SubstringIndexJob::Work::advance(Goal goal) {
    const auto wanted =
        goal == Goal::complete ? SubstringIndex::Phase::complete : SubstringIndex::Phase::none;
    if (read_substring_index(guest_.database()).phase == wanted) return false;
    guest_.transact([&](Guest::Clock::time_point deadline) {
        if (goal == Goal::complete) {
            builder_.build(deadline);
        } else {
            builder_.remove();
        }
    });
    return true;
}

SubstringIndexJob::SubstringIndexJob(const std::filesystem::path& archive, Goal goal)
    : goal_(goal), work_(std::make_unique<Work>(archive)), total_(work_->count()) {}

SubstringIndexJob::~SubstringIndexJob() = default;

bool SubstringIndexJob::advance() { return work_->advance(goal_); }

std::int64_t SubstringIndexJob::done() const { return work_->done(); }

}  // namespace boswell::archive
