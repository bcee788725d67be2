// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/own_lists.hpp"
#include "xmpp/session/outlet.hpp"

#include <array>
#include <cstddef>
#include <functional>
#include <optional>

namespace boswell::xmpp {

/// Fetches at the beginning of a session what the account's own clients keep on the server for each
/// other: read marks (XEP-0490) and bookmarks. These are in one of three places, of which the
/// newest one that there is counts: XEP-0402, XEP-0048 by PEP, XEP-0048 in private storage.
///
/// What changes later is told by notifications (XEP-0163).
class OwnLists {
public:
    using Follow = std::function<void(const stanza::BookmarkChange&)>;

    /// `follow` gets all bookmarks with their passwords.
    OwnLists(const stanza::Context& context, Outlet& outlet, Follow follow);

    /// Once the answers are here, BookmarksTold is emitted; its `all` is false if the server does
    /// not say what there is.
    void ask();

private:
    static constexpr std::size_t places = 3;
    /// Absent: no answer yet, or one that says nothing. No bookmarks: there is nothing.
    struct Place {
        bool answered = false;
        bool exists = false;
        std::optional<stanza::BookmarkChange> found;
    };
    void ask_place(std::size_t place, TagPtr payload);
    void take_marks(const stanza::Element* iq);
    void take_place(std::size_t place, const stanza::Element* iq);
    void settle();

    const stanza::Context& context_;
    Outlet& outlet_;
    Follow follow_;
    std::array<Place, places> places_;
};

}  // namespace boswell::xmpp
