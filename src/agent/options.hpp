// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace boswell::agent {

/// boswelld's command line; see boswelld(1).
struct Options {
    std::string config;
    std::string archive;
    bool check = false;
    bool once = false;
    bool help = false;
    bool version = false;
    int verbosity = 0;
    bool quiet = false;     ///< goes before verbosity
    std::string probe;      ///< JID
    std::string authorize;  ///< JID
    std::string account;    ///< JID; it and the members below replace a configuration file
    std::string password_file;
    std::string host;
    std::uint16_t port = 0;
    std::string ca_file;
};

/// Throws UsageError that names the wrong option and the nearest valid one.
Options parse_options(int count, const char* const* words);

}  // namespace boswell::agent
