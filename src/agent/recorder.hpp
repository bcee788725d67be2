// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/writer.hpp"
#include "model/event.hpp"

#include <cstddef>
#include <vector>

namespace boswell::agent {

/// Collects what all accounts report between two commits. One batch is one transaction: the batch
/// grows by itself while the disk is slow, since nobody reads sockets during a commit.
class Recorder : public EventSink {
public:
    explicit Recorder(archive::Writer& archive) : archive_(archive) {}

    void take(Event event) override { batch_.push_back(std::move(event)); }

    /// After it, all that was taken is on disk. An event that the archive refuses costs itself
    /// alone: it is put into quarantine and its neighbours are stored. Throws archive::Unavailable
    /// and keeps the whole batch if nothing can be stored at the moment.
    void commit();

    std::size_t waiting() const { return batch_.size(); }

private:
    void commit_one_by_one();

    archive::Writer& archive_;
    std::vector<Event> batch_;
};

}  // namespace boswell::agent
