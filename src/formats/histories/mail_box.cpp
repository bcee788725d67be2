// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/histories/mail_box.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace boswell::formats {

/// The line before a mail: "From 123@xxx Sat Feb 25 16:25:02 +0000 2012". A sentence may begin with
/// "From", too, but does not go on with a day and a month.
static bool is_envelope(std::string_view line) {
    static constexpr std::array<std::string_view, 7> days{"Mon", "Tue", "Wed", "Thu",
                                                          "Fri", "Sat", "Sun"};
    static constexpr std::array<std::string_view, 12> months{
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    if (!line.starts_with("From ")) return false;
    const auto words = split(line.substr(0, 1000), ' ');
    return words.size() >= 6 && std::ranges::count(days, words[2]) > 0 &&
           std::ranges::count(months, words[3]) > 0;
}

static bool is_quoted(std::string_view line) {
    const auto begin = line.find_first_not_of('>');
    return begin != 0 && begin != std::string_view::npos && line.substr(begin).starts_with("From ");
}

std::string header_field(std::string_view mail, std::string_view name) {
    std::string value;
    for (bool is_found = false; !mail.empty();) {
        const auto end = std::min(mail.find('\n'), mail.size());
        const auto line = mail.substr(0, end);
        mail.remove_prefix(std::min(end + 1, mail.size()));
        const bool is_folded = line.starts_with(' ') || line.starts_with('\t');
        if (trim(line).empty() || (is_found && !is_folded)) break;
        const auto colon = line.find(':');
        const bool is_named = !is_folded && colon != std::string_view::npos &&
                              to_lower(trim(line.substr(0, colon))) == to_lower(name);
        if (is_named) value = trim(line.substr(colon + 1));
        if (is_found) value.append(" ").append(trim(line));
        is_found = is_found || is_named;
    }
    return value;
}

/// Goes to the beginning of the next mail; false if there is none.
bool MailBox::begin() {
    if (is_begun_) return true;
    while (lines_.next(line_)) {
        if (!trim(line_).empty()) return true;
    }
    return false;
}

/// False if the line does not fit.
bool MailBox::add(std::string& mail) {
    if (lines_.is_cut() || mail.size() + line_.size() >= longest) return false;
    mail.append(line_, is_quoted(line_) ? 1 : 0).append("\n");
    return true;
}

bool MailBox::next(std::string& mail) {
    while (begin()) {
        mail.clear();
        is_cut_ = false;
        begin_ = lines_.number();
        bool in_header = true;
        bool is_taken = true;
        bool is_blank = false;
        if (!is_envelope(line_)) add(mail);
        is_begun_ = false;
        while (lines_.next(line_)) {
            is_begun_ = is_blank && is_envelope(line_);
            if (is_begun_) break;
            is_blank = trim(line_).empty();
            if (is_taken && !is_cut_) is_cut_ = !add(mail);
            if (!in_header || (!is_blank && mail.size() < longest_header)) continue;
            in_header = false;
            is_taken = is_wanted_(mail);
            if (!is_taken) mail.clear();
        }
        if (in_header) is_taken = is_wanted_(mail);
        if (is_taken) return true;
        ++unwanted_;
    }
    return false;
}

}  // namespace boswell::formats
