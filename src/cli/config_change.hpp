// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/arguments.hpp"
#include "cli/signal_cleanup.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace boswell::cli {

/// A change of boswell.toml that is tried before it is made: the new text is first a file of its
/// own beside it, and so is a new password
/// or token. Without commit() neither is left, nor after a signal.
///
/// Where root changes the configuration of a service, whose folder belongs to a group with a user
/// of that name, new files are made such that this user can read them.
class ConfigChange {
public:
    /// Of the file that boswelld would read, or else of the one in $XDG_CONFIG_HOME, which need not
    /// exist. Throws Error if it cannot be read.
    explicit ConfigChange(const Arguments& arguments);
    ~ConfigChange();
    ConfigChange(const ConfigChange&) = delete;
    ConfigChange& operator=(const ConfigChange&) = delete;

    const std::filesystem::path& file() const { return file_; }
    const std::string& content() const { return content_; }  ///< "" if there is no file

    /// Stores a password in a new file of mode 0600 beside the configuration, and returns its name.
    /// `name` is the one it gets if there is no such file yet.
    std::string store_password(const std::string& name, std::string_view password);
    /// Makes such a file, empty, for a token that boswelld will write there again and again: for a
    /// service it is in the home of its user, where that user may write. Returns its name as the
    /// configuration has it.
    std::string reserve_token(const std::string& name);
    /// Writes what the configuration is to say, and returns the file, to be tried.
    const std::filesystem::path& propose(std::string_view content);
    /// Makes it the configuration: on disk, with the mode and the owner of the one before.
    void commit();

private:
    void prepare_folder() const;
    std::string store(const std::filesystem::path& folder, const std::string& name,
                      std::string_view content);

    std::filesystem::path file_;
    std::string content_;
    std::filesystem::path proposal_;  ///< "" if there is none
    std::filesystem::path secret_;    ///< the file of a password or a token; "" if there is none
    std::optional<SignalCleanup> cleanup_;
};

}  // namespace boswell::cli
