// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/run.hpp"

#include <fmt/core.h>

#include <catch2/catch.hpp>

#include <pty.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

using namespace boswell::test;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

/// A home where boswelld is a script that ends with the status in the file "status", having copied
/// the configuration that it was to try.
struct Home {
    Home() {
        fs::create_directories(folder / "bin");
        fs::copy_file(BOSWELL_PROGRAM, folder / "bin" / "boswell");
        std::ofstream(folder / "bin" / "boswelld")
            << "#!/bin/sh\ncp \"${1#--config=}\" \"$HOME/tried\"\nread -r status <\"$HOME/"
               "status\"\nexit \"$status\"\n";
        fs::permissions(folder / "bin" / "boswelld", fs::perms::owner_all);
        answers(0);
    }
    void answers(int status) const { std::ofstream(folder / "status") << status << '\n'; }
    fs::path configuration() const { return folder / ".config" / "boswell" / "boswell.toml"; }
    std::string text() const { return read_all(configuration()); }
    void has(const std::string& text) const {
        fs::create_directories(configuration().parent_path());
        std::ofstream(configuration()) << text;
    }
    /// What the shell makes of such words, its input being `typed`.
    Outcome accounts(const std::string& words, const std::string& typed = "O Romeo!") const {
        const auto out = (folder / "out").string();
        const auto status = std::system(
            fmt::format("printf '%s\\n' '{}' | env -i PATH=/usr/bin:/bin 'HOME={}' '{}' accounts "
                        "{} >'{}' 2>&1",
                        typed, folder.path().string(), (folder / "bin" / "boswell").string(), words,
                        out)
                .c_str());
        return {.status = WEXITSTATUS(status), .out = read_all(out), .err = {}};
    }
    std::set<std::string> files() const {
        std::set<std::string> names;
        if (!fs::exists(configuration().parent_path())) return names;
        for (const auto& entry : fs::directory_iterator(configuration().parent_path()))
            names.insert(entry.path().filename().string());
        return names;
    }
    TempDir folder;
};

}  // namespace

static constexpr auto alice = R"([[account]]
jid = "alice@example.org"
password_file = "alice@example.org.password"
)";

static unsigned mode_of(const fs::path& file) {
    struct stat status {};
    ::stat(file.c_str(), &status);
    return status.st_mode & 07777u;
}

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

/// `words` on a terminal of its own, until it meets a signal.
struct OnTerminal {
    OnTerminal(const Home& home, std::vector<std::string> words) {
        process = ::forkpty(&terminal, nullptr, nullptr, nullptr);
        REQUIRE(process >= 0);
        if (process > 0) return;
        const auto program = (home.folder / "bin" / "boswell").string();
        std::vector<char*> argv{const_cast<char*>(program.c_str())};
        for (auto& word : words) argv.push_back(word.data());
        argv.push_back(nullptr);
        const auto home_is = "HOME=" + home.folder.path().string();
        char* environment[] = {const_cast<char*>("PATH=/usr/bin:/bin"),
                               const_cast<char*>(home_is.c_str()), nullptr};
        ::execve(program.c_str(), argv.data(), environment);
        ::_exit(127);
    }
    ~OnTerminal() { ::close(terminal); }
    void shows(const std::string& text) {
        char piece[256];
        while (shown.find(text) == shown.npos) {
            const auto count = ::read(terminal, piece, sizeof piece);
            REQUIRE(count > 0);
            shown.append(piece, static_cast<std::size_t>(count));
        }
    }
    bool echoes() const {
        termios settings{};
        REQUIRE(::tcgetattr(terminal, &settings) == 0);
        return (settings.c_lflag & ECHO) != 0;
    }
    /// It waits for what is typed: readpassphrase(3) would miss a signal just before that.
    void waits() const {
        const auto status = fmt::format("/proc/{}/status", process);
        while (read_all(status).find("State:\tS") == std::string::npos) ::usleep(10'000);
    }
    /// The signal that ended it.
    int ended_by(int signal) const {
        REQUIRE(::kill(process, signal) == 0);
        int status = 0;
        REQUIRE(::waitpid(process, &status, 0) == process);
        return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    }
    pid_t process = -1;
    int terminal = -1;
    std::string shown;
};

TEST_CASE_METHOD(Home, "a signal during the login ends boswelld, and nothing is left") {
    has("# mine\n");
    const auto pid = (folder / "pid").string();
    std::ofstream(folder / "bin" / "boswelld")
        << "#!/bin/sh\necho $$ >" << pid << "\necho tried\nexec sleep 20\n";
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) {
        OnTerminal run(*this, {"accounts", "add", "alice@example.org"});
        run.shows("Password of");
        REQUIRE(::write(run.terminal, "O Romeo!\n", 9) == 9);
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
