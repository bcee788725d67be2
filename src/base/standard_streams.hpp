// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace boswell {

/// Gives the numbers 0, 1 and 2 to /dev/null where a program was started with one of them closed:
/// a file or a connection that is opened later must not take that number, or log lines would be
/// written into it. To be called before anything is opened; ends the program with status 3 if there
/// is no /dev/null.
void occupy_standard_streams() noexcept;

}  // namespace boswell
