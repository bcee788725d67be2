// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/histories/history_importer.hpp"

#include "base/json_object.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <chrono>

namespace boswell::formats {

std::vector<std::string> HistoryImporter::remarks() const {
    auto remarks = remarks_;
    if (ambiguous_ > 0)
        remarks.push_back(
            fmt::format("{}: {} local times fall into an hour that the clock showed twice; the "
                        "earlier one was taken",
                        file_.name(), ambiguous_));
    return remarks;
}

void HistoryImporter::remark(std::string text) {
    auto sentence = fmt::format("{}: {}", file_.name(), text);
    if (std::ranges::find(remarks_, sentence) == remarks_.end())
        remarks_.push_back(std::move(sentence));
}

void HistoryImporter::require_account(std::string_view why) const {
    if (options_.account.empty())
        throw Error("{} {}; say whose history it is with --account JID", file_.name(), why);
}

MessageRecord HistoryImporter::said(const Jid& account, const Jid& with, Direction direction,
                                    Time stamp, std::string_view text) const {
    MessageRecord record;
    record.account = account.bare();
    record.with = with.bare();
    record.direction = direction;
    record.from = direction == Direction::in ? with : account;
    record.to = direction == Direction::in ? account : with;
    record.type = MessageType::chat;
    record.stamp = stamp;
    record.received_at = options_.now;
    record.body = clean_text(text);
    if (stamp == last_local_) record.local_time = shown_by_clock_;
    return record;
}

MessageRecord HistoryImporter::said_in_room(const Jid& account, const Jid& room,
                                            std::string_view nickname, Time stamp,
                                            std::string_view text) const {
    const auto direction =
        !nickname.empty() && is_own_name(nickname) ? Direction::out : Direction::in;
    auto record = said(account, room, direction, stamp, text);
    record.from = nickname.empty() ? room.bare() : occupant(room, nickname);
    record.to = direction == Direction::in ? account : room.bare();
    record.type = MessageType::groupchat;
    record.in_room = true;
    return record;
}

MessageRecord HistoryImporter::said_in_private(const Jid& account, const Jid& with,
                                               Direction direction, Time stamp,
                                               std::string_view text) const {
    auto record = said(account, with, direction, stamp, text);
    record.in_room = true;
    return record;
}

Jid HistoryImporter::occupant(const Jid& room, std::string_view nickname) const {
    try {
        return room.bare().with_resource(nickname);
    } catch (const Error&) {
        throw BadRecord("{}: somebody in {} has a nickname that cannot be a resource", file_.name(),
                        room.str());
    }
}

PresenceRecord HistoryImporter::seen(const Jid& account, const Jid& contact, PresenceType type,
                                     Show show, Time stamp, std::string_view status) const {
    PresenceRecord record;
    record.account = account.bare();
    record.contact = contact.bare();
    record.resource = contact.resourcepart();
    record.type = type;
    record.show = show;
    record.status = clean_text(status);
    record.stamp = stamp;
    record.seen_at = stamp;
    return record;
}

bool HistoryImporter::is_own_name(std::string_view name) const {
    if (std::ranges::find(options_.own_names, name) != options_.own_names.end()) return true;
    if (options_.account.empty()) return false;
    const auto jid = Jid::parse(name);
    return jid && !jid->localpart().empty() && jid->bare() == options_.account;
}

std::optional<Jid> HistoryImporter::contact_named(std::string_view name) const {
    const auto found = options_.contacts.find(std::string(name));
    if (found != options_.contacts.end()) return found->second;
    auto jid = Jid::parse(name);
    if (!jid || jid->localpart().empty()) return std::nullopt;
    return jid;
}

static std::string text_of(const CivilTime& civil) {
    auto text = fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}", civil.year, civil.month,
                            civil.day, civil.hour, civil.minute, civil.second);
    if (civil.millisecond != 0) text += fmt::format(".{:03}", civil.millisecond);
    return text;
}

std::optional<Time> HistoryImporter::local(const CivilTime& civil) {
    if (!is_civil(civil)) return std::nullopt;
    last_local_ = options_.zone.at(civil);
    const bool is_ambiguous = options_.zone.is_ambiguous(last_local_);
    shown_by_clock_ = LocalTime{text_of(civil), options_.zone.name(), is_ambiguous};
    if (is_ambiguous) ++ambiguous_;
    return last_local_;
}

Jid address_in_name(std::string_view name) {
    std::string address(name);
    const auto at = address.rfind("_at_");
    if (at == std::string::npos) return {};
    address.replace(at, 4, "@");
    return Jid::parse(percent_decoded(address)).value_or(Jid()).bare();
}

std::optional<Time> time_of_milliseconds(std::int64_t milliseconds) {
    static constexpr std::int64_t end_of_9999 = 253'402'300'800'000;
    if (milliseconds < 0 || milliseconds >= end_of_9999) return std::nullopt;
    return from_milliseconds(milliseconds);
}

bool is_civil(const CivilTime& civil) {
    using namespace std::chrono;
    const auto date = year(civil.year) / month(static_cast<unsigned>(civil.month)) /
                      day(static_cast<unsigned>(civil.day));
    const auto within = [](int value, int end) { return value >= 0 && value < end; };
    return civil.year >= 1970 && civil.year <= 9999 && civil.month >= 1 && civil.day >= 1 &&
           date.ok() && within(civil.hour, 24) && within(civil.minute, 60) &&
           within(civil.second, 61) && within(civil.millisecond, 1000);
}

}  // namespace boswell::formats
