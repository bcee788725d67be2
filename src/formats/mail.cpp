// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/mail.hpp"

#include "formats/gmime.hpp"

#include <algorithm>
#include <cctype>

namespace boswell::formats {

namespace {

bool is_atom(std::string_view text) {
    static constexpr std::string_view others = "!#$%&'*+-/=?^_`{|}~.";
    return !text.empty() && text.front() != '.' && text.back() != '.' &&
           text.find("..") == text.npos && std::ranges::all_of(text, [](unsigned char c) {
               return c >= 0x80 || std::isalnum(c) != 0 ||
                      others.find(static_cast<char>(c)) != others.npos;
           });
}

std::string address(const Mailbox& mailbox) {
    if (mailbox.local.empty()) return mailbox.domain;
    if (is_atom(mailbox.local)) return mailbox.local + '@' + mailbox.domain;
    std::string quoted = "\"";
    for (const char c : mailbox.local) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + "\"@" + mailbox.domain;
}

std::size_t longest_line(std::string_view text) {
    std::size_t longest = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find('\n', begin), text.size());
        longest = std::max(longest, end - begin);
        begin = end + 1;
    }
    return longest;
}

/// Base64 wherever a program on the way might take a line for something else, or change it. A line
/// feed at the end could be one that belongs to the mail.
GMimeContentEncoding encoding_for(std::string_view text) {
    const bool has_control = std::ranges::any_of(
        text, [](unsigned char c) { return (c < ' ' && c != '\n' && c != '\t') || c == 0x7f; });
    const bool has_from = text.starts_with("From ") || text.find("\nFrom ") != text.npos;
    if (has_control || has_from || text.ends_with('\n')) return GMIME_CONTENT_ENCODING_BASE64;
    const bool is_ascii = std::ranges::all_of(text, [](unsigned char c) { return c < 0x80; });
    const bool ends_in_blanks = text.ends_with(' ') || text.ends_with('\t') ||
                                text.find(" \n") != text.npos || text.find("\t\n") != text.npos;
    return is_ascii && !ends_in_blanks && longest_line(text) <= 76
               ? GMIME_CONTENT_ENCODING_7BIT
               : GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;
}

std::string in_brackets(const std::vector<std::string>& ids) {
    std::string out;
    for (const auto& id : ids) out += (out.empty() ? "<" : " <") + id + '>';
    return out;
}

/// One mail as GMime has it.
class Letter {
public:
    Letter() : message_(gmime_.message_new(TRUE)) {}

    void head(const Mail& mail);
    void field(const char* name, const std::string& value) {
        gmime_.object_set_header(as<GMimeObject>(message_), name, value.c_str(), "utf-8");
    }
    void date(Time time, const TimeZone& zone);
    void text(const std::string& text);
    std::string lines() const;

private:
    const GMime& gmime_ = GMime::instance();
    Owned<GMimeMessage> message_;
};

void Letter::head(const Mail& mail) {
    gmime_.message_add_mailbox(message_.get(), GMIME_ADDRESS_TYPE_FROM, mail.from.name.c_str(),
                               address(mail.from).c_str());
    gmime_.message_add_mailbox(message_.get(), GMIME_ADDRESS_TYPE_TO, mail.to.name.c_str(),
                               address(mail.to).c_str());
    gmime_.message_set_subject(message_.get(), mail.subject.c_str(), "utf-8");
    date(mail.date, mail.zone);
    gmime_.message_set_message_id(message_.get(), mail.id.c_str());
}

void Letter::date(Time time, const TimeZone& zone) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch();
    GTimeZone* local = gmime_.time_zone_new_offset(static_cast<gint32>(zone.offset(time).count()));
    GDateTime* utc = gmime_.date_time_new_from_unix_utc(seconds.count());
    GDateTime* date = gmime_.date_time_to_timezone(utc, local);
    gmime_.message_set_date(message_.get(), date);
    gmime_.date_time_unref(date);
    gmime_.date_time_unref(utc);
    gmime_.time_zone_unref(local);
}

void Letter::text(const std::string& text) {
    const Owned<GMimeTextPart> part(gmime_.text_part_new_with_subtype("plain"));
    gmime_.text_part_set_charset(part.get(), "utf-8");
    const Owned<GMimeStream> stream(gmime_.stream_mem_new_with_buffer(text.data(), text.size()));
    const Owned<GMimeDataWrapper> content(
        gmime_.data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT));
    gmime_.part_set_content(as<GMimePart>(part), content.get());
    gmime_.part_set_content_encoding(as<GMimePart>(part), encoding_for(text));
    gmime_.message_set_mime_part(message_.get(), as<GMimeObject>(part));
}

std::string Letter::lines() const {
    const Owned<GMimeStream> stream(gmime_.stream_mem_new());
    gmime_.object_write_to_stream(as<GMimeObject>(message_), nullptr, stream.get());
    auto lines = written(stream);
    if (!lines.ends_with('\n')) lines += '\n';
    return lines;
}

}  // namespace

std::string serialised(const Mail& mail) {
    Letter letter;
    letter.head(mail);
    if (!mail.references.empty()) {
        letter.field("In-Reply-To", '<' + mail.references.back() + '>');
        letter.field("References", in_brackets(mail.references));
    }
    for (const auto& [name, value] : mail.fields) letter.field(std::string(name).c_str(), value);
    letter.text(mail.text);
    return letter.lines();
}

}  // namespace boswell::formats
