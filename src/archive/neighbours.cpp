// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/neighbours.hpp"

#include "query/parse.hpp"

#include <algorithm>

namespace boswell::archive {

std::vector<MessageRecord> collect(const Reader& reader, const query::Query& query) {
    std::vector<MessageRecord> messages;
    reader.for_each_message(query, [&messages](const MessageRecord& message) {
        messages.push_back(message);
        return true;
    });
    return messages;
}

std::vector<MessageRecord> around(const Reader& reader, const query::Expression& where, Time time,
                                  std::int64_t count) {
    query::Query before{.where = query::all_of({where, query::during(std::nullopt, time)})};
    before.limit = count;
    query::Query after{.where = query::all_of({where, query::during(time, std::nullopt)}),
                       .sort = query::Sort::oldest};
    after.limit = count;
    auto earlier = collect(reader, before);
    auto later = collect(reader, after);
    if (count == 0) count = std::ssize(earlier) + std::ssize(later);
    // Where one side has less than its half, the other gets its share.
    const auto half = std::max((count + 1) / 2, count - std::ssize(earlier));
    const auto from_later = std::min(std::ssize(later), half);
    const auto from_earlier = std::min(std::ssize(earlier), count - from_later);
    std::vector<MessageRecord> messages(earlier.begin(), earlier.begin() + from_earlier);
    std::ranges::reverse(messages);
    messages.insert(messages.end(), later.begin(), later.begin() + from_later);
    return messages;
}

std::vector<MessageRecord> neighbours(const Reader& reader, const MessageRecord& message,
                                      std::int64_t count) {
    if (count == 0) return {message};
    const auto where = query::conversation(message.account, message.with);
    query::Query before{.where = where, .limit = count};
    before.id_before = message.id;
    query::Query after{.where = where, .sort = query::Sort::oldest, .limit = count};
    after.id_after = message.id;
    auto near = collect(reader, before);
    std::ranges::reverse(near);
    near.push_back(message);
    for (auto& later : collect(reader, after)) near.push_back(std::move(later));
    return near;
}

}  // namespace boswell::archive
