// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/import_roundtrip.hpp"

#include "archive/import.hpp"
#include "archive/reader.hpp"
#include "base/descriptor.hpp"
#include "formats/format.hpp"
#include "query/parse.hpp"
#include "sqlite/statement.hpp"
#include "support/temp_dir.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <tuple>

namespace boswell::test {

static const formats::Format& jsonl() {
    for (const auto* format : formats::formats()) {
        if (format->name == "jsonl") return *format;
    }
    throw std::runtime_error("no such format");
}

static void write(const archive::Reader& reader, formats::Exporter& exporter) {
    const auto add = [&](const auto& record) {
        exporter.add(record);
        return true;
    };
    reader.for_each_presence({}, add);
    auto conversations = reader.conversations({.silent = archive::Selection::Silent::yes});
    std::ranges::sort(conversations, {}, [](const ConversationRecord& each) {
        return std::tie(each.account, each.with);
    });
    for (const auto& each : conversations) {
        query::Query query;
        query.sort = query::Sort::oldest;
        query.where = query::conversation(each.account, each.with);
        query.with_unshown_changes = true;
        reader.for_each_message(query, add);
    }
    reader.for_each_unattached_receipt({}, add);
    exporter.finish();
}

std::string exported(const std::filesystem::path& archive) {
    const TempDir folder;
    const auto path = folder / "export";
    {
        const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
        formats::StickyWriter out(file.number(), "export");
        const archive::Reader reader(archive);
        const auto exporter = jsonl().exporter(out, {.query = "",
                                                     .version = "1.0",
                                                     .schema = reader.schema_version(),
                                                     .zone = TimeZone::named("UTC")});
        write(reader, *exporter);
        out.finish();
    }
    std::ifstream content(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(content), {}};
}

void import_text(const std::filesystem::path& archive, const std::string& text) {
    const TempDir folder;
    const auto path = folder / "export";
    std::ofstream(path, std::ios::binary) << text;
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    formats::Input in(file.number(), "export");
    archive::Import import(archive, archive::Import::Mode::write);
    const auto importer = jsonl().importer(in, {.schema = archive::Import::schema_version()});
    std::vector<Record> batch;
    for (Record record; importer->next(record);) batch.push_back(record);
    import.add(batch);
}

std::string all_rows(const std::filesystem::path& archive) {
    sqlite::Database database(archive, sqlite::Access::read_only);
    sqlite::Statement tables(database,
                             "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT "
                             "LIKE 'sqlite_%' AND name NOT LIKE 'search%' AND name NOT LIKE "
                             "'trigram%' AND name NOT LIKE 'import%' "
                             "ORDER BY name");
    std::string text;
    for (auto use = tables.use(); use.next();) {
        const auto table = use.get<std::string>(0);
        sqlite::Statement columns(database,
                                  "SELECT group_concat('quote(\"' || name || '\")', "
                                  "' || ''|'' || ') FROM pragma_table_info(?1)");
        auto names = columns.use(table);
        names.next();
        sqlite::Statement rows(database, fmt::format("SELECT {} AS row FROM {} ORDER BY row",
                                                     names.get<std::string>(0), table));
        text += "== " + table + "\n";
        for (auto row = rows.use(); row.next();) text += row.get<std::string>(0) + "\n";
    }
    return text;
}

void TwoArchives::check_both_ways() const {
    const auto text = exported(source);
    import_text(target, text);
    CHECK(exported(target) == text);
    CHECK(archive::Reader(target).verify().empty());
    const auto before = all_rows(target);
    import_text(target, text);
    import_text(target, text);
    CHECK(all_rows(target) == before);
    const auto origin = all_rows(source);
    import_text(source, text);
    CHECK(all_rows(source) == origin);
    CHECK(archive::Reader(source).verify().empty());
}

}  // namespace boswell::test
