// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "model/sign_of_life.hpp"

#include <chrono>

namespace boswell::xmpp {

/// Decides when a ProofOfLife is reported: ten seconds after the last one, or earlier if other
/// events were reported since, for these are stored anyway and the proof then costs nothing. Pure.
class ProofSchedule {
public:
    static constexpr auto interval = proof_interval;

    /// Another event was reported.
    void saw_event() { saw_event_ = true; }
    /// True if it is to be reported now that the server was last heard at `proof`. That then counts
    /// as reported.
    bool report(Time proof) {
        // The wall clock now reads earlier than our last proof of life: it was set back.
        const bool set_back = proof < reported_;
        if (!saw_event_ && !set_back && proof < reported_ + interval) return false;
        reported_ = proof;
        saw_event_ = false;
        return true;
    }

private:
    Time reported_{};
    bool saw_event_ = false;  // since the last proof
};

}  // namespace boswell::xmpp
