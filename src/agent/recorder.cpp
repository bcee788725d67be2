// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/recorder.hpp"

#include "base/digest.hpp"
#include "base/log.hpp"

#include <span>

namespace boswell::agent {

static constexpr log::Domain domain{"recorder"};

// About how many bytes of each kind of event the other side decides.

/// A message holds its stanza, and the same once more in parts.
static std::size_t foreign_bytes(const Message& message) { return 2 * message.stanza.size(); }

static std::size_t foreign_bytes(const Presence& presence) { return presence.status.size(); }

static std::size_t foreign_bytes(const VCardFetched& fetched) {
    return 2 * fetched.element.size() + (fetched.avatar ? fetched.avatar->bytes.size() : 0);
}

static std::size_t foreign_bytes(const PepEvent& event) {
    return event.payload ? 2 * event.payload->size() : 0;
}

static std::size_t foreign_bytes(const AvatarFetched& fetched) {
    return fetched.avatar.bytes.size();
}

static std::size_t foreign_bytes(const RosterUpdate& update) {
    return update.items.size() * sizeof(RosterItem);
}

/// The other kinds are small.
template <typename Small>
static std::size_t foreign_bytes(const Small&) {
    return 0;
}

// Live, one turn of the agent rarely has more.
static constexpr std::size_t usual_batch = 128;

void Recorder::take(Event event) {
    bytes_ += std::visit([](const auto& value) { return foreign_bytes(value); }, event);
    batch_.push_back(std::move(event));
}

void Recorder::commit() {
    if (batch_.empty()) return;
    try {
        archive_.write(batch_);
        clear();
        return;
    } catch (const archive::Unavailable&) {
        throw;
    } catch (const archive::Damaged&) {
        throw;  // no event is to blame
    } catch (const std::exception& error) {
        log::warning(domain, "a batch of {} cannot be stored as a whole: {}", batch_.size(),
                     explain(error));
    }
    commit_one_by_one();
}

static Quarantined refused(const Event& event, const std::string& reason) {
    Quarantined note{.seen_at = now(), .reason = "the archive refuses it: " + reason};
    std::visit([&](const auto& value) { note.account = value.account; }, event);
    if (const auto* message = std::get_if<Message>(&event)) {
        note.from = message->from.str();
        note.size = message->stanza.size();
        note.head = message->stanza.substr(0, 4096);
        note.sha256 = sha256_hex(message->stanza);
    }
    if (const auto* presence = std::get_if<Presence>(&event)) note.from = presence->from.str();
    std::visit(
        [&](const auto& value) {
            if constexpr (requires { value.contact; }) note.from = value.contact.str();
        },
        event);
    return note;
}

void Recorder::commit_one_by_one() {
    std::size_t stored = 0;
    try {
        for (; stored < batch_.size(); ++stored) store(batch_[stored]);
    } catch (...) {
        // What is stored must not be stored again.
        batch_.erase(batch_.begin(), batch_.begin() + static_cast<std::ptrdiff_t>(stored));
        throw;
    }
    clear();
}

// After the logins of many accounts, or a catch-up, there may be nothing to do for hours.
void Recorder::clear() {
    if (batch_.capacity() > usual_batch)
        batch_ = std::vector<Event>();
    else
        batch_.clear();
    bytes_ = 0;
}

/// False if the archive refuses the event. Throws Unavailable and Damaged, which are no fault of
/// the event.
bool Recorder::try_to_store(const Event& event, std::string& reason) {
    try {
        archive_.write(std::span(&event, 1));
        return true;
    } catch (const archive::Unavailable&) {
        throw;
    } catch (const archive::Damaged&) {
        throw;
    } catch (const std::exception& error) {
        reason = explain(error);
        return false;
    }
}

void Recorder::store(Event& event) {
    std::string reason;
    if (try_to_store(event, reason)) return;
    // From now on the note is tried, also if the archive is unavailable at the moment.
    event = refused(event, reason);
    if (!try_to_store(event, reason))
        log::error(domain, "an event can neither be stored nor put into quarantine: {}", reason);
}

}  // namespace boswell::agent
