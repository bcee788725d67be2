// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/gmime.hpp"

#include "base/error.hpp"

#include <dlfcn.h>

namespace boswell::formats {

static constexpr auto file = "libgmime-3.0.so.0";  // with GObject and GLib, which it needs

const GMime& GMime::instance() {
    static const GMime loaded;
    return loaded;
}

GMime::GMime() {
    void* library = ::dlopen(file, RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr)
        throw Error(
            "mails need {}, which cannot be loaded: {}; on Debian: apt install libgmime-3.0-0",
            file, ::dlerror());
    const auto find = [library](auto& function, const char* name) {
        void* symbol = ::dlsym(library, name);
        if (symbol == nullptr) throw Error("{} has no function {}", file, name);
        function =
            reinterpret_cast<std::remove_reference_t<decltype(function)>>(symbol);  // NOLINT: POSIX
    };
    decltype(&g_mime_init) init = nullptr;
    find(init, "g_mime_init");
    find(object_unref, "g_object_unref");
    find(time_zone_new_offset, "g_time_zone_new_offset");
    find(time_zone_unref, "g_time_zone_unref");
    find(date_time_new_from_unix_utc, "g_date_time_new_from_unix_utc");
    find(date_time_to_timezone, "g_date_time_to_timezone");
    find(date_time_unref, "g_date_time_unref");
    find(message_new, "g_mime_message_new");
    find(message_add_mailbox, "g_mime_message_add_mailbox");
    find(message_set_subject, "g_mime_message_set_subject");
    find(message_set_date, "g_mime_message_set_date");
    find(message_set_message_id, "g_mime_message_set_message_id");
    find(message_set_mime_part, "g_mime_message_set_mime_part");
    find(object_set_header, "g_mime_object_set_header");
    find(object_write_to_stream, "g_mime_object_write_to_stream");
    find(text_part_new_with_subtype, "g_mime_text_part_new_with_subtype");
    find(text_part_set_charset, "g_mime_text_part_set_charset");
    find(part_set_content, "g_mime_part_set_content");
    find(part_set_content_encoding, "g_mime_part_set_content_encoding");
    find(data_wrapper_new_with_stream, "g_mime_data_wrapper_new_with_stream");
    find(stream_mem_new, "g_mime_stream_mem_new");
    find(stream_mem_new_with_buffer, "g_mime_stream_mem_new_with_buffer");
    find(stream_mem_get_byte_array, "g_mime_stream_mem_get_byte_array");
    init();
}

}  // namespace boswell::formats
