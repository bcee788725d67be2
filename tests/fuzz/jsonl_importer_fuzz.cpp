// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/format.hpp"
#include "formats/json_record.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>

using namespace boswell;
using namespace boswell::formats;

namespace boswell::formats {
extern const Format jsonl_format;
}

/// What was read can be written, on one line.
static void check(const Record& record) {
    if (to_json(record).find('\n') != std::string::npos) std::abort();
}

static void read(Importer& importer) {
    for (Record record;;) {
        try {
            if (!importer.next(record)) return;
            check(record);
        } catch (const BadRecord& error) {
            if (error.what()[0] == '\0') std::abort();
        }
    }
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const int file = ::memfd_create("input", MFD_CLOEXEC);
    if (file < 0 || ::write(file, data, size) != static_cast<ssize_t>(size)) std::abort();
    ::lseek(file, 0, SEEK_SET);
    {
        Input in(file, "input");
        jsonl_format.recognises(in.head());
        const auto importer = jsonl_format.importer(in, {.schema = 5});
        try {
            read(*importer);
            for (const auto& remark : importer->remarks())
                if (remark.empty()) std::abort();
        } catch (const Error&) {
            // It cannot be read on, and says so.
        }
    }
    ::close(file);
    return 0;
}
