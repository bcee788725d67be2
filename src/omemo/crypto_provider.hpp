// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <omemo/signal_protocol.h>

namespace boswell::omemo {

/// The ciphers and digests that libomemo-c asks for, by OpenSSL.
const signal_crypto_provider& crypto_provider();

}  // namespace boswell::omemo
