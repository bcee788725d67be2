// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/context.hpp"
#include "view/transcript.hpp"

namespace boswell::cli {

/// A conversation as it is read: days under headings, long texts indented under who wrote them.
/// With --json one record a line.
class TranscriptView {
public:
    explicit TranscriptView(Context& context);
    void add(const MessageRecord& message);
    void add(const ChatState& state);

private:
    void begin_day(Time time);

    Context& context_;
    view::Speakers speakers_;
    view::Days days_;
};

}  // namespace boswell::cli
