// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/annotation.hpp"
#include "stanza/element.hpp"

namespace boswell::stanza {

/// Reads into `attachment` what a <file/> says of itself, be it one of Jingle (XEP-0234) or of file
/// metadata (XEP-0446), which have the same children; its thumbnails are those of XEP-0264, its
/// hashes those of XEP-0300. What is not as the XEPs have it is left out.
void read_file_metadata(const Element& file, Attachment& attachment);

}  // namespace boswell::stanza
