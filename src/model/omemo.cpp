// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/omemo.hpp"

#include "model/enum_names.hpp"

namespace boswell {

static constexpr EnumNames<OmemoFailure, 8> failures{
    {"before-device", "not-encrypted-to", "no-session", "unknown-key", "read-before",
     "broken-session", "damaged", "unknown-sender"}};

std::string_view to_string(OmemoFailure failure) { return failures.of(failure); }
std::optional<OmemoFailure> parse_omemo_failure(std::string_view text) {
    return failures.parse(text);
}

}  // namespace boswell
