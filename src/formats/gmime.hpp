// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gmime/gmime.h>

namespace boswell::formats {

/// The functions of GMime and GLib that write a mail. They are loaded when they are first asked for
/// and not linked, because that would make each start of the program take half as long again.
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

private:
    GMime();
};

}  // namespace boswell::formats
