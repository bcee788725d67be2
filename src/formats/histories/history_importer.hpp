// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clean_text.hpp"
#include "formats/histories/history_file.hpp"
#include "formats/histories/options.hpp"
#include "formats/importer.hpp"
#include "model/record.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace boswell::formats {

/// What all importers of histories have in common: whose history it is, local times, and what is
/// said at the end.
class HistoryImporter : public Importer {
public:
    std::int64_t skipped() const override { return skipped_; }
    std::vector<std::string> remarks() const override;

protected:
    /// Both outlive this.
    HistoryImporter(HistoryFile& file, const HistoryOptions& options)
        : file_(file), options_(options) {}

    /// Throws Error unless the account is told: `why` is what the file lacks.
    void require_account(std::string_view why) const;

    /// A chat message between the account and `with`, sent by us or by them. What the history does
    /// not tell, the caller leaves as it is.
    MessageRecord said(const Jid& account, const Jid& with, Direction direction, Time stamp,
                       std::string_view text) const;
    /// The same by an occupant of a room; `nickname` is "" for the room itself.
    MessageRecord said_in_room(const Jid& account, const Jid& room, std::string_view nickname,
                               Time stamp, std::string_view text) const;
    /// The same in private with an occupant, whose full JID is `with`.
    MessageRecord said_in_private(const Jid& account, const Jid& with, Direction direction,
                                  Time stamp, std::string_view text) const;
    /// Throws BadRecord if the nickname cannot be a resource.
    Jid occupant(const Jid& room, std::string_view nickname) const;
    PresenceRecord seen(const Jid& account, const Jid& contact, PresenceType type, Show show,
                        Time stamp, std::string_view status) const;

    /// Whether the account's owner goes by that name: the account, or one of --me.
    bool is_own_name(std::string_view name) const;
    /// The contact of that name: by --contact, else the name itself where it is an address with a
    /// local part.
    std::optional<Jid> contact_named(std::string_view name) const;

    /// The time that a clock on the wall showed; nothing if there is no such day or hour. What is
    /// said() at that time next has what the clock showed, too.
    std::optional<Time> local(const CivilTime& civil);

    void skip() { ++skipped_; }
    /// A sentence for the end, told once.
    void remark(std::string text);

    HistoryFile& file_;
    const HistoryOptions& options_;

private:
    std::int64_t skipped_ = 0;
    std::int64_t ambiguous_ = 0;
    Time last_local_;
    std::optional<LocalTime> shown_by_clock_;  // at that time
    std::vector<std::string> remarks_;
};

/// The address that a name such as alice_at_x.test stands for; empty if there is none.
Jid address_in_name(std::string_view name);

/// Milliseconds since 1970 as a time; nothing before 1970 or after 9999.
std::optional<Time> time_of_milliseconds(std::int64_t milliseconds);

/// Whether the fields are those of a day of the years 1970 to 9999, and a time of day.
bool is_civil(const CivilTime& civil);

}  // namespace boswell::formats
