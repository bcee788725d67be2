// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/mail_part.hpp"

#include "formats/gmime.hpp"

#include <memory>

namespace boswell::formats {

namespace {

struct FreePartIter {
    void operator()(GMimePartIter* parts) const { GMime::instance().part_iter_free(parts); }
};

struct FreeText {
    void operator()(char* text) const { GMime::instance().free(text); }
};

std::optional<std::string> content_of(GMimeObject* part) {
    const auto& gmime = GMime::instance();
    // What is of that type by its header may be a message or parts by its structure.
    auto* instance = reinterpret_cast<GTypeInstance*>(part);  // NOLINT: GObject's layout
    if (gmime.is_a(instance, gmime.part_get_type()) == 0) return std::nullopt;
    auto* content = gmime.part_get_content(reinterpret_cast<GMimePart*>(part));  // NOLINT: likewise
    if (content == nullptr) return std::nullopt;
    const Owned<GMimeStream> stream(gmime.stream_mem_new());
    if (gmime.data_wrapper_write_to_stream(content, stream.get()) < 0) return std::nullopt;
    return written(stream);
}

}  // namespace

std::string decoded_field(std::string_view value) {
    const std::unique_ptr<char, FreeText> text(
        GMime::instance().header_decode_text(nullptr, std::string(value).c_str()));
    return text ? text.get() : std::string();
}

std::optional<std::string> part_of_mail(std::string_view mail, const char* type,
                                        const char* subtype) {
    const auto& gmime = GMime::instance();
    const Owned<GMimeStream> bytes(gmime.stream_mem_new_with_buffer(mail.data(), mail.size()));
    const Owned<GMimeParser> parser(gmime.parser_new_with_stream(bytes.get()));
    const Owned<GMimeMessage> message(gmime.parser_construct_message(parser.get(), nullptr));
    if (!message) return std::nullopt;
    const std::unique_ptr<GMimePartIter, FreePartIter> parts(
        gmime.part_iter_new(as<GMimeObject>(message)));
    do {
        auto* part = gmime.part_iter_get_current(parts.get());
        if (part == nullptr) break;
        auto* part_type = gmime.object_get_content_type(part);
        if (part_type == nullptr || gmime.content_type_is_type(part_type, type, subtype) == 0)
            continue;
        if (auto content = content_of(part)) return content;
    } while (gmime.part_iter_next(parts.get()) != 0);
    return std::nullopt;
}

}  // namespace boswell::formats
