// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time_zone.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace boswell::formats {

struct Mailbox {
    std::string name;
    std::string local;  ///< quoted where RFC 5322 asks for it
    std::string domain;
};

/// A mail (RFC 5322, RFC 2045) with one text.
struct Mail {
    Mailbox from;
    Mailbox to;
    Time date;
    TimeZone zone;  ///< that the date is written in
    std::string subject;
    std::string id;  ///< without the angle brackets
    std::vector<std::string>
        references;  ///< ids, the root of the thread first; the last is answered
    std::vector<std::pair<std::string_view, std::string>> fields;  ///< others, in their order
    std::string text;
};

/// Its lines, which end with a line feed. None of them begins with "From ", so they may stand in an
/// mbox as they are, and the text comes back byte for byte.
std::string serialised(const Mail& mail);

}  // namespace boswell::formats
