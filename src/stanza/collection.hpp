// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanza/element.hpp"
#include "stanza/translate.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

/// XEP-0136: the older kind of a server's archive.
namespace boswell::stanza {

/// Reads the messages of one collection (<chat/>). Its pages must be given in the order of the
/// collection, since an item may say only how many seconds it came after the item before it.
///
/// Items have no ids. Each gets one, kept as a stanza-id by the account, that is the same whenever
/// the collection is fetched again; schema/README.md says how it is made. Items without a text are
/// left out; an item that cannot be read or dated is quarantined.
class CollectionReader {
public:
    /// `with` is the contact or room whose collection was asked for.
    explicit CollectionReader(Jid with) : with_(std::move(with)) {}

    /// Nothing if the page is of another contact's collection.
    std::vector<Event> read(const Element& chat, const Context& context);

private:
    void read_item(const Element& chat, const Element& item, const Context& context,
                   std::vector<Event>& events);
    std::optional<Time> time_of(const Element& item);
    std::string id_of(const Message& message, Time time);

    Jid with_;
    bool of_room_ = false;
    std::optional<Time> previous_;            // of the last item; before any, of the collection
    std::map<std::string, int> repetitions_;  // how many items had the same id but for its number
};

}  // namespace boswell::stanza
