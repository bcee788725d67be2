// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time_zone.hpp"
#include "model/record.hpp"
#include "view/html/quotes.hpp"
#include "view/markup.hpp"

#include <string>

namespace boswell::view::html {

/// Who wrote a message, as a page shows it.
struct Sender {
    std::string name;
    std::string other_name;  ///< that of now or of then, "" if it is the same
    std::string hue;         ///< a class of the style sheet
    std::string picture;     ///< another one, "" if there is no picture
    friend bool operator==(const Sender&, const Sender&) = default;
};

/// What a message is shown with.
struct MessagePlace {
    const TimeZone& zone;
    const Quotes& quotes;
    const std::string& page;  ///< the file's name
    bool is_first;            ///< of several by the same sender: has the name
    std::string other_name;   ///< that of the sender, where it is to be told: "now Robert"
};

/// Writes one message as an <article> whose id is "m" and the message's.
void write_message(Markup& markup, const MessageRecord& message, const Sender& sender,
                   const MessagePlace& place);

}  // namespace boswell::view::html
