// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/context.hpp"
#include "view/read_state.hpp"
#include "view/transcript.hpp"

#include <map>
#include <utility>

namespace boswell::cli {

/// A conversation as it is read: days under headings, long texts indented under who wrote them.
/// With --json one record a line.
class TranscriptView {
public:
    /// Whether it is about one address, or about several ones: then it says which one, at the
    /// beginning and where that changes.
    enum class Addresses { one, several };
    TranscriptView(Context& context, Addresses addresses);
    void add(const MessageRecord& message);
    void add(const ChatState& state);

private:
    view::ReadLine& read_line(const MessageRecord& message);
    void say_read();
    void begin_day(Time time);
    void begin_address(const Jid& with);

    Context& context_;
    view::Speakers speakers_;
    view::Days days_;
    Addresses addresses_;
    Jid address_;                                               // that of the line before
    std::map<std::pair<Jid, Jid>, view::ReadLine> read_lines_;  // by account and address
};

}  // namespace boswell::cli
