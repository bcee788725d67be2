// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/gmime.hpp"

#include "base/shared_library.hpp"

namespace boswell::formats {

const GMime& GMime::instance() {
    static const GMime loaded;
    return loaded;
}

GMime::GMime() {
    // With GObject and GLib, which it needs.
    const SharedLibrary library("libgmime-3.0.so.0", "mails need", "libgmime-3.0-0");
    decltype(&g_mime_init) init = nullptr;
    library.find(init, "g_mime_init");
    library.find(object_unref, "g_object_unref");
    library.find(time_zone_new_offset, "g_time_zone_new_offset");
    library.find(time_zone_unref, "g_time_zone_unref");
    library.find(date_time_new_from_unix_utc, "g_date_time_new_from_unix_utc");
    library.find(date_time_to_timezone, "g_date_time_to_timezone");
    library.find(date_time_unref, "g_date_time_unref");
    library.find(message_new, "g_mime_message_new");
    library.find(message_add_mailbox, "g_mime_message_add_mailbox");
    library.find(message_set_subject, "g_mime_message_set_subject");
    library.find(message_set_date, "g_mime_message_set_date");
    library.find(message_set_message_id, "g_mime_message_set_message_id");
    library.find(message_set_mime_part, "g_mime_message_set_mime_part");
    library.find(object_set_header, "g_mime_object_set_header");
    library.find(object_write_to_stream, "g_mime_object_write_to_stream");
    library.find(text_part_new_with_subtype, "g_mime_text_part_new_with_subtype");
    library.find(text_part_set_charset, "g_mime_text_part_set_charset");
    library.find(part_set_content, "g_mime_part_set_content");
    library.find(part_set_content_encoding, "g_mime_part_set_content_encoding");
    library.find(data_wrapper_new_with_stream, "g_mime_data_wrapper_new_with_stream");
    library.find(stream_mem_new, "g_mime_stream_mem_new");
    library.find(stream_mem_new_with_buffer, "g_mime_stream_mem_new_with_buffer");
    library.find(stream_mem_get_byte_array, "g_mime_stream_mem_get_byte_array");
    library.find(free, "g_free");
    library.find(is_a, "g_type_check_instance_is_a");
    library.find(header_decode_text, "g_mime_utils_header_decode_text");
    library.find(parser_new_with_stream, "g_mime_parser_new_with_stream");
    library.find(parser_construct_message, "g_mime_parser_construct_message");
    library.find(part_iter_new, "g_mime_part_iter_new");
    library.find(part_iter_free, "g_mime_part_iter_free");
    library.find(part_iter_get_current, "g_mime_part_iter_get_current");
    library.find(part_iter_next, "g_mime_part_iter_next");
    library.find(object_get_content_type, "g_mime_object_get_content_type");
    library.find(content_type_is_type, "g_mime_content_type_is_type");
    library.find(part_get_type, "g_mime_part_get_type");
    library.find(part_get_content, "g_mime_part_get_content");
    library.find(data_wrapper_write_to_stream, "g_mime_data_wrapper_write_to_stream");
    init();
}

std::string written(const Owned<GMimeStream>& stream) {
    const auto* bytes = GMime::instance().stream_mem_get_byte_array(as<GMimeStreamMem>(stream));
    return {reinterpret_cast<const char*>(bytes->data), bytes->len};  // NOLINT: bytes
}

}  // namespace boswell::formats
