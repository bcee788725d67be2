// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/home.hpp"

using namespace boswell::test;
using Catch::Matchers::Contains;

static constexpr auto alice = R"([[account]]
jid = "alice@example.org"
password_file = "alice@example.org.password"
)";

TEST_CASE_METHOD(Home, "what is tried by a login is what is written then") {
    CHECK(accounts("add alice@example.org").status == 0);
    CHECK(text() == alice);
    CHECK(read_all(folder / "tried") == alice);
    CHECK(files() == std::set<std::string>{"alice@example.org.password", "boswell.toml"});
    CHECK(read_all(configuration().parent_path() / "alice@example.org.password") == "O Romeo!\n");
    CHECK(mode_of(configuration()) == 0600);
    CHECK(mode_of(configuration().parent_path() / "alice@example.org.password") == 0600);
}

TEST_CASE_METHOD(Home, "nothing is written if the login fails, with the status of boswelld") {
    const auto before = GENERATE("", "# mine\n[search]\nsubstring_index = true\n");
    if (*before != '\0') has(before);
    answers(4);
    const auto failed = accounts("add alice@example.org");
    CHECK(failed.status == 4);
    CHECK_THAT(failed.out, Contains("nothing was changed"));
    CHECK(text() == before);
    CHECK(files() ==
          (*before == '\0' ? std::set<std::string>{} : std::set<std::string>{"boswell.toml"}));
}

TEST_CASE_METHOD(Home, "a configuration keeps its text and its mode, also behind a symbolic link") {
    const std::string before = "# mine\narchive = 'a.db'";
    has(before);
    const auto real = folder / "real.toml";
    fs::rename(configuration(), real);
    fs::create_symlink(real, configuration());
    fs::permissions(real, fs::perms(0640));
    CHECK(accounts("add --password-command 'pass \"a b\"' alice@example.org").status == 0);
    CHECK(fs::is_symlink(configuration()));
    CHECK(mode_of(real) == 0640);
    CHECK(read_all(real) == before +
                                "\n\n[[account]]\njid = \"alice@example.org\"\n"
                                "password_command = [\"sh\", \"-c\", \"pass \\\"a b\\\"\"]\n");
}

TEST_CASE_METHOD(Home, "a password file that is there is not overwritten") {
    has("");
    const auto old = configuration().parent_path() / "alice@example.org.password";
    std::ofstream(old) << "of another program\n";
    std::ofstream(configuration().string() + ".new") << "of a run that was killed";
    CHECK(accounts("add alice@example.org").status == 0);
    CHECK(read_all(old) == "of another program\n");
    CHECK(read_all(old.string() + ".2") == "O Romeo!\n");
    CHECK_THAT(text(), Contains("password_file = \"alice@example.org.password.2\""));
    CHECK(files().count("boswell.toml.new") == 0);
}

TEST_CASE_METHOD(Home, "an account that is there gets another password only if that is wanted") {
    const std::string before = std::string("# mine\n") + alice + "priority = 5  # high\n";
    has(before);
    const auto unasked = accounts("add alice@example.org");
    CHECK(unasked.status == 3);
    CHECK_THAT(unasked.out, Contains("already") && Contains("--yes"));
    CHECK(text() == before);
    CHECK(accounts("add --yes alice@example.org").status == 0);
    CHECK(text() == before);
    CHECK(accounts("add --yes --password-file mine alice@example.org").status == 0);
    CHECK_THAT(text(), Contains("/mine\"\npriority = 5  # high\n"));
}

TEST_CASE_METHOD(Home, "an account is removed if that is wanted, and its password stays") {
    REQUIRE(accounts("add alice@example.org").status == 0);
    CHECK(accounts("remove alice@example.org").status == 2);
    CHECK(text() == alice);
    const auto removed = accounts("remove --yes alice@example.org");
    CHECK(removed.status == 0);
    CHECK_THAT(removed.out, !Contains("start"));  // what has no account need not run
    CHECK(text().empty());
    CHECK(files().count("alice@example.org.password") == 1);
    const auto again = accounts("remove --yes alice@example.org");
    CHECK(again.status == 3);
    CHECK_THAT(again.out, Contains("no account alice@example.org"));
}

TEST_CASE_METHOD(Home, "what cannot be changed or makes no sense is refused, and stays as it is") {
    const auto before = GENERATE("account = [{jid = 'bob@example.org'}]\n", "archive = [\n");
    has(before);
    const auto refused = accounts("add alice@example.org");
    CHECK(refused.status == 3);
    CHECK_THAT(refused.out, Contains("boswell.toml:"));
    CHECK(text() == before);
    CHECK(files() == std::set<std::string>{"boswell.toml"});
}

TEST_CASE_METHOD(Home, "words that make no sense are wrong usage, and no password is asked for") {
    for (const auto* words : {"add", "remove", "add example.org", "add alice@example.org/phone",
                              "add --port 5222 alice@example.org", "ad alice@example.org",
                              "add --host h --port 70000 alice@example.org", "--json test"})
        CHECK(accounts(words).status == 2);
    CHECK(accounts("add alice@example.org", "").status == 3);
    CHECK(files().empty());
}

TEST_CASE_METHOD(Home, "all accounts are tried, and the first failure is told") {
    CHECK(accounts("test").status == 3);
    has(std::string(alice) + "[[account]]\njid = 'bob@example.org'\npassword = 'x'\n");
    CHECK_THAT(accounts("test").out, Contains("as alice@") && Contains("as bob@"));
    answers(4);
    CHECK(accounts("test").status == 4);
    CHECK_THAT(accounts("test bob@example.org").out, !Contains("as alice@"));
}

TEST_CASE_METHOD(Home, "a signal during the login ends boswelld, and nothing is left") {
    has("# mine\n");
    const auto pid = (folder / "pid").string();
    std::ofstream(folder / "bin" / "boswelld")
        << "#!/bin/sh\necho $$ >" << pid << "\necho tried\nexec sleep 20\n";
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) {
        OnTerminal run(*this, {"accounts", "add", "alice@example.org"});
        run.shows("Password of");
        run.types("O Romeo!");
        run.shows("(OMEMO)");
        run.types("");
        run.shows("tried");
        CHECK(files().size() == 3);
        CHECK(run.ended_by(signal) == signal);
        CHECK(text() == "# mine\n");
        CHECK(files() == std::set<std::string>{"boswell.toml"});
        CHECK(::kill(std::stoi(read_all(pid)), 0) == -1);
    }
}

TEST_CASE_METHOD(Home, "a signal while the password is typed leaves a terminal that echoes") {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        OnTerminal run(*this, {"accounts", "add", "alice@example.org"});
        run.shows("Password of");
        run.waits();
        CHECK_FALSE(run.echoes());
        CHECK(run.ended_by(signal) == signal);
        CHECK(run.echoes());
        CHECK(files().empty());
    }
}
