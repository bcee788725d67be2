// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/histories/streamed_events.hpp"

namespace boswell::formats {

StreamedEvents::StreamedEvents(HistoryFile& file, const HistoryOptions& options,
                               std::string_view noun)
    : NamedEvents(file, options), reader_(file.in()), noun_(noun) {
    require_account("does not say whose it is");
    reader_.enter('{');
}

bool StreamedEvents::next(Record& record) {
    while (advance()) {
        const auto begin = reader_.position();
        try {
            if (auto message = read(reader_.value())) {
                record = *std::move(message);
                return true;
            }
        } catch (const BadField& error) {
            throw BadRecord("{}: byte {}: the {} {}", file_.name(), begin + 1, noun_, error.what());
        }
        skip();
    }
    return false;
}

std::vector<std::string> StreamedEvents::remarks() const {
    auto remarks = NamedEvents::remarks();
    if (!is_complete()) remarks.push_back(fmt::format("{} was cut short", file_.name()));
    return remarks;
}

}  // namespace boswell::formats
