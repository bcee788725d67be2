// SPDX-License-Identifier: GPL-3.0-or-later
#include "view/account_fields.hpp"

#include "base/printable.hpp"
#include "view/times.hpp"

#include <fmt/core.h>

namespace boswell::view {

namespace {

class Fields {
public:
    Fields(Time now, const TimeZone& zone) : now_(now), zone_(zone) {}

    void add(std::string_view name, std::string_view value) {
        if (!value.empty()) lines_.emplace_back(name, printable(value));
    }
    std::string exact(Time time) const { return exact_time(time, zone_); }
    std::string with_age(Time time) const {
        const auto age = now_ - time;
        const auto text = exact(time);
        return age < milliseconds(0) ? text : fmt::format("{} ({} ago)", text, duration(age));
    }
    Time now() const { return now_; }
    FieldLines take() { return std::move(lines_); }

private:
    Time now_;
    const TimeZone& zone_;
    FieldLines lines_;
};

}  // namespace

static void add_archive(Fields& fields, const HeldArchive& archive) {
    fields.add("caught up", archive.caught_up_at ? fields.with_age(*archive.caught_up_at)
                                                 : "never, newer messages are still missing");
    const auto since = archive.oldest ? fmt::format("from {} on", fields.exact(*archive.oldest))
                                      : std::string("nothing yet");
    fields.add("history", archive.complete ? archive.oldest ? since + ", complete" : "complete"
                                           : since + ", older messages are still missing");
}

/// How much of the time that a first fetch has to go back over is done.
static std::string progress_of(const HeldArchive& archive, const ArchiveExtent& extent) {
    if (!archive.oldest || !extent.oldest || !extent.newest) return {};
    const auto whole = *extent.newest - *extent.oldest;
    const auto done = *extent.newest - *archive.oldest;
    if (whole <= milliseconds(0) || done < milliseconds(0) || done > whole) return {};
    return fmt::format("{} % of the time that it reaches back is fetched", 100 * done / whole);
}

static void add_server_archive(Fields& fields, const AccountRecord& account) {
    if (account.terms) fields.add("server", describe(account.terms->preferences));
    if (const auto& extent = account.extent; extent && extent->oldest) {
        fields.add("its archive", fmt::format("from {} on", fields.exact(*extent->oldest)));
        if (account.archive && !account.archive->complete)
            fields.add("progress", progress_of(*account.archive, *extent));
    }
    if (!account.retention) return;
    auto text = fmt::format("the server forgets after {}", duration(*account.retention));
    if (account.state != ConnectionState::online && account.last_proof)
        text += fmt::format("; nobody was connected for {}",
                            duration(fields.now() - *account.last_proof));
    fields.add("retention", text);
}

FieldLines account_fields(const AccountRecord& account, Time now, const TimeZone& zone) {
    Fields fields(now, zone);
    fields.add("state", to_string(account.state));
    if (account.since) fields.add("since", fields.with_age(*account.since));
    if (account.last_proof) fields.add("last proof", fields.with_age(*account.last_proof));
    fields.add("tls", account.tls);
    fields.add("sasl", account.sasl);
    fields.add("messages", std::to_string(account.messages));
    if (account.archive) add_archive(fields, *account.archive);
    add_server_archive(fields, account);
    fields.add("last error", account.last_error);
    return fields.take();
}

FieldLines room_fields(const RoomRecord& room, Time now, const TimeZone& zone) {
    Fields fields(now, zone);
    fields.add("state", to_string(room.state));
    fields.add("since", fields.with_age(room.since));
    fields.add("reason", room.reason);
    fields.add("nickname", room.nickname);
    fields.add("subject", room.subject);
    if (room.archive) add_archive(fields, *room.archive);
    return fields.take();
}

}  // namespace boswell::view
