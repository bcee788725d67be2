// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace boswell::xmpp {

/// An id that nobody else can know: 24 hexadecimal digits.
std::string random_id();

}  // namespace boswell::xmpp
