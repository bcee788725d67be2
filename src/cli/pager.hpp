// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

namespace boswell::cli {

/// $PAGER (less if unset) as the reader of what is written to descriptor(). With LESS unset, less
/// shows colours, leaves short output on the screen and keeps it there (-FRX).
class Pager {
public:
    /// Throws Error if no process can be started.
    Pager();
    /// Waits until the reader has left the pager.
    ~Pager();
    Pager(const Pager&) = delete;
    Pager& operator=(const Pager&) = delete;

    int descriptor() const { return descriptor_; }
    /// True unless the user turned paging off: PAGER=cat or an empty PAGER.
    static bool wanted();

private:
    int descriptor_ = -1;
    pid_t process_ = -1;
};

}  // namespace boswell::cli
