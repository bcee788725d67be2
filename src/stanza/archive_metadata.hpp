// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.hpp"
#include "stanza/element.hpp"

#include <optional>

namespace boswell::stanza {

/// The ends of an archive; none if it is empty.
struct ArchiveEnds {
    std::optional<Time> oldest;
    std::optional<Time> newest;
    friend bool operator==(const ArchiveEnds&, const ArchiveEnds&) = default;
};

/// The <metadata/> of an answer (XEP-0313 5). nullopt if there is none, or if it is not as the
/// standard has it.
std::optional<ArchiveEnds> read_archive_metadata(const Element& iq);

}  // namespace boswell::stanza
