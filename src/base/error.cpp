// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.hpp"

#include <system_error>

namespace boswell {

std::string errno_text(int number) { return std::generic_category().message(number); }

std::string explain(const std::exception& error) {
    std::string text = error.what();
    try {
        std::rethrow_if_nested(error);
    } catch (const std::exception& inner) {
        text += ": " + explain(inner);
    }
    return text;
}

ExitStatus exit_status(const std::exception& error) noexcept {
    auto own = ExitStatus::configuration_or_archive;
    if (const auto* ours = dynamic_cast<const Error*>(&error)) own = ours->status();
    try {
        std::rethrow_if_nested(error);
    } catch (const Error& inner) {
        return exit_status(inner);
    } catch (...) {
    }
    return own;
}

}  // namespace boswell
