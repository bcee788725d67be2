// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/opened_archive.hpp"

#include "base/error.hpp"
#include "view/link_keys.hpp"

#include <sys/stat.h>

namespace boswell::web {

OpenedArchive::OpenedArchive(std::filesystem::path path, query::Persons persons)
    : path_(std::move(path)), persons_(std::move(persons)) {
    open();
}

OpenedArchive::File OpenedArchive::file_at(const std::filesystem::path& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) throw Error("{}: {}", path.string(), errno_text());
    return {status.st_dev, status.st_ino};
}

void OpenedArchive::open() {
    names_.clear();
    reader_.reset();
    file_ = file_at(path_);
    reader_ = std::make_unique<archive::Reader>(path_);
    reader_->edit_messages(
        {.message = view::leave_out_link_keys, .copy = view::leave_out_stanza_link_keys});
}

const archive::Reader& OpenedArchive::reader() {
    if (!reader_ || file_at(path_) != file_) open();
    return *reader_;
}

const view::Names& OpenedArchive::names(view::NameChoice choice) {
    const auto now = std::chrono::steady_clock::now();
    if (names_.empty() || now - named_at_ > names_last) {
        named_at_ = now;
        auto mark = reader_->names_mark();
        if (mark != names_mark_) names_.clear();
        names_mark_ = std::move(mark);
    }
    const auto lookup = [this](const Jid& account, const Jid& contact) {
        return view::NameHistory{.roster = reader_->roster_versions(account, contact),
                                 .vcards = reader_->vcard_versions(account, contact)};
    };
    return names_.try_emplace(choice, lookup, choice, persons_).first->second;
}

}  // namespace boswell::web
