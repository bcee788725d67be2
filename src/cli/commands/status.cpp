// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/printable.hpp"
#include "cli/command.hpp"
#include "cli/context.hpp"
#include "cli/fields.hpp"
#include "cli/status_check.hpp"
#include "formats/json_record.hpp"
#include "view/times.hpp"

namespace boswell::cli {

static Style style_of(ConnectionState state) {
    switch (state) {
        case ConnectionState::online:
            return Style::good;
        case ConnectionState::connecting:
        case ConnectionState::offline:
            return Style::unknown;
        case ConnectionState::failed:
            return Style::bad;
    }
    return Style::plain;
}

static std::string with_age(const Context& context, Time time) {
    const auto age = context.clock.now - time;
    const auto text = view::exact_time(time, context.clock.zone);
    return age < milliseconds(0) ? text : fmt::format("{} ({} ago)", text, view::duration(age));
}

static void print_archive(Fields& fields, const Context& context, const HeldArchive& archive) {
    const auto& zone = context.clock.zone;
    fields.lines("caught up", archive.caught_up_at ? with_age(context, *archive.caught_up_at)
                                                   : "never, newer messages are still missing");
    const auto since = archive.oldest
                           ? fmt::format("from {} on", view::exact_time(*archive.oldest, zone))
                           : std::string("nothing yet");
    fields.lines("history", archive.complete ? archive.oldest ? since + ", complete" : "complete"
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

static void print_server_archive(Fields& fields, const Context& context,
                                 const AccountRecord& account) {
    if (account.terms) {
        const auto what = printable(describe(account.terms->preferences));
        const bool is_all = !leaves_something_out(account.terms->preferences);
        fields.lines("server", is_all ? what : context.out.paint(Style::bad, what));
    }
    if (const auto& extent = account.extent; extent && extent->oldest) {
        fields.lines(
            "its archive",
            fmt::format("from {} on", view::exact_time(*extent->oldest, context.clock.zone)));
        if (account.archive && !account.archive->complete)
            fields.lines("progress", progress_of(*account.archive, *extent));
    }
    if (!account.retention) return;
    auto text = fmt::format("the server forgets after {}", view::duration(*account.retention));
    if (account.state != ConnectionState::online && account.last_proof)
        text += fmt::format("; nobody was connected for {}",
                            view::duration(context.clock.now - *account.last_proof));
    fields.lines("retention", text);
}

static Style style_of(RoomState state) {
    if (state == RoomState::joined) return Style::good;
    return state == RoomState::failed ? Style::bad : Style::unknown;
}

static void print_room(Context& context, const RoomRecord& room) {
    Fields fields(context.out, context.clock.zone);
    fields.begin("Room " + room.jid.str());
    fields.lines("state", context.out.paint(style_of(room.state), to_string(room.state)));
    fields.lines("since", with_age(context, room.since));
    fields.text("reason", room.reason);
    fields.text("nickname", room.nickname);
    fields.text("subject", room.subject);
    if (room.archive) print_archive(fields, context, *room.archive);
}

static void print_account(Context& context, const AccountRecord& account) {
    Fields fields(context.out, context.clock.zone);
    fields.begin(account.jid.str());
    fields.lines("state", context.out.paint(style_of(account.state), to_string(account.state)));
    if (account.since) fields.lines("since", with_age(context, *account.since));
    if (account.last_proof) fields.lines("last proof", with_age(context, *account.last_proof));
    fields.text("tls", account.tls);
    fields.text("sasl", account.sasl);
    fields.lines("messages", fmt::format("{}", account.messages));
    if (account.archive) print_archive(fields, context, *account.archive);
    print_server_archive(fields, context, account);
    fields.text("last error", account.last_error);
    for (const auto& room : account.rooms) {
        context.out.write("\n");
        print_room(context, room);
    }
}

static ExitStatus run(Context& context) {
    if (context.arguments.has("check")) return check_status(context);
    if (context.arguments.has("after")) throw UsageError("--after goes with --check");
    const auto accounts = context.archive->accounts();
    if (accounts.empty()) {
        complain(
            "no account is archived yet; run boswelld with an [[account]] in its configuration");
        return ExitStatus::nothing_found;
    }
    bool first = true;
    for (const auto& account : accounts) {
        if (context.json()) {
            context.out.print("{}\n", formats::to_json(account));
            continue;
        }
        if (!first) context.out.write("\n");
        first = false;
        print_account(context, account);
    }
    return ExitStatus::done;
}

static constexpr Option options[] = {
    {0, "check", ""},
    {0, "after", "LENGTH"},
};

extern constinit const Command status_command = {
    .name = "status",
    .summary = "is the agent connected, and since when",
    .operands_at_least = 0,
    .operands_at_most = 0,
    .options = options,
    .run = run,
};

}  // namespace boswell::cli
