// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.hpp"

namespace boswell::sqlite {

/// The database cannot take anything at the moment: locked, disk full, I/O error. Nothing was
/// changed; try again later.
class Unavailable : public Error {
public:
    using Error::Error;
};

}  // namespace boswell::sqlite
