// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace boswell {

/// From now on this process may open as many files and sockets as the system grants it.
void raise_descriptor_limit() noexcept;

/// A scope in which a program is started: it inherits the limit that we had before
/// raise_descriptor_limit(), because some programs cannot handle large numbers of descriptors
/// (select(2)) or close each one that they may have. What is open stays open; only one such scope
/// exists at a time, and others wait.
class FormerDescriptorLimit {
public:
    FormerDescriptorLimit() noexcept;
    ~FormerDescriptorLimit();
    FormerDescriptorLimit(const FormerDescriptorLimit&) = delete;
    FormerDescriptorLimit& operator=(const FormerDescriptorLimit&) = delete;
};

}  // namespace boswell
