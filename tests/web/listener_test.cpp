// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/listener.hpp"

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "support/temp_dir.hpp"

#include <sys/stat.h>

#include <catch2/catch.hpp>

#include <fstream>

using namespace boswell;
using Catch::Contains;

TEST_CASE("only addresses of this machine alone are listened on") {
    for (const auto* address :
         {"0.0.0.0", "::", "192.168.1.1", "10.0.0.1", "128.0.0.1", "localhost", "example.org", "",
          "127.0.0.1:80", "::ffff:127.0.0.1", "fe80::1"})
        CHECK_THROWS_WITH(web::listen_on_port(address, 0), Contains("--listen"));
    for (const auto* address : {"127.0.0.1", "127.3.2.1"}) {
        const auto listener = web::listen_on_port(address, 0);
        const Descriptor socket(listener.socket);
        CHECK(listener.port != 0);
    }
}

TEST_CASE("where a port is taken the next one is, unless it was asked for") {
    const auto first = web::listen_on_port("127.0.0.1", 0);
    const Descriptor socket(first.socket);
    CHECK_THROWS_WITH(web::listen_on_port("127.0.0.1", first.port), Contains("is taken"));
    if (first.port > 65000) return;
    const auto second = web::listen_on("127.0.0.1", first.port);
    const Descriptor other(second.socket);
    CHECK(second.port > first.port);
}

TEST_CASE("a Unix socket is its owner's alone, and takes the place only of a dead one") {
    const test::TempDir folder;
    const auto path = folder / "boswell.sock";
    {
        const Descriptor socket(web::listen_on(path).socket);
        struct stat status {};
        REQUIRE(::stat(path.c_str(), &status) == 0);
        CHECK((status.st_mode & 0777) == 0600);
        CHECK_THROWS_WITH(web::listen_on(path), Contains("listens on"));
    }
    { const Descriptor again(web::listen_on(path).socket); }
    std::ofstream(folder / "file") << "mine";
    CHECK_THROWS_WITH(web::listen_on(folder / "file"), Contains("no socket"));
    CHECK_THROWS_WITH(web::listen_on(folder / std::string(200, 'x')), Contains("bytes"));
}
