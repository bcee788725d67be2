// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/printable.hpp"
#include "cli/command.hpp"
#include "cli/common_options.hpp"
#include "cli/context.hpp"
#include "cli/selection.hpp"
#include "cli/table.hpp"
#include "formats/json_record.hpp"
#include "view/times.hpp"

#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace boswell::cli {

/// The rooms that are bookmarked now: of each the last version, unless it says that the bookmark
/// was removed. `versions` are ordered by account and room, the oldest first.
static std::vector<BookmarkRecord> latest(std::vector<BookmarkRecord> versions) {
    std::vector<BookmarkRecord> last;
    for (auto& version : versions) {
        const bool is_next =
            !last.empty() && std::tie(last.back().account, last.back().bookmark.room) ==
                                 std::tie(version.account, version.bookmark.room);
        if (is_next) last.pop_back();
        last.push_back(std::move(version));
    }
    std::erase_if(last, [](const BookmarkRecord& each) { return each.bookmark.removed; });
    return last;
}

static std::string_view word_for(const Bookmark& bookmark) {
    if (bookmark.removed) return "removed";
    return bookmark.autojoin ? "yes" : "no";
}

static void print_table(Context& context, const std::vector<BookmarkRecord>& records) {
    // They are ordered by account.
    const bool several_accounts = records.front().account != records.back().account;
    Table table({{"since"}, {"enter"}, {"password"}, {"nickname"}, {"room"}});
    for (const auto& [account, bookmark, seen_at, confirmed_at] : records) {
        auto room = printable(bookmark.room.str());
        if (!bookmark.name.empty()) room += fmt::format("  {}", printable(bookmark.name));
        if (several_accounts) room += fmt::format("  [{}]", printable(account.str()));
        table.add({{view::date_and_minute(seen_at, context.clock.zone)},
                   {std::string(word_for(bookmark))},
                   {bookmark.has_password ? "yes" : ""},
                   {printable(bookmark.nickname)},
                   {std::move(room)}});
    }
    context.out.page();
    table.print(context.out);
}

static ExitStatus run(Context& context) {
    auto records = context.archive->bookmarks(record_filter(context, context.arguments.operands()));
    if (!context.arguments.has("history")) records = latest(std::move(records));
    if (records.empty()) {
        complain("no bookmarks of rooms are known; 'boswelld --probe' says whether there are any");
        return ExitStatus::nothing_found;
    }
    if (!context.json()) {
        print_table(context, records);
        return ExitStatus::done;
    }
    for (const auto& record : records) context.out.print("{}\n", formats::to_json(record));
    return ExitStatus::done;
}

static constexpr Option options[] = {{0, "history", ""}, account_option};

extern constinit const Command bookmarks_command = {
    .name = "bookmarks",
    .summary = "list the rooms that an account's clients have bookmarked",
    .operands_at_least = 0,
    .operands_at_most = any_number,
    .options = options,
    .run = run,
};

}  // namespace boswell::cli
