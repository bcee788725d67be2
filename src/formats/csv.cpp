// SPDX-License-Identifier: GPL-3.0-or-later
// Tables for spreadsheets and scripts (RFC 4180), one kind of records in a file, with all that JSON
// Lines have of them.
#include "base/json_object.hpp"
#include "base/text.hpp"
#include "formats/contact_csv.hpp"
#include "formats/csv_importer.hpp"
#include "formats/csv_table.hpp"
#include "formats/csv_writer.hpp"
#include "formats/format.hpp"
#include "formats/json_message.hpp"
#include "formats/json_presence.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <stdexcept>

namespace boswell::formats {

namespace {

/// The fields of a record, each in the cell of its column.
class CsvCells final : public RecordFields {
public:
    explicit CsvCells(const CsvTable& table) : table_(table), cells_(table.columns.size()) {}

    std::span<const std::string> cells() const { return cells_; }
    void clear() {
        for (auto& cell : cells_) cell.clear();
        next_ = 0;
    }

    void text(std::string_view key, std::string_view value) override {
        if (value.empty()) return;
        if (is_utf8(value))
            member(key) = value;
        else
            member(key) = repaired_utf8(value);
    }
    void number(std::string_view key, std::int64_t value) override {
        member(key) = std::to_string(value);
    }
    void seconds(std::string_view key, milliseconds value) override {
        member(key) = fmt::format("{}", double(value.count()) / 1000);
    }
    void boolean(std::string_view key, bool value) override {
        member(key) = value ? "true" : "false";
    }
    void time(std::string_view key, Time value) override { member(key) = to_rfc3339(value); }
    std::string& member(std::string_view key) override;

private:
    const CsvTable& table_;
    std::vector<std::string> cells_;
    std::size_t next_ = 0;  // records have their fields in the order of the columns
};

std::string& CsvCells::member(std::string_view key) {
    const auto from = table_.columns.begin() + static_cast<std::ptrdiff_t>(next_);
    auto found = std::find_if(from, table_.columns.end(),
                              [&](const CsvColumn& column) { return column.name == key; });
    if (found == table_.columns.end())
        found = std::ranges::find(table_.columns, key, &CsvColumn::name);
    if (found == table_.columns.end())
        throw std::logic_error(fmt::format("csv has no column for {}", key));
    next_ = static_cast<std::size_t>(found - table_.columns.begin());
    return cells_[next_];
}

std::string head_of(const CsvTable& table) {
    std::vector<std::string> names;
    for (const auto& column : table.columns) names.emplace_back(column.name);
    return csv_row(names);
}

class TableExporter : public Exporter {
public:
    TableExporter(StickyWriter& out, const CsvTable& table, bool goes_on)
        : out_(out), cells_(table) {
        if (!goes_on) out_.write(head_of(table));
    }

    void add(const RecordView& record) override {
        record.visit([this](const auto& value) { write(value); });
    }
    void finish() override {}

private:
    void write(const MessageRecord& message) { write("message", message); }
    void write(const PresenceRecord& presence) { write("presence", as_stored(presence)); }
    void write(const ObservationRecord& observation) { write("observation", observation); }
    void write(const ChatState& state) { write("chat-state", state); }
    template <typename Other>
    void write(const Other&) {}

    template <typename Value>
    void write(std::string_view kind, const Value& value) {
        cells_.clear();
        cells_.text("kind", kind);
        formats::add(cells_, value);
        out_.write(csv_row(cells_.cells()));
    }

    StickyWriter& out_;
    CsvCells cells_;
};

/// What `boswell contacts --csv` writes.
class ContactExporter : public Exporter {
public:
    explicit ContactExporter(StickyWriter& out) : out_(out) { out_.write(contact_csv_head()); }

    void add(const RecordView& record) override {
        if (const auto* contact = record.get_if<ContactRecord>())
            out_.write(contact_csv_row(*contact));
    }
    void finish() override {}

private:
    StickyWriter& out_;
};

}  // namespace

static std::unique_ptr<Exporter> make(StickyWriter& out, const ExportHead& head) {
    // Some spreadsheets take a file without it for one of their own encoding.
    const bool goes_on = head.goes_on_after.has_value();
    if (head.byte_order_mark && !goes_on) out.write("\xEF\xBB\xBF");
    const auto table = std::ranges::find(csv_tables(), head.kinds, &CsvTable::name);
    if (table == csv_tables().end()) return std::make_unique<ContactExporter>(out);
    return std::make_unique<TableExporter>(out, *table, goes_on);
}

extern constinit const Format csv_format = {
    .name = "csv",
    .summary = "a table for spreadsheets, of one kind of records",
    .exporter = make,
    .importer = make_csv_importer,
    .recognises = is_csv,
    .is_whole = true,
    .has_mark_beside = true,
    .is_table = true,
};

}  // namespace boswell::formats
