// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

struct sqlite3_stmt;

namespace boswell::sqlite {

/// Prepared statements of one connection that nobody uses at the moment: to prepare one takes
/// longer than most questions.
class KeptStatements {
public:
    explicit KeptStatements(std::size_t most) : most_(most) {}
    ~KeptStatements();
    KeptStatements(const KeptStatements&) = delete;
    KeptStatements& operator=(const KeptStatements&) = delete;

    /// The statement with that text, which is the caller's from now on; nullptr if none is here.
    sqlite3_stmt* take(std::string_view sql) noexcept;
    /// Takes the statement, which is reset, and finalizes the one that was used longest ago if
    /// there are too many.
    void give_back(sqlite3_stmt* statement) noexcept;

private:
    std::size_t most_;
    std::vector<sqlite3_stmt*> statements_;  // the latest one last
};

}  // namespace boswell::sqlite
