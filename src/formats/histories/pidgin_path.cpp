// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/histories/pidgin_path.hpp"

#include "base/integer.hpp"
#include "base/text.hpp"
#include "formats/histories/history_importer.hpp"
#include "formats/histories/html_text.hpp"

namespace boswell::formats {

namespace fs = std::filesystem;

static constexpr std::string_view pattern = "dddd-dd-dd.dddddd";

static bool matches(std::string_view text, std::string_view shape) {
    if (text.size() < shape.size()) return false;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        const bool digit = text[i] >= '0' && text[i] <= '9';
        if (shape[i] == 'd' ? !digit : text[i] != shape[i]) return false;
    }
    return true;
}

static int digits(std::string_view text, std::size_t at, std::size_t size) {
    return parse_integer<int>(text.substr(at, size)).value_or(0);
}

static bool read_name(std::string_view name, PidginPath& path) {
    if (!matches(name, pattern) || (!name.ends_with(".html") && !name.ends_with(".txt")))
        return false;
    path.begin = {.year = digits(name, 0, 4),
                  .month = digits(name, 5, 2),
                  .day = digits(name, 8, 2),
                  .hour = digits(name, 11, 2),
                  .minute = digits(name, 13, 2),
                  .second = digits(name, 15, 2)};
    const auto zone = name.substr(pattern.size());
    if (matches(zone, "+dddd") || matches(zone, "-dddd")) {
        const auto minutes = digits(zone, 1, 2) * 60 + digits(zone, 3, 2);
        path.offset = std::chrono::minutes(zone.front() == '-' ? -minutes : minutes);
    }
    return is_civil(path.begin);
}

/// Of the folders: logs/jabber/ACCOUNT/CONTACT/file.
static void read_folders(HistoryFile& file, PidginPath& path) {
    auto contact = percent_decoded(file.part(1));
    if (contact == ".system") {
        path.kind = PidginPath::Kind::system;
    } else if (contact.ends_with(".chat")) {
        path.kind = PidginPath::Kind::room;
        contact.resize(contact.size() - 5);
    }
    path.account = Jid::parse(percent_decoded(file.part(2))).value_or(Jid()).bare();
    if (path.kind != PidginPath::Kind::system) path.with = Jid::parse(contact).value_or(Jid());
    const auto room = file.path().parent_path().parent_path() / (path.with.bare().str() + ".chat");
    std::error_code error;
    if (path.kind == PidginPath::Kind::conversation && !path.with.is_bare() &&
        fs::is_directory(room, error))
        path.kind = PidginPath::Kind::private_in_room;
}

/// The last word before " (jabber)" is the account. What is before it may be translated.
static void read_title(std::string_view title, PidginPath& path) {
    const auto text = text_of_html(title);
    const auto words = split(text, ' ');
    if (path.account.empty() && words.size() > 2)
        path.account = Jid::parse(words[words.size() - 2]).value_or(Jid()).bare();
    constexpr std::string_view with = "Conversation with ";
    if (path.kind != PidginPath::Kind::conversation || !path.with.empty() ||
        !text.starts_with(with))
        return;
    path.with = Jid::parse(text.substr(with.size(), text.find(' ', with.size()) - with.size()))
                    .value_or(Jid());
}

/// "" if there is none.
static std::string_view title_in(std::string_view head) {
    constexpr std::string_view tag = "<title>";
    const auto begin = head.find(tag);
    if (begin == std::string_view::npos) return head.substr(0, head.find_first_of("\r\n"));
    head.remove_prefix(begin + tag.size());
    return head.substr(0, head.find("</title>"));
}

std::optional<PidginPath> parse_pidgin_path(HistoryFile& file) {
    PidginPath path;
    if (!read_name(file.part(0), path)) return std::nullopt;
    const auto title = title_in(file.head());
    const bool in_place = file.part(3) == "jabber";
    if (!in_place && !title.ends_with(" (jabber)")) return std::nullopt;
    if (in_place) read_folders(file, path);
    if (title.ends_with(" (jabber)")) read_title(title, path);
    return path;
}

}  // namespace boswell::formats
