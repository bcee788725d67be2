// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/histogram.hpp"

#include "base/printable.hpp"
#include "cli/person.hpp"
#include "cli/width.hpp"
#include "formats/json_record.hpp"
#include "view/histogram.hpp"

#include <algorithm>

namespace boswell::cli {

static CountBy unit_of(const Arguments& arguments) {
    const auto name = arguments.value("by").value_or("");
    const auto by = parse_count_by(name);
    if (!by)
        throw UsageError("--by takes day, week, month, year, contact or account, not '{}'", name);
    for (const auto* other : {"count", "context", "offset", "sort"}) {
        if (arguments.has(other))
            throw UsageError("--by counts messages, so --{} has no meaning beside it", other);
    }
    return *by;
}

/// -n: the latest periods, or the largest counts.
static void shorten(std::vector<MessageCount>& counts, std::int64_t limit, CountBy by) {
    const auto surplus = std::ssize(counts) - limit;
    if (limit == 0 || surplus <= 0) return;
    const auto begin = is_by_time(by) ? counts.begin() : counts.begin() + limit;
    counts.erase(begin, begin + surplus);
}

static std::string bar(std::int64_t messages, std::int64_t most, int columns) {
    const auto length =
        static_cast<std::int64_t>(static_cast<double>(messages) * columns /
                                  static_cast<double>(std::max<std::int64_t>(most, 1)));
    std::string text;
    for (auto i = std::max<std::int64_t>(length, messages > 0 ? 1 : 0); i > 0; --i) text += "█";
    return text;
}

static void print_bars(Terminal& out, const std::vector<view::HistogramRow>& rows) {
    static constexpr int usual_columns = 40;
    static constexpr int fewest_columns = 8;
    std::int64_t most = 0;
    int label_width = 0;
    for (const auto& row : rows) {
        most = std::max(most, row.messages);
        label_width = std::max(label_width, display_width(printable(row.label)));
    }
    const auto digits = std::to_string(most).size();
    const int used = label_width + 2 + static_cast<int>(digits) + 2;
    const int columns =
        out.width() == 0 ? usual_columns : std::max(fewest_columns, out.width() - used);
    for (const auto& row : rows) {
        const auto label = pad(printable(row.label), label_width);
        out.print("{}  {:>{}}", row.messages > 0 ? label : out.paint(Style::dim, label),
                  row.messages, digits);
        out.print("{}{}\n", row.messages > 0 ? "  " : "", bar(row.messages, most, columns));
    }
}

ExitStatus print_histogram(Context& context, const query::Expression& where, ScanNote& scan) {
    const auto by = unit_of(context.arguments);
    const auto& zone = context.clock.zone;
    auto counts = context.archive->count_messages(where, by, zone);
    scan.begin_output();
    shorten(counts, context.arguments.number("limit", 0), by);
    if (counts.empty()) {
        complain("no message matches");
        return ExitStatus::nothing_found;
    }
    if (context.json()) {
        for (const auto& count : counts)
            context.out.print("{}\n", formats::to_json(with_person(context, count)));
        return ExitStatus::done;
    }
    context.out.page();
    print_bars(context.out, view::histogram(counts, zone));
    return ExitStatus::done;
}

}  // namespace boswell::cli
