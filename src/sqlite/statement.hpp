// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "sqlite/database.hpp"

#include <cassert>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

struct sqlite3_stmt;

namespace boswell::sqlite {

/// Bytes, bound and read as a BLOB.
struct Blob {
    std::string_view bytes;
};

/// The model's "" for "none" as NULL.
inline std::optional<std::string_view> or_null(std::string_view text) {
    if (text.empty()) return std::nullopt;
    return text;
}

namespace detail {
template <typename T>
inline constexpr bool is_optional = false;
template <typename T>
inline constexpr bool is_optional<std::optional<T>> = true;
}  // namespace detail

/// One run of a statement: values bound, rows read, and reset at the end of the scope, because an
/// abandoned SELECT would hold its lock.
///
///     auto use = find_.use(jid);
///     while (use.next()) names.push_back(use.get<std::string>(0));
///
/// Texts and blobs are not copied when they are bound, so they must live as long as the Use; a
/// std::string that is a temporary is copied.
class Use {
public:
    /// For Statement::use().
    template <typename... Values>
    explicit Use(sqlite3_stmt* statement, Values&&... values) : statement_(statement) {
        try {
            (bind(std::forward<Values>(values)), ...);
        } catch (...) {
            end();
            throw;
        }
    }
    ~Use() { end(); }
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;

    /// Binds the next parameter. Integers, bool, double, Time, texts, Blob, nullopt, and optionals
    /// of them. For lists whose length is known at run time; otherwise give all values to use().
    template <typename Value>
    void bind(Value&& value) {
        using Plain = std::remove_cvref_t<Value>;
        const int index = ++bound_;
        if constexpr (std::is_same_v<Plain, std::nullopt_t>) {
            bind_null(index);
        } else if constexpr (detail::is_optional<Plain>) {
            if (value) {
                --bound_;
                bind(*std::forward<Value>(value));
            } else {
                bind_null(index);
            }
        } else if constexpr (std::is_same_v<Plain, Time>) {
            bind_integer(index, to_milliseconds(value));
        } else if constexpr (std::is_integral_v<Plain>) {
            bind_integer(index, static_cast<std::int64_t>(value));
        } else if constexpr (std::is_floating_point_v<Plain>) {
            bind_double(index, value);
        } else if constexpr (std::is_same_v<Plain, Blob>) {
            bind_blob(index, value.bytes);
        } else if constexpr (std::is_same_v<std::remove_cv_t<Value>, std::string>) {
            bind_text_copy(index, value);  // a temporary
        } else {
            bind_text(index, value);
        }
    }

    /// Steps to the next row; false if there is none. Throws Unavailable or Error.
    bool next();
    /// Steps a statement that gives no rows.
    void run();

    /// A column of the row, counted from 0: integers, bool, double, Time, std::string,
    /// std::string_view and Blob (both valid until the next step), and optionals of them for
    /// columns that may be NULL. NULL read as a plain value is 0 or "".
    template <typename T>
    T get(int column) const {
        if constexpr (detail::is_optional<T>) {
            if (is_null(column)) return std::nullopt;
            return get<typename T::value_type>(column);
        } else if constexpr (std::is_same_v<T, Time>) {
            return from_milliseconds(integer(column));
        } else if constexpr (std::is_same_v<T, bool>) {
            return integer(column) != 0;
        } else if constexpr (std::is_integral_v<T>) {
            return static_cast<T>(integer(column));
        } else if constexpr (std::is_floating_point_v<T>) {
            return static_cast<T>(real(column));
        } else if constexpr (std::is_same_v<T, Blob>) {
            return Blob{blob(column)};
        } else {
            return T(text(column));
        }
    }
    bool is_null(int column) const noexcept;

private:
    void bind_null(int index);
    void bind_integer(int index, std::int64_t value);
    void bind_double(int index, double value);
    void bind_text(int index, std::string_view value);
    void bind_text_copy(int index, std::string_view value);
    void bind_blob(int index, std::string_view value);
    void check(int code) const;
    void end() noexcept;

    std::int64_t integer(int column) const noexcept;
    double real(int column) const noexcept;
    std::string_view text(int column) const noexcept;
    std::string_view blob(int column) const noexcept;

    sqlite3_stmt* statement_;
    int bound_ = 0;
};

/// A prepared statement, made to be a member and used many times, one Use at a time.
///
/// It stands on SQLite itself rather than on SQLite::Statement, which binds a string_view only by
/// copying it and counts a shared pointer up and down for every cell that is read: half of the cost
/// of reading a row.
class Statement {
public:
    /// Throws Error if `sql` is not exactly one statement.
    Statement(const Database& database, std::string_view sql);

    /// Parameters ?1, ?2, … in this order. Throws Error if a value cannot be bound.
    template <typename... Values>
    Use use(Values&&... values) {
        return Use(statement_.get(), std::forward<Values>(values)...);
    }
    /// Runs a statement that gives no rows: INSERT, UPDATE, DELETE.
    template <typename... Values>
    void run(Values&&... values) {
        use(std::forward<Values>(values)...).run();
    }

private:
    /// Gives it back to those that are kept, or finalizes it.
    struct End {
        KeptStatements* kept;
        void operator()(sqlite3_stmt* statement) const noexcept;
    };
    std::unique_ptr<sqlite3_stmt, End> statement_;
};

}  // namespace boswell::sqlite
