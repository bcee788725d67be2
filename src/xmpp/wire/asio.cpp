// SPDX-License-Identifier: GPL-3.0-or-later

// Asio's own code, compiled here once instead of in every file that includes it.
#include <asio/impl/src.hpp>
