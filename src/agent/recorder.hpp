// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/writer.hpp"
#include "model/event.hpp"

#include <cstddef>
#include <vector>

namespace boswell::agent {

/// Collects the events of all accounts between two commits. One batch is one transaction. On a slow
/// disk batches are larger by themselves, because the sockets fill during a commit.
class Recorder : public EventSink {
public:
    explicit Recorder(archive::Writer& archive) : archive_(archive) {}

    void take(Event event) override { batch_.push_back(std::move(event)); }

    /// Stores all events that were taken; they are on disk when it returns. An event that the
    /// archive refuses is put into quarantine, and the others are stored. Throws
    /// archive::Unavailable and keeps the whole batch if nothing can be stored at the moment.
    void commit();

    std::size_t waiting() const { return batch_.size(); }

private:
    void commit_one_by_one();

    archive::Writer& archive_;
    std::vector<Event> batch_;
};

}  // namespace boswell::agent
