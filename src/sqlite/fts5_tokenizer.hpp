// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqlite/database.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

struct Fts5Tokenizer;
struct fts5_tokenizer;

namespace boswell::sqlite {

/// A tokenizer of FTS5, without a table: the words that a text has in an index
/// (https://www.sqlite.org/fts5.html#extending_fts5).
class Tokenizer {
public:
    /// With the arguments of the option `tokenize` of a table. Throws Error if FTS5 lacks it.
    Tokenizer(Database& database, const char* name, std::vector<const char*> arguments);
    ~Tokenizer();
    Tokenizer(const Tokenizer&) = delete;
    Tokenizer& operator=(const Tokenizer&) = delete;

    /// A word as it is in the index, and how many words are before it.
    using Take = std::function<void(std::string_view word, std::int64_t offset)>;
    void for_each_word(std::string_view text, const Take& take) const;

private:
    std::unique_ptr<fts5_tokenizer> functions_;
    ::Fts5Tokenizer* tokenizer_ = nullptr;
};

}  // namespace boswell::sqlite
