// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fake_network.hpp"
#include "support/builders.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace boswell::test {

/// An account as its server has it: password, archive (XEP-0313), and a stream that may be resumed
/// (XEP-0198). Its messages are numbered from 1 on; the number is the body and the id in the
/// archive.
class ServedAccount {
public:
    enum class Trouble { none, away, busy, untrusted };

    explicit ServedAccount(const std::string& jid) : jid_(Jid::of(jid)) {}

    const Jid& jid() const { return jid_; }
    std::int64_t said() const { return said_; }
    bool is_online() const { return visit_ != nullptr && visit_->running && visit_->online; }

    /// Answers a session that has just connected.
    void answers(Visit& visit) {
        visit_ = &visit;
        const auto& options = visit.dependencies.options;
        if (trouble == Trouble::away) return visit.ends(End::Cause::lost, "connection refused");
        visit.heard();
        if (trouble == Trouble::busy)
            return visit.ends(End::Cause::lost, "the server refused: temporary-auth-failure");
        if (trouble == Trouble::untrusted)
            return visit.ends(End::Cause::not_trusted, "the certificate has expired");
        if (options.password != password) return visit.ends(End::Cause::refused, "not-authorized");
        const bool resumes =
            options.resume && options.resume->id == stream_ && std::exchange(can_resume, true);
        resumes ? goes_on(options.resume->handled) : begins();
    }
    /// So many messages are said: live if we are online, else for the archive or the stream.
    void says(std::int64_t count) {
        if (is_online()) {
            for (auto number = said_ + 1; number <= said_ + count; ++number)
                visit_->sends(message(number, Via::stream));
            handled_ += static_cast<std::uint32_t>(count);
            tells_handled();
        }
        said_ += count;
    }
    void sends(Event event) {
        if (is_online()) visit_->sends(std::move(event));
    }
    /// The connection breaks.
    void cuts() {
        if (is_online()) visit_->ends(End::Cause::lost, "connection reset");
    }
    /// To be called before a session that is gone is forgotten.
    void forgets(const Visit& gone) {
        if (visit_ == &gone) visit_ = nullptr;
    }
    Jid contact(std::uint32_t number) const {
        return Jid::of(fmt::format("contact{}@{}", number % contacts, jid_.domainpart()));
    }
    Jid resource_of(std::uint32_t number) const {
        return Jid::of(contact(number).str() + "/phone");
    }

    static constexpr std::uint32_t contacts = 3;
    std::string password;
    Trouble trouble = Trouble::none;
    bool can_resume = true;

private:
    Time now() const { return visit_->clock.wall(); }
    void goes_on(std::uint32_t handled) {
        is_let_in(true);
        for (auto number = stream_began_ + handled + 1; number <= said_; ++number)
            visit_->sends(message(number, Via::stream));
        handled_ = static_cast<std::uint32_t>(said_ - stream_began_);
        tells_handled();
    }
    void begins() {
        stream_ = fmt::format("{} {}", jid_.str(), ++streams_);
        stream_began_ = said_;
        handled_ = 0;
        is_let_in(false);
        tells_handled();
        RosterUpdate roster{.account = {}, .seen_at = now(), .complete = true, .items = {}};
        for (std::uint32_t i = 0; i < contacts; ++i)
            roster.items.push_back(roster_item(contact(i).str()));
        visit_->sends(std::move(roster));
        for (std::uint32_t i = 0; i < contacts; ++i) {
            auto there = presence(resource_of(i).str(), now());
            there.cause = boswell::Cause::snapshot;
            visit_->sends(std::move(there));
        }
        visit_->sends(vcard(jid_.str(), contact(0)));
        gives_archive();
    }
    void is_let_in(bool resumed) {
        visit_->mechanism = "PLAIN";
        visit_->online = visit_->caught_up = true;
        ConnectionChanged change;
        change.state = ConnectionState::online;
        change.at = change.last_proof = now();
        change.presence_observed = true;
        change.resumed = resumed;
        visit_->sends(std::move(change));
    }
    /// All that followed what is on disk, also what came live meanwhile.
    void gives_archive() {
        const auto& known = visit_->dependencies.options.progress;
        const auto first = known && !known->newest_id.empty() ? std::stoll(known->newest_id) : 0;
        for (auto number = first + 1; number <= said_; ++number)
            visit_->sends(message(number, Via::archive));
        ArchiveProgress progress;
        progress.archive = jid_;
        progress.oldest_id = said_ > 0 ? "1" : "";
        progress.newest_id = said_ > 0 ? std::to_string(said_) : "";
        progress.complete = progress.caught_up = true;
        progress.at = now();
        visit_->sends(std::move(progress));
    }
    void tells_handled() {
        StreamState state;
        state.jid = Jid::of(jid_.str() + "/boswell");
        state.id = stream_;
        state.handled = handled_;
        state.at = now();
        visit_->sends(std::move(state));
    }
    Message message(std::int64_t number, Via via) const {
        auto made = test::message_with_id(std::to_string(number), std::to_string(number), now());
        made.account = jid_;
        made.with = contact(static_cast<std::uint32_t>(number));
        made.from = resource_of(static_cast<std::uint32_t>(number));
        made.to = jid_;
        made.stanza_id->by = jid_;
        made.via = via;
        return made;
    }
    VCardFetched vcard(const std::string& name, const Jid& whose) const {
        auto fetched = test::vcard(name, now());
        fetched.contact = whose;
        return fetched;
    }

    Jid jid_;
    Visit* visit_ = nullptr;
    std::int64_t said_ = 0;
    std::string stream_;
    int streams_ = 0;
    std::int64_t stream_began_ = 0;  // the last message before it
    std::uint32_t handled_ = 0;
};

}  // namespace boswell::test
