// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/writer.hpp"
#include "model/event.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace boswell::agent {

/// Collects the events of all accounts between two commits. One batch is one transaction. On a slow
/// disk batches are larger by themselves, because the sockets fill during a commit.
class Recorder : public EventSink {
public:
    explicit Recorder(archive::Writer& archive) : archive_(archive) {}

    void take(Event event) override;

    /// Stores all events that were taken; they are on disk when it returns. An event that the
    /// archive refuses is put into quarantine, and the others are stored; one that not even the
    /// quarantine takes is told in the log. Throws archive::Unavailable, and archive::Damaged, and
    /// then keeps what is not stored.
    void commit();

    /// How many events wait to be stored, and about how many bytes of memory they need.
    std::size_t waiting() const { return batch_.size(); }
    std::size_t waiting_bytes() const { return bytes_; }

private:
    void clear();
    void commit_one_by_one();
    bool try_to_store(const Event& event, std::string& reason);
    void store(Event& event);

    archive::Writer& archive_;
    std::vector<Event> batch_;
    std::size_t bytes_ = 0;
};

}  // namespace boswell::agent
