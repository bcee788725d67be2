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
    std::string picture;     ///< another one, which shows a picture; "" for none
    std::string picture_at;  ///< or where the picture is; "" for none
    friend bool operator==(const Sender&, const Sender&) = default;
};

/// What a message is shown with.
struct MessagePlace {
    const TimeZone& zone;
    const Quotes& quotes;
    const std::string& page;   ///< the file's name
    bool is_first;             ///< of several by the same sender: has the name
    std::string other_name;    ///< that of the sender, where it is to be told: "now Robert"
    std::string address = {};  ///< of the page of this message alone, "" if there is none
    /// Of a text that is longer in bytes only the beginning is shown, and where all of it is; 0:
    /// all of it. Only with an address of the whole.
    std::size_t longest_text = 0;
    std::string whole = {};
};

/// Writes one message as an <article> whose id is "m" and the message's.
void write_message(Markup& markup, const MessageRecord& message, const Sender& sender,
                   const MessagePlace& place);

}  // namespace boswell::view::html
