// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.hpp"
#include "cli/context.hpp"
#include "cli/fields.hpp"
#include "cli/status_check.hpp"
#include "formats/json_record.hpp"
#include "view/account_fields.hpp"

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

static Style style_of(RoomState state) {
    if (state == RoomState::joined) return Style::good;
    return state == RoomState::failed ? Style::bad : Style::unknown;
}

/// Prints the fields, of which the state has a style of its own.
static void print_fields(Context& context, std::string_view heading, const view::FieldLines& lines,
                         Style state, Style server = Style::plain) {
    Fields fields(context.out, context.clock.zone);
    fields.begin(heading);
    for (const auto& [name, value] : lines) {
        const auto style = name == "state" ? state : name == "server" ? server : Style::plain;
        fields.lines(name, context.out.paint(style, value));
    }
}

static void print_account(Context& context, const AccountRecord& account) {
    const auto& clock = context.clock;
    const bool is_all = !account.terms || !leaves_something_out(account.terms->preferences);
    print_fields(context, account.jid.str(), view::account_fields(account, clock.now, clock.zone),
                 style_of(account.state), is_all ? Style::plain : Style::bad);
    for (const auto& room : account.rooms) {
        context.out.write("\n");
        print_fields(context, "Room " + room.jid.str(),
                     view::room_fields(room, clock.now, clock.zone), style_of(room.state));
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
