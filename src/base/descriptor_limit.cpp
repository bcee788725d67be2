// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/descriptor_limit.hpp"

#include <sys/resource.h>

#include <mutex>
#include <optional>

namespace boswell {

namespace {
std::mutex mutex;
std::optional<rlim_t> former;  // the soft limit with which this process was started
}  // namespace

static void set_soft_limit(rlim_t limit) noexcept {
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return;
    files.rlim_cur = limit < files.rlim_max ? limit : files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
}

void raise_descriptor_limit() noexcept {
    const std::scoped_lock lock(mutex);
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return;
    if (!former) former = files.rlim_cur;
    set_soft_limit(files.rlim_max);
}

FormerDescriptorLimit::FormerDescriptorLimit() noexcept {
    mutex.lock();
    if (former) set_soft_limit(*former);
}

FormerDescriptorLimit::~FormerDescriptorLimit() {
    if (former) set_soft_limit(RLIM_INFINITY);
    mutex.unlock();
}

}  // namespace boswell
