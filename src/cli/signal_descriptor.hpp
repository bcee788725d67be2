// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/descriptor.hpp"

namespace boswell::cli {

/// A scope in which SIGHUP, SIGINT and SIGTERM do not end the program but make a descriptor
/// readable.
class SignalDescriptor {
public:
    /// Throws Error.
    SignalDescriptor();
    ~SignalDescriptor();
    SignalDescriptor(const SignalDescriptor&) = delete;
    SignalDescriptor& operator=(const SignalDescriptor&) = delete;

    int number() const { return descriptor_.number(); }

private:
    Descriptor descriptor_;
};

}  // namespace boswell::cli
