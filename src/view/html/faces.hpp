// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/record.hpp"
#include "view/surroundings.hpp"

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace boswell::view::html {

/// True if the conversation is one with a room or with its occupants.
bool is_in_room(const MessageRecord& message);

/// The colour of somebody as XEP-0392 makes it of a text, as a class of the style sheet: "h0" to
/// "h35", by ten degrees.
std::string hue_class(const std::string& text);

/// The colours and pictures of those who speak on a page, as they were at the time. Where pictures
/// have no addresses they are in the page's style, each once.
class Faces {
public:
    /// `address` is where a page finds a picture, by its SHA-1; without it pictures are in the
    /// page.
    explicit Faces(const Surroundings& surroundings,
                   std::function<std::string(const std::string&)> address = nullptr)
        : surroundings_(surroundings), address_(std::move(address)) {}

    /// The colour of who wrote the message: by the address, in rooms by the nickname.
    const std::string& hue_of(const MessageRecord& message);
    /// The class that shows the picture of who wrote the message: "p0"; or "" for none, and where
    /// pictures have addresses.
    std::string class_of(const MessageRecord& message);
    /// The address of that picture, or "".
    std::string address_of(const MessageRecord& message);
    /// The rules for the pictures of this page.
    const std::string& style() const { return style_; }
    /// What comes now is on another page.
    void begin_page();

    /// A page has pictures of at most so many bytes together, beside its messages.
    static constexpr std::size_t largest_style = 600'000;

private:
    std::string sha1_of(const MessageRecord& message);
    std::string class_for(const std::string& sha1);

    const Surroundings& surroundings_;
    std::function<std::string(const std::string&)> address_;
    std::map<std::pair<Jid, Jid>, std::vector<PictureVersion>> versions_;  // by account and contact
    std::map<std::string, std::string> hues_;     // of this page, by address or nickname
    std::map<std::string, std::string> classes_;  // of this page, by SHA-1
    std::string style_;
};

}  // namespace boswell::view::html
