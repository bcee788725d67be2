// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/descriptor.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

namespace boswell::test {

/// What is written to stderr while this lives.
class CapturedLog {
public:
    CapturedLog() {
        std::fflush(stderr);
        ::dup2(file_.number(), STDERR_FILENO);
    }
    ~CapturedLog() { ::dup2(before_.number(), STDERR_FILENO); }
    CapturedLog(const CapturedLog&) = delete;
    CapturedLog& operator=(const CapturedLog&) = delete;

    std::string text() const {
        std::fflush(stderr);
        std::string content(1u << 16, '\0');
        const auto count = ::pread(file_.number(), content.data(), content.size(), 0);
        content.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
        return content;
    }

private:
    Descriptor before_{::dup(STDERR_FILENO)};
    Descriptor file_{::open("/tmp", O_RDWR | O_TMPFILE | O_APPEND | O_CLOEXEC, 0600)};
};

}  // namespace boswell::test
