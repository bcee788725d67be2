// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/options.hpp"

#include "base/error.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace boswell;

static agent::Options parse(std::vector<const char*> words) {
    words.insert(words.begin(), "boswelld");
    return agent::parse_options(static_cast<int>(words.size()), words.data());
}

TEST_CASE("without words boswelld archives by its configuration") {
    const auto options = parse({});
    CHECK(options.config.empty());
    CHECK_FALSE((options.check || options.once || options.help || options.version));
    CHECK(options.verbosity == 0);
}

TEST_CASE("every option is read") {
    CHECK(parse({"--config", "c", "--archive=a"}).config == "c");
    CHECK(parse({"--config", "c", "--archive=a"}).archive == "a");
    CHECK(parse({"--check"}).check);
    CHECK(parse({"--once"}).once);
    CHECK(parse({"-h"}).help);
    CHECK(parse({"--version"}).version);
    CHECK(parse({"-v"}).verbosity == 1);
    CHECK(parse({"-vv"}).verbosity == 2);
    CHECK(parse({"-q"}).quiet);
    CHECK(parse({"--quiet"}).quiet);
    CHECK(parse({"--probe", "a@b"}).probe == "a@b");
    CHECK(parse({"--authorize", "a@b"}).authorize == "a@b");
    const auto options = parse({"--account", "a@b", "--password-file", "p", "--host", "h", "--port",
                                "5223", "--ca-file", "ca"});
    CHECK(options.account == "a@b");
    CHECK(options.password_file == "p");
    CHECK(options.host == "h");
    CHECK(options.port == 5223);
    CHECK(options.ca_file == "ca");
}

static std::string complaint(const std::vector<const char*>& words) {
    try {
        parse(words);
    } catch (const UsageError& error) {
        return error.what();
    }
    return "";
}

TEST_CASE("a wrong option is named, with the right one if it is near") {
    CHECK(complaint({"--chek"}) == "unknown option '--chek'; did you mean --check?");
    CHECK(complaint({"--hots=x", "--once"}) == "unknown option '--hots'; did you mean --host?");
    CHECK(complaint({"--qwertyuiop"}) == "unknown option '--qwertyuiop'; see boswelld --help");
    CHECK(complaint({"-x"}) == "unknown option; see boswelld --help");
    CHECK_THAT(complaint({"--port", "many"}), Catch::EndsWith("see boswelld --help"));
    CHECK(complaint({"start"}) == "unexpected argument 'start'; see boswelld --help");
}

TEST_CASE("options that make no sense together are refused") {
    for (const auto* option : {"--password-file=p", "--host=h", "--ca-file=c"})
        CHECK_THAT(complaint({option}), Catch::Contains("go with --account"));
    CHECK_THAT(complaint({"--host=h", "--port=1"}), Catch::Contains("go with --account"));
    CHECK_THAT(complaint({"--account=a@b"}), Catch::Contains("needs --password-file"));
    CHECK_THAT(complaint({"--account=a@b", "--password-file=p", "--config=c"}),
               Catch::Contains("leave out --config"));
    CHECK_THAT(complaint({"--account=a@b", "--password-file=p", "--authorize=a@b"}),
               Catch::Contains("--authorize goes with"));
    CHECK_THAT(complaint({"--probe=a@b", "--authorize=a@b"}),
               Catch::Contains("--authorize goes with"));
    CHECK_THAT(complaint({"--account=a@b", "--password-file=p", "--port=1"}),
               Catch::Contains("--port goes with --host"));
    CHECK(complaint({"--account=a@b", "--password-file=p", "--probe=a@b"}).empty());
}
