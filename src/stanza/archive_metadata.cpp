// SPDX-License-Identifier: GPL-3.0-or-later
#include "stanza/archive_metadata.hpp"

#include "stanza/namespaces.hpp"

namespace boswell::stanza {

static std::optional<Time> read_end(const Element* end) {
    if (end == nullptr || end->attribute("id").empty()) return std::nullopt;
    return parse_rfc3339(end->attribute("timestamp"));
}

std::optional<ArchiveEnds> read_archive_metadata(const Element& iq) {
    const auto* metadata = find_child(iq, "metadata", ns::archive);
    if (metadata == nullptr) return std::nullopt;
    const auto* start = find_child(*metadata, "start", ns::archive);
    const auto* end = find_child(*metadata, "end", ns::archive);
    if (start == nullptr && end == nullptr) return ArchiveEnds{};
    const ArchiveEnds ends{.oldest = read_end(start), .newest = read_end(end)};
    if (!ends.oldest || !ends.newest || *ends.oldest > *ends.newest) return std::nullopt;
    return ends;
}

}  // namespace boswell::stanza
