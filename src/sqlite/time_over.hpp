// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.hpp"

namespace boswell::sqlite {

/// A statement was ended because it took too long, see time_limit.hpp.
class TimeOver : public Error {
public:
    using Error::Error;
};

}  // namespace boswell::sqlite
