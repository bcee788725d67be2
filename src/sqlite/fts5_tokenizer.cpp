// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/fts5_tokenizer.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <exception>

namespace boswell::sqlite {

// FTS5 cuts longer words in its index.
static constexpr int longest_word = 32768;

/// Asked for in the way that FTS5 documents: it puts the address into a pointer that is bound.
static fts5_api* api_of(sqlite3* connection) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(connection, "SELECT fts5(?1)", -1, &statement, nullptr) != SQLITE_OK)
        throw_last_error(connection);
    fts5_api* api = nullptr;
    sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
    sqlite3_step(statement);
    if (sqlite3_finalize(statement) != SQLITE_OK) throw_last_error(connection);
    return api;
}

Tokenizer::Tokenizer(Database& database, const char* name, std::vector<const char*> arguments)
    : functions_(std::make_unique<fts5_tokenizer>()) {
    auto* const api = api_of(database.get().getHandle());
    void* context = nullptr;
    if (api == nullptr || api->xFindTokenizer(api, name, &context, functions_.get()) != SQLITE_OK ||
        functions_->xCreate(context, arguments.data(), static_cast<int>(arguments.size()),
                            &tokenizer_) != SQLITE_OK)
        throw Error("SQLite cannot make the tokenizer {}", name);
}

Tokenizer::~Tokenizer() { functions_->xDelete(tokenizer_); }

namespace {

struct Words {
    const Tokenizer::Take& take;
    std::int64_t before = -1;
    std::exception_ptr failure;
};

}  // namespace

// Nothing may be thrown through the C of SQLite.
static int take_word(void* context, int flags, const char* word, int size, int /*begin*/,
                     int /*end*/) {
    auto& words = *static_cast<Words*>(context);
    if ((flags & FTS5_TOKEN_COLOCATED) == 0 || words.before < 0) ++words.before;
    try {
        words.take({word, static_cast<std::size_t>(std::min(size, longest_word))}, words.before);
        return SQLITE_OK;
    } catch (...) {
        words.failure = std::current_exception();
        return SQLITE_ABORT;
    }
}

void Tokenizer::for_each_word(std::string_view text, const Take& take) const {
    Words words{.take = take, .before = -1, .failure = {}};
    const int code = functions_->xTokenize(tokenizer_, &words, FTS5_TOKENIZE_DOCUMENT, text.data(),
                                           static_cast<int>(text.size()), take_word);
    if (words.failure) std::rethrow_exception(words.failure);
    if (code != SQLITE_OK) throw Error("SQLite cannot split a text into words (code {})", code);
}

}  // namespace boswell::sqlite
