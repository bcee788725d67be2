// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/microhttpd.hpp"

#include "base/shared_library.hpp"

namespace boswell::web {

const MicroHttpd& MicroHttpd::instance() {
    static const MicroHttpd loaded;
    return loaded;
}

MicroHttpd::MicroHttpd() {
    const SharedLibrary library("libmicrohttpd.so.12", "the viewer needs", "libmicrohttpd12");
    library.find(start_daemon, "MHD_start_daemon");
    library.find(stop_daemon, "MHD_stop_daemon");
    library.find(run, "MHD_run");
    library.find(get_daemon_info, "MHD_get_daemon_info");
    library.find(get_timeout, "MHD_get_timeout");
    library.find(suspend_connection, "MHD_suspend_connection");
    library.find(resume_connection, "MHD_resume_connection");
    library.find(get_connection_values_n, "MHD_get_connection_values_n");
    library.find(create_response_from_buffer, "MHD_create_response_from_buffer");
    library.find(create_response_from_callback, "MHD_create_response_from_callback");
    library.find(add_response_header, "MHD_add_response_header");
    library.find(queue_response, "MHD_queue_response");
    library.find(http_unescape, "MHD_http_unescape");
    library.find(destroy_response, "MHD_destroy_response");
}

}  // namespace boswell::web
