// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time_zone.hpp"
#include "cli/terminal.hpp"
#include "view/field_changes.hpp"

#include <string>
#include <string_view>

namespace boswell::cli {

/// Prints a thing and what is known of it, a field a line. Fields without a value are left out.
class Fields {
public:
    /// Both outlive this.
    Fields(Terminal& out, const TimeZone& zone) : out_(out), zone_(zone) {}

    void begin(std::string_view heading);
    /// A value from outside, which is made printable here.
    void text(std::string_view name, std::string_view value);
    void time(std::string_view name, Time value);
    /// A value that is printable already, of several lines maybe.
    void lines(std::string_view name, std::string_view value);
    /// Several of them.
    void lines(const view::FieldLines& fields);

private:
    void put(std::string_view name, std::string_view value);

    Terminal& out_;
    const TimeZone& zone_;
};

}  // namespace boswell::cli
