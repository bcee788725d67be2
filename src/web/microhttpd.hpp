// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <microhttpd.h>

namespace boswell::web {

/// The functions of libmicrohttpd that the viewer uses. They are loaded when it starts and not
/// linked: with GnuTLS, which comes with them, each start of the program would take 3 ms more.
struct MicroHttpd {
    /// Throws Error if the library is not installed.
    static const MicroHttpd& instance();

    decltype(&MHD_start_daemon) start_daemon;
    decltype(&MHD_stop_daemon) stop_daemon;
    decltype(&MHD_run) run;
    decltype(&MHD_get_daemon_info) get_daemon_info;
    decltype(&MHD_get_timeout) get_timeout;
    decltype(&MHD_suspend_connection) suspend_connection;
    decltype(&MHD_resume_connection) resume_connection;
    decltype(&MHD_get_connection_values_n) get_connection_values_n;
    decltype(&MHD_create_response_from_buffer) create_response_from_buffer;
    decltype(&MHD_create_response_from_callback) create_response_from_callback;
    decltype(&MHD_add_response_header) add_response_header;
    decltype(&MHD_queue_response) queue_response;
    decltype(&MHD_http_unescape) http_unescape;
    decltype(&MHD_destroy_response) destroy_response;

private:
    MicroHttpd();
};

}  // namespace boswell::web
