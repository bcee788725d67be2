// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/annotation.hpp"
#include "sqlite/statement.hpp"

#include <cstdint>
#include <vector>

namespace boswell::archive {

/// Table attachment: the links to files in messages.
class Attachments {
public:
    explicit Attachments(sqlite::Database& database);

    void add(std::int64_t message, const std::vector<Attachment>& attachments);

private:
    sqlite::Statement insert_;
};

}  // namespace boswell::archive
