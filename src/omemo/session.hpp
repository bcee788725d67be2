// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/omemo.hpp"

namespace boswell::omemo {

/// Begins a session with a device by one of its pre-keys; the next message to it says so. False if
/// the bundle is not as XEP-0384 has it, above all if its signature is not that of its identity
/// key: then nothing is changed.
bool begin_session(const OmemoAddress& with, const OmemoBundle& bundle, OmemoStore& store);

}  // namespace boswell::omemo
