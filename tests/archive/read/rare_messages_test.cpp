// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/read/rare_messages.hpp"

#include "archive/annotation_fixture.hpp"
#include "archive/read/search_fixture.hpp"

#include <algorithm>
#include <functional>
#include <random>

using namespace boswell;
using namespace boswell::test;

namespace {

using Is = std::function<bool(const MessageRecord&)>;

bool has_link(const MessageRecord& record) { return !record.attachments.empty(); }
bool is_edited(const MessageRecord& record) { return record.versions.size() > 1; }
bool is_imported(const MessageRecord& record) {
    return std::ranges::find(record.via, Via::import) != record.via.end();
}

/// Filters, and what they say of a record.
const std::vector<std::pair<std::string, Is>>& filters() {
    static const std::vector<std::pair<std::string, Is>> all{
        {"is:encrypted", [](const auto& record) { return !record.encryption.empty(); }},
        {"is:off-the-record", [](const auto& record) { return record.off_the_record; }},
        {"type:headline", [](const auto& record) { return record.type == MessageType::headline; }},
        {"type:normal", [](const auto& record) { return record.type == MessageType::normal; }},
        {"is:imported", is_imported},
        {"is:delayed", [](const auto& record) { return !record.delayed_by.empty(); }},
        {"has:file", has_link},
        {"is:edited", is_edited},
        {"has:reaction", [](const auto& record) { return !record.reactions.empty(); }},
        {"has:call", [](const auto& record) { return record.call.has_value(); }},
        {"subject:/tea/", [](const auto& record) { return record.subject == "green tea"; }}};
    return all;
}

/// Messages of which one in three is out of the ordinary, in one way or in several.
struct RareFixture : ArchiveFixture {
    explicit RareFixture(unsigned seed) : random_(seed) {
        for (int i = 0; i < 120; ++i) write({one(i)});
        for (int i = 0; i < 60; ++i) write({about(static_cast<int>(random_() % 10) * 11 + 1, i)});
        for (int i = 0; i < 24; ++i) write({step_of_call(static_cast<int>(random_() % 10), i)});
        reader.emplace(path);
        query::Query everything;
        reader->for_each_message(everything, [&](const MessageRecord& record) {
            records.push_back(record);
            return true;
        });
    }

    Message one(int number) {
        auto value = named(number % 3 == 0 ? "hello tea" : "hello", "m" + std::to_string(number),
                           number * 1min);
        const bool gets_edited = number % 11 == 1;  // the latest version says how it is encrypted
        if (rarely() && !gets_edited) {
            value.encryption = "urn:xmpp:omemo:2";
            value.shown = value.bodies.front().text;  // decrypted
        }
        if (rarely()) value.off_the_record = true;
        if (rarely()) value.delay = Delay{value.stamp, bob};
        if (rarely()) value.type = number % 2 == 0 ? MessageType::headline : MessageType::normal;
        if (rarely()) value.via = Via::import;
        if (number % 11 == 0) value.subjects = {{"", "green tea"}};
        if (rarely())
            value.attachments = {{.url = "https://a.example/1.jpg"},
                                 {.url = "https://a.example/2.jpg"}};
        if (number % 5 == 0) value.with = value.from = Jid::of("carol@example.net");
        return value;
    }
    Message about(int number, int i) {
        const auto id = "m" + std::to_string(number);
        auto value = random_() % 2 == 0
                         ? reaction(id, random_() % 3 == 0 ? Rows{} : Rows{"👍"}, (200 + i) * 1min)
                         : correction("hello again", id, "c" + std::to_string(i), (200 + i) * 1min);
        if (number % 5 == 0) value.with = value.from = Jid::of("carol@example.net");
        return value;
    }
    /// What is said of one of ten calls, of which some are never proposed.
    Message step_of_call(int call, int i) {
        auto value = annotating(message("", some_day + (100 + i) * 1min + 30s),
                                AnnotationKind::call, "call" + std::to_string(call));
        value.annotation->call =
            CallStep{.action = random_() % 2 == 0 ? CallAction::propose : CallAction::retract};
        if (call % 5 == 0) value.with = value.from = Jid::of("carol@example.net");
        return value;
    }
    bool rarely() { return random_() % 12 == 0; }

    std::vector<std::int64_t> found(const std::string& text, query::Sort sort) const {
        auto query = parsed(text);
        query.sort = sort;
        std::vector<std::int64_t> ids;
        reader->for_each_message(query, [&](const MessageRecord& record) {
            ids.push_back(record.id);
            return true;
        });
        CHECK(reader->count_messages(query.where) == std::ssize(ids));
        return ids;
    }
    void check(const std::string& text, const Is& is) const {
        INFO(text);
        std::vector<std::int64_t> expected;
        for (const auto& record : records) {
            if (is(record)) expected.push_back(record.id);
        }
        CHECK(found(text, query::Sort::newest) == expected);
        std::ranges::reverse(expected);
        CHECK(found(text, query::Sort::oldest) == expected);
    }

    std::mt19937 random_;
    std::optional<archive::Reader> reader;
    std::vector<MessageRecord> records;  ///< newest first
};

}  // namespace

TEST_CASE("what is out of the ordinary is found once each, and in order") {
    const RareFixture archive(1);
    const auto has_tea = [](const MessageRecord& record) {
        return record.body.find("tea") != std::string::npos || record.subject == "green tea" ||
               (!record.versions.empty() &&
                record.versions.front().body.find("tea") != std::string::npos);
    };
    const auto is_carols = [](const MessageRecord& record) {
        return record.with == Jid::of("carol@example.net");
    };
    for (const auto& [text, is] : filters()) {
        CHECK(std::ranges::any_of(archive.records, is));
        archive.check(text, is);
        archive.check("-" + text, [&](const auto& record) { return !is(record); });
        archive.check("tea " + text,
                      [&](const auto& record) { return has_tea(record) && is(record); });
        archive.check("tea OR " + text,
                      [&](const auto& record) { return has_tea(record) || is(record); });
        archive.check("with:carol@example.net " + text,
                      [&](const auto& record) { return is_carols(record) && is(record); });
        archive.check("with:example.net " + text, is);
    }
}

TEST_CASE("two things that are out of the ordinary may be asked for together") {
    const RareFixture archive(2);
    for (const auto& [text, is] : filters()) {
        for (const auto& [other_text, other] : filters()) {
            archive.check(text + " " + other_text,
                          [&](const auto& record) { return is(record) && other(record); });
            archive.check(text + " OR " + other_text,
                          [&](const auto& record) { return is(record) || other(record); });
        }
    }
}

TEST_CASE("a frequent thing is looked up for each message that has the word") {
    std::vector<Event> batch;
    for (int i = 0; i < 2100; ++i) {
        auto value = message(i % 500 == 7 ? "hello tea" : "hello", some_day + i * 1min);
        if (i % 500 != 8) value.encryption = "urn:xmpp:omemo:2";
        value.shown = value.bodies.front().text;
        batch.emplace_back(value);
    }
    ArchiveFixture archive;
    archive.write(batch);
    const archive::Reader reader(archive.path);
    CHECK(reader.count_messages(query::parse("tea is:encrypted", noon())) == 5);
    CHECK(reader.count_messages(query::parse("hello is:encrypted", noon())) == 2095);
}

TEST_CASE("the files of one conversation are found where nobody has noted that there are any") {
    std::vector<Event> batch;
    for (int i = 0; i < 40; ++i) {
        auto value = message("hello", some_day + i * 1min);
        if (i % 10 < 2) value.attachments = {{.url = "https://a.example/1.jpg"}};
        if (i % 2 == 0) value.with = value.from = Jid::of("carol@example.net");
        batch.emplace_back(value);
    }
    ArchiveFixture archive;
    archive.write(batch);
    archive.writer.reset();
    sqlite::Database(archive.path, sqlite::Access::read_write)
        .execute("UPDATE message SET has = NULL WHERE id % 3 <> 0");
    const archive::Reader reader(archive.path);
    for (const auto* text : {"has:file with:bob@example.net", "has:file with:carol@example.net",
                             "(has:file OR has:link) with:bob@example.net"}) {
        INFO(text);
        CHECK(reader.count_messages(query::parse(text, noon())) == 4);
    }
    CHECK(reader.count_messages(query::parse("has:file", noon())) == 8);
}

TEST_CASE("the files and the links of one conversation are all found") {
    ArchiveFixture archive;
    auto file = message("a file", some_day);
    file.attachments = {{.url = "https://a.example/1.jpg"}};
    archive.write({file, message("see https://b.example/", some_day + 1min),
                   message("neither", some_day + 2min)});
    const archive::Reader reader(archive.path);
    for (const auto* text : {"(has:file OR has:link) with:bob@example.net", "has:file OR has:link"})
        CHECK(reader.count_messages(query::parse(text, noon())) == 2);
}
