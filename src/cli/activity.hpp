// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/context.hpp"
#include "cli/transcript_view.hpp"

#include <vector>

namespace boswell::cli {

/// What people did between the messages of a transcript (XEP-0085): log --activity.
class Activity {
public:
    /// Both outlive this. Nothing is shown before begin() has said from when on.
    Activity(Context& context, TranscriptView& view, std::vector<Jid> contacts);

    /// From now on show_until() shows what was done at `since` and later.
    void begin(Time since);
    /// Shows what was done before `until` and was not shown yet.
    void show_until(Time until);
    bool shown_any() const { return shown_any_; }

private:
    Context& context_;
    TranscriptView& view_;
    archive::Selection selection_;
    bool shown_any_ = false;
};

/// What the sender did between this message and the one before it: "composing 07:44:10,
/// paused 07:44:30"; "" if nothing is known.
std::string activity_before(const Context& context, const MessageRecord& message);

}  // namespace boswell::cli
