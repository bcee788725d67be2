// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time_zone.hpp"
#include "query/persons.hpp"
#include "web/guard.hpp"
#include "web/opened_archive.hpp"

#include <filesystem>
#include <functional>
#include <string>

namespace boswell::web {

/// What the viewer shows, and where.
struct SiteOptions {
    std::filesystem::path archive;
    std::string host;  ///< as Guard takes it
    TimeZone zone;
    query::Persons persons;  ///< of the configuration
};

/// The whole viewer but its sockets: an answer for each request. Only reads.
class Site {
public:
    /// For `tell` see Guard. Throws Error if the archive cannot be read.
    Site(SiteOptions options, std::function<void(const std::string& address)> tell);

    /// Throws nothing that belongs to the request: that becomes a page which says it.
    Response respond(const Request& request);

private:
    Response answer(const Request& request);

    SiteOptions options_;
    Guard guard_;
    OpenedArchive archive_;
};

}  // namespace boswell::web
