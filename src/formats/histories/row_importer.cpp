// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/histories/row_importer.hpp"

#include "base/text.hpp"

namespace boswell::formats {

// More than any client takes from its network.
static constexpr std::size_t longest_text = 16u << 20;
static constexpr std::size_t longest_quotation = 60;

void RowImporter::select(std::string_view sql) {
    rows_.reset();
    statement_ = std::make_unique<sqlite::Statement>(file_.database(), sql);
    rows_ = std::unique_ptr<sqlite::Use>(new sqlite::Use(statement_->use()));
}

bool RowImporter::next_row() {
    try {
        return rows_->next();
    } catch (const Error&) {
        std::throw_with_nested(Error("{} cannot be read any further", file_.name()));
    }
}

bool RowImporter::next(Record& record) {
    while (next_row()) {
        if (read(record)) return true;
        skip();
    }
    return false;
}

std::string_view RowImporter::raw(int column) const {
    const auto value = rows_->get<std::string_view>(column);
    if (value.size() > longest_text) fail("has a text of more than {} bytes", longest_text);
    return value;
}

std::string RowImporter::text(int column) const { return clean_text(raw(column)); }

Time RowImporter::time(int column) const {
    const auto time = is_null(column) ? std::nullopt : time_of_milliseconds(number(column));
    if (!time) fail("has no time of the years 1970 to 9999");
    return *time;
}

Jid RowImporter::jid(int column) const {
    const auto value = text(column);
    if (auto jid = Jid::parse(value)) return *std::move(jid);
    fail("names '{}', which is not a JID", utf8_prefix(value, longest_quotation));
}

std::string RowImporter::optional(std::string_view table, std::string_view column) {
    if (!file_.columns(table).contains(column)) return "NULL";
    return fmt::format("{}.{}", table, column);
}

std::string RowImporter::milliseconds(std::string_view column) {
    return fmt::format(
        "CASE WHEN typeof({0}) IN ('integer', 'real') THEN CAST(round({0} * 1000.0) AS INTEGER) "
        "END",
        column);
}

}  // namespace boswell::formats
