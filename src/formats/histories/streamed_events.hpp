// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "formats/histories/json_reader.hpp"
#include "formats/histories/named_events.hpp"

#include <string_view>
#include <vector>

namespace boswell::formats {

/// A JSON file of a web service that is too large to be held: an object with events somewhere in
/// it, of which one at a time is read.
class StreamedEvents : public NamedEvents {
public:
    bool next(Record& record) final;
    bool is_complete() const final { return !reader_.is_cut(); }
    std::vector<std::string> remarks() const final;

protected:
    /// `noun` is what an event is called: "message".
    StreamedEvents(HistoryFile& file, const HistoryOptions& options, std::string_view noun);

    /// Goes to the next event; false if there is none.
    virtual bool advance() = 0;
    /// Its message; nullopt for an event that is none. Throws BadField.
    virtual std::optional<MessageRecord> read(const Json& event) = 0;

    JsonReader reader_;

private:
    std::string_view noun_;
};

}  // namespace boswell::formats
