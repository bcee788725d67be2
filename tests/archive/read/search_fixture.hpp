// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/fixture.hpp"
#include "archive/reader.hpp"
#include "archive/substring_index.hpp"
#include "base/error.hpp"
#include "query/parse.hpp"

#include <catch2/catch.hpp>

namespace boswell::test {

inline const query::Clock& noon() {
    static const query::Clock clock{at("2026-11-22T12:00:00Z"), TimeZone::named("UTC")};
    return clock;
}

inline query::Query parsed(std::string_view text) {
    query::Query query;
    query.where = query::parse(text, noon());
    return query;
}

inline std::vector<std::string> bodies(const archive::Reader& reader, const query::Query& query) {
    std::vector<std::string> bodies;
    reader.for_each_message(query, [&](const MessageRecord& record) {
        bodies.push_back(record.body);
        return true;
    });
    return bodies;
}

using Bodies = std::vector<std::string>;

/// An archive with these messages, a minute apart, and its reader.
struct SearchFixture : ArchiveFixture {
    explicit SearchFixture(const std::vector<std::string>& texts) {
        std::vector<Event> batch;
        for (const auto& text : texts) {
            batch.emplace_back(message(text, some_day + minutes_ * std::chrono::minutes(1)));
            ++minutes_;
        }
        write(batch);
        reader.emplace(path);
    }
    /// Newest first. The number of rows must be what count_messages() says.
    Bodies found(std::string_view text) const {
        const auto query = parsed(text);
        const auto list = bodies(*reader, query);
        CHECK(reader->count_messages(query.where) == static_cast<std::int64_t>(list.size()));
        return list;
    }
    /// As if the index for substrings were made, whatever is in it: for queries whose results do
    /// not matter.
    void pretend_substring_index() const {
        sqlite::Database database(path, sqlite::Access::read_write);
        archive::write_substring_index(database, {archive::SubstringIndex::Phase::complete});
    }
    std::optional<archive::Reader> reader;
    int minutes_ = 0;
};

}  // namespace boswell::test
