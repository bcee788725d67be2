// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/config_change.hpp"

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "base/write_all.hpp"
#include "config/file.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace boswell::cli {

namespace fs = std::filesystem;

static constexpr mode_t for_owner = 0600;
static constexpr int most_names = 100;

namespace {

struct Owner {
    uid_t user = static_cast<uid_t>(-1);  ///< -1: as the system gives it
    gid_t group = static_cast<gid_t>(-1);
    std::string home;  ///< of a service's user; "" otherwise

    bool is_given() const { return user != static_cast<uid_t>(-1); }
};

}  // namespace

/// Of a new file in the folder of a service that root looks after.
static Owner owner_in(const fs::path& folder) {
    struct stat status {};
    if (::geteuid() != 0 || ::stat(folder.c_str(), &status) != 0 || status.st_gid == 0) return {};
    const auto* group = ::getgrgid(status.st_gid);
    const auto* user = group == nullptr ? nullptr : ::getpwnam(group->gr_name);
    if (user == nullptr) return {};
    return {user->pw_uid, status.st_gid, user->pw_dir};
}

/// boswelld, which root has run, has made the file anew. Its folder is the user's own, who might
/// have put a link there to a file of root's.
static void give_to(const Owner& owner, const fs::path& path) {
    if (!owner.is_given()) return;
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    struct stat status {};
    const bool is_known = file && ::fstat(file.number(), &status) == 0 && S_ISREG(status.st_mode) &&
                          status.st_nlink == 1;
    if (!is_known || ::fchown(file.number(), owner.user, owner.group) != 0)
        throw Error("cannot give {} its owner", path.string());
}

/// Whether the user of a service has a home of its own, where the service may write. It is made if
/// need be: systemd does that at the first start only. A home such as /nonexistent is none.
static bool has_home(const Owner& owner) {
    const fs::path home = owner.home;
    if (!home.is_absolute() || home.parent_path() == "/") return false;
    if (::mkdir(home.c_str(), S_IRWXU) == 0 && ::chown(home.c_str(), owner.user, owner.group) != 0)
        throw Error("cannot give {} its owner: {}", owner.home, errno_text());
    struct stat status {};
    return ::stat(home.c_str(), &status) == 0 && S_ISDIR(status.st_mode) &&
           status.st_uid == owner.user;
}

static void sync_folder(const fs::path& folder) {
    const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!directory || ::fsync(directory.number()) != 0)
        throw Error("cannot sync {}: {}", folder.string(), errno_text());
}

/// False if there is a file of this name.
static bool make_file(const fs::path& path, std::string_view content, mode_t mode,
                      const Owner& owner) {
    const Descriptor file(
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, for_owner));
    if (!file && errno == EEXIST) return false;
    if (!file) throw Error("cannot create {}: {}", path.string(), errno_text());
    const bool is_given =
        !owner.is_given() || ::fchown(file.number(), owner.user, owner.group) == 0;
    if (!is_given || ::fchmod(file.number(), mode) != 0) {
        const int number = errno;
        ::unlink(path.c_str());
        throw Error("cannot give {} its owner and mode: {}", path.string(), errno_text(number));
    }
    if (const int number = write_all(file.number(), content);
        number != 0 || ::fsync(file.number()) != 0) {
        const auto reason = errno_text(number != 0 ? number : errno);
        ::unlink(path.c_str());
        throw Error("cannot write {}: {}", path.string(), reason);
    }
    return true;
}

/// make_file(), of a file that a signal removes.
static bool make_passing_file(std::optional<SignalCleanup>& cleanup, const fs::path& path,
                              std::string_view content, mode_t mode, const Owner& owner) {
    const HeldSignals scope;
    if (!make_file(path, content, mode, owner)) return false;
    if (!cleanup) cleanup.emplace();
    cleanup->add(path);
    return true;
}

static fs::path file_to_change(const Arguments& arguments) {
    const auto file = config::find_file(arguments.value("config").value_or(""));
    if (!file) return configuration_folder() / "boswell.toml";
    std::error_code missing;
    // Behind a symbolic link it is the file that is changed, not the link.
    auto real = fs::canonical(*file, missing);
    return missing ? fs::absolute(*file) : real;
}

ConfigChange::ConfigChange(const Arguments& arguments) : file_(file_to_change(arguments)) {
    std::error_code missing;
    if (fs::exists(fs::status(file_, missing))) content_ = read_file(file_);
}

ConfigChange::~ConfigChange() {
    for (const auto& file : {proposal_, secret_}) {
        if (!file.empty()) ::unlink(file.c_str());
    }
}

void ConfigChange::prepare_folder() const {
    const auto folder = file_.parent_path();
    std::error_code failure;
    if (fs::is_directory(folder, failure)) return;
    if (fs::create_directories(folder, failure))
        fs::permissions(folder, fs::perms::owner_all, failure);
    if (failure) throw Error("cannot make {}: {}", folder.string(), failure.message());
}

std::string ConfigChange::store(const fs::path& folder, const std::string& name,
                                std::string_view content) {
    for (int number = 1; number <= most_names; ++number) {
        auto free = number == 1 ? name : fmt::format("{}.{}", name, number);
        if (!make_passing_file(cleanup_, folder / free, content, for_owner,
                               owner_in(file_.parent_path())))
            continue;
        secret_ = folder / free;
        return free;
    }
    throw Error("{} and others of this name exist already", (folder / name).string());
}

std::string ConfigChange::store_password(const std::string& name, std::string_view password) {
    prepare_folder();
    return store(file_.parent_path(), name, std::string(password) + '\n');
}

std::string ConfigChange::reserve_token(const std::string& name) {
    prepare_folder();
    const auto owner = owner_in(file_.parent_path());
    if (!has_home(owner)) return store(file_.parent_path(), name, "");
    return owner.home + '/' + store(owner.home, name, "");
}

const fs::path& ConfigChange::propose(std::string_view content) {
    prepare_folder();
    const auto name = file_.string() + ".new";
    ::unlink(name.c_str());  // of a run that was killed
    auto owner = owner_in(file_.parent_path());
    struct stat before {};
    mode_t mode = for_owner;
    if (::stat(file_.c_str(), &before) == 0) {
        mode = before.st_mode & 07777u;
        owner = {before.st_uid, before.st_gid, {}};
    }
    if (!make_passing_file(cleanup_, name, content, mode, owner))
        throw Error("{} appears again and again; is another program at work?", name);
    proposal_ = name;
    return proposal_;
}

void ConfigChange::commit() {
    const HeldSignals scope;
    if (!secret_.empty()) give_to(owner_in(file_.parent_path()), secret_);
    if (::rename(proposal_.c_str(), file_.c_str()) != 0)
        throw Error("cannot replace {}: {}", file_.string(), errno_text());
    proposal_.clear();
    secret_.clear();
    cleanup_.reset();
    sync_folder(file_.parent_path());
}

}  // namespace boswell::cli
