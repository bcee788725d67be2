// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gmime/gmime.h>

#include <memory>
#include <string>

namespace boswell::formats {

/// The functions of GMime and GLib that write and read a mail. They are loaded when they are first
/// asked for and not linked, because that would make each start of the program take half as long
/// again.
struct GMime {
    /// Throws Error if the library is not installed.
    static const GMime& instance();

    decltype(&g_object_unref) object_unref;
    decltype(&g_time_zone_new_offset) time_zone_new_offset;
    decltype(&g_time_zone_unref) time_zone_unref;
    decltype(&g_date_time_new_from_unix_utc) date_time_new_from_unix_utc;
    decltype(&g_date_time_to_timezone) date_time_to_timezone;
    decltype(&g_date_time_unref) date_time_unref;
    decltype(&g_mime_message_new) message_new;
    decltype(&g_mime_message_add_mailbox) message_add_mailbox;
    decltype(&g_mime_message_set_subject) message_set_subject;
    decltype(&g_mime_message_set_date) message_set_date;
    decltype(&g_mime_message_set_message_id) message_set_message_id;
    decltype(&g_mime_message_set_mime_part) message_set_mime_part;
    decltype(&g_mime_object_set_header) object_set_header;
    decltype(&g_mime_object_write_to_stream) object_write_to_stream;
    decltype(&g_mime_text_part_new_with_subtype) text_part_new_with_subtype;
    decltype(&g_mime_text_part_set_charset) text_part_set_charset;
    decltype(&g_mime_part_set_content) part_set_content;
    decltype(&g_mime_part_set_content_encoding) part_set_content_encoding;
    decltype(&g_mime_data_wrapper_new_with_stream) data_wrapper_new_with_stream;
    decltype(&g_mime_stream_mem_new) stream_mem_new;
    decltype(&g_mime_stream_mem_new_with_buffer) stream_mem_new_with_buffer;
    decltype(&g_mime_stream_mem_get_byte_array) stream_mem_get_byte_array;
    decltype(&g_free) free;
    decltype(&g_type_check_instance_is_a) is_a;
    decltype(&g_mime_utils_header_decode_text) header_decode_text;
    decltype(&g_mime_parser_new_with_stream) parser_new_with_stream;
    decltype(&g_mime_parser_construct_message) parser_construct_message;
    decltype(&g_mime_part_iter_new) part_iter_new;
    decltype(&g_mime_part_iter_free) part_iter_free;
    decltype(&g_mime_part_iter_get_current) part_iter_get_current;
    decltype(&g_mime_part_iter_next) part_iter_next;
    decltype(&g_mime_object_get_content_type) object_get_content_type;
    decltype(&g_mime_content_type_is_type) content_type_is_type;
    decltype(&g_mime_part_get_type) part_get_type;
    decltype(&g_mime_part_get_content) part_get_content;
    decltype(&g_mime_data_wrapper_write_to_stream) data_wrapper_write_to_stream;

private:
    GMime();
};

struct Unref {
    void operator()(void* object) const { GMime::instance().object_unref(object); }
};
/// An object of GMime's, given back at the end.
template <typename Object>
using Owned = std::unique_ptr<Object, Unref>;

/// GMime's casts at run time would need more of the library; GObject's layout allows this one.
template <typename Base, typename Object>
Base* as(const Owned<Object>& object) {
    return reinterpret_cast<Base*>(object.get());  // NOLINT: as above
}

/// What was written to a stream that is memory.
std::string written(const Owned<GMimeStream>& stream);

}  // namespace boswell::formats
