// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/slice.hpp"

#include "archive/neighbours.hpp"

#include <algorithm>

namespace boswell::web {

// One more than fits tells whether there are more.
static bool drop_surplus(std::vector<MessageRecord>& messages, std::int64_t size) {
    if (std::ssize(messages) <= size) return false;
    messages.pop_back();
    return true;
}

static Slice before(const archive::Reader& reader, query::Query query, std::int64_t size) {
    query.limit = size + 1;
    Slice slice{.messages = archive::collect(reader, query),
                .has_later = query.id_before.has_value()};
    slice.has_earlier = drop_surplus(slice.messages, size);
    std::ranges::reverse(slice.messages);
    slice.focus = slice.messages.empty() ? 0 : slice.messages.size() - 1;
    return slice;
}

static Slice after(const archive::Reader& reader, query::Query query, std::int64_t size) {
    query.sort = query::Sort::oldest;
    query.limit = size + 1;
    Slice slice{.messages = archive::collect(reader, query), .has_earlier = true};
    slice.has_later = drop_surplus(slice.messages, size);
    return slice;
}

/// The message with that id is in the later half.
static Slice around(const archive::Reader& reader, const query::Expression& where, std::int64_t id,
                    std::int64_t size) {
    query::Query earlier{.where = where};
    earlier.id_before = id;
    query::Query later{.where = where};
    later.id_after = id - 1;
    auto slice = before(reader, earlier, size / 2);
    auto rest = after(reader, later, size - std::ssize(slice.messages));
    slice.focus = slice.messages.size();
    std::ranges::move(rest.messages, std::back_inserter(slice.messages));
    slice.has_later = rest.has_later;
    return slice;
}

void halve(Slice& slice) {
    auto& messages = slice.messages;
    const auto half = (messages.size() + 1) / 2;
    const auto begin =
        std::min(slice.focus - std::min(slice.focus, half / 2), messages.size() - half);
    const auto first = messages.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto last = first + static_cast<std::ptrdiff_t>(half);
    if (last != messages.end()) slice.has_later = true;
    if (first != messages.begin()) slice.has_earlier = true;
    messages.erase(last, messages.end());
    messages.erase(messages.begin(), first);
    slice.focus -= begin;
}

static Slice from_day(const PageContext& context, const query::Expression& where,
                      std::string_view day, std::int64_t size) {
    const auto begin = query::parse_time(day, context.clock).since;
    auto slice = after(context.reader,
                       {.where = query::all_of({where, query::during(begin, std::nullopt)})}, size);
    if (slice.messages.empty()) return before(context.reader, {.where = where}, size);
    query::Query earlier{.where = where};
    earlier.id_before = slice.messages.front().id;
    earlier.limit = 1;
    slice.has_earlier = !archive::collect(context.reader, earlier).empty();
    return slice;
}

Slice slice_of(const PageContext& context, const query::Expression& where, std::int64_t size) {
    if (const auto id = context.number("at")) return around(context.reader, where, *id, size);
    if (const auto day = context.request.parameter("day"); !day.empty())
        return from_day(context, where, day, size);
    query::Query query{.where = where};
    query.id_before = context.number("before");
    query.id_after = context.number("after");
    return query.id_after ? after(context.reader, query, size)
                          : before(context.reader, query, size);
}

}  // namespace boswell::web
