// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/fixture.hpp"
#include "web/site.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace boswell::test {

/// A new archive and a viewer of it, whose key was used.
struct ViewerFixture : ArchiveFixture {
    ViewerFixture() { open({}); }

    void open(query::Persons persons) {
        site.emplace(web::SiteOptions{.archive = path,
                                      .host = host,
                                      .zone = TimeZone::named("UTC"),
                                      .persons = std::move(persons)},
                     [this](const std::string& address) { told = address; });
        const auto answer = site->respond({.method = web::Method::post,
                                           .path = "/",
                                           .host = host,
                                           .body = "key=" + told.substr(told.find("key=") + 4)});
        for (const auto& [name, value] : answer.headers) {
            if (name == "Set-Cookie") cookie = value.substr(0, value.find(';'));
        }
    }

    using Parameters = std::vector<std::pair<std::string, std::string>>;
    web::Response get(std::string page, Parameters parameters = {}) {
        return site->respond({.path = std::move(page),
                              .parameters = std::move(parameters),
                              .host = host,
                              .cookie = cookie});
    }

    std::string host = "boswell-0123abcd.localhost:7622";
    std::string told;
    std::string cookie;
    std::optional<web::Site> site;
};

}  // namespace boswell::test
