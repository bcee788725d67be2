// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "formats/histories/history_importer.hpp"
#include "sqlite/statement.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace boswell::formats {

/// Reads a history out of the rows of an SQLite database. Any column may have a value of any type.
class RowImporter : public HistoryImporter {
public:
    bool next(Record& record) override;

protected:
    using HistoryImporter::HistoryImporter;

    /// The rows to read. The first column is the number by which messages call the row.
    void select(std::string_view sql);
    /// False for a row that is known and not imported.
    virtual bool read(Record& record) = 0;

    /// A text, clean; "" for NULL. Throws BadRecord if it is longer than any message.
    std::string text(int column) const;
    /// The same as it is, valid until the next row.
    std::string_view raw(int column) const;
    std::int64_t number(int column) const { return rows_->get<std::int64_t>(column); }
    bool is_null(int column) const { return rows_->is_null(column); }
    /// A column of milliseconds(). Throws BadRecord if it is no time.
    Time time(int column) const;
    Jid jid(int column) const;  ///< Throws BadRecord if it is none.

    template <typename... Args>
    [[noreturn]] void fail(fmt::format_string<Args...> format, Args&&... args) const {
        throw BadRecord("{}: row {} {}", file_.name(), number(0),
                        fmt::format(format, std::forward<Args>(args)...));
    }

    /// `table.column` if the table has it, else NULL: a column that not all versions have.
    std::string optional(std::string_view table, std::string_view column);
    /// SQL for a column of seconds since 1970 as milliseconds, NULL if it is no number.
    static std::string milliseconds(std::string_view column);

private:
    bool next_row();

    std::unique_ptr<sqlite::Statement> statement_;
    std::unique_ptr<sqlite::Use> rows_;
};

}  // namespace boswell::formats
