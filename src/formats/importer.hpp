// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.hpp"
#include "model/record.hpp"

#include <string>
#include <vector>

namespace boswell::formats {

/// One record of a file cannot be taken. The message names file, place and what is wrong.
class BadRecord : public Error {
public:
    using Error::Error;
};

/// Reads records from a file. Whoever wrote it is not to be trusted.
class Importer {
public:
    virtual ~Importer() = default;
    /// False at the end. Throws BadRecord, behind which the next call goes on, and Error if the
    /// file cannot be read or cannot be understood any further.
    virtual bool next(Record& record) = 0;

    /// How many exports of the file have begun: one that was added to repeats messages that have
    /// changed since.
    virtual std::int64_t section() const { return 1; }

    /// Once next() has returned false: whether the file has the end that its format asks for.
    virtual bool is_complete() const { return true; }
    /// How many of the file's lines or elements are known, but are not imported.
    virtual std::int64_t skipped() const { return 0; }
    /// A sentence for each thing about the file that its reader should know.
    virtual std::vector<std::string> remarks() const { return {}; }
};

}  // namespace boswell::formats
