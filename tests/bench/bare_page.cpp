// SPDX-License-Identifier: GPL-3.0-or-later
// Serves one constant page by libmicrohttpd, beside which the pages of the viewer are measured.
// Prints its port, and ends with its standard input.
//
//     bare_page BYTES
#include <microhttpd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include <arpa/inet.h>
#include <netinet/in.h>

static MHD_Result answer(void* page, MHD_Connection* connection, const char* /*url*/,
                         const char* /*method*/, const char* /*version*/, const char* /*data*/,
                         std::size_t* /*size*/, void** /*state*/) {
    return MHD_queue_response(connection, MHD_HTTP_OK, static_cast<MHD_Response*>(page));
}

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fputs("usage: bare_page BYTES\n", stderr);
        return EXIT_FAILURE;
    }
    std::string text(std::strtoull(argv[1], nullptr, 10), 'x');
    auto* const page =
        MHD_create_response_from_buffer(text.size(), text.data(), MHD_RESPMEM_PERSISTENT);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* const daemon =
        MHD_start_daemon(MHD_USE_EPOLL | MHD_USE_INTERNAL_POLLING_THREAD, 0, nullptr, nullptr,
                         answer, page, MHD_OPTION_SOCK_ADDR, &address, MHD_OPTION_END);
    if (daemon == nullptr) {
        std::fputs("bare_page: the server does not start\n", stderr);
        return EXIT_FAILURE;
    }
    std::printf("%u\n", unsigned{MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port});
    std::fflush(stdout);
    while (std::getchar() != EOF) {
    }
    MHD_stop_daemon(daemon);
    MHD_destroy_response(page);
}
