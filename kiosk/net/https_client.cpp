#include "net/https_client.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

namespace xiaoer::net {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using boost::system::error_code;

constexpr std::size_t answer_max = 1 << 20;

struct Url {
    bool tls = false;
    std::string host, port, target;
};

Result<Url> parse_url(std::string_view text) {
    Url url;
    if (text.starts_with("https://")) {
        url.tls = true;
        text.remove_prefix(8);
    } else if (text.starts_with("http://")) {
        text.remove_prefix(7);
    } else {
        return invalid("an address must begin with https:// or http://");
    }
    const auto slash = std::min(text.find('/'), text.size());
    const auto authority = text.substr(0, slash);
    const auto colon = authority.rfind(':');
    url.host = authority.substr(0, colon);
    url.port = colon == authority.npos ? (url.tls ? "443" : "80") : std::string(authority.substr(colon + 1));
    url.target = slash == text.size() ? "/" : std::string(text.substr(slash));
    const bool printable =
        std::ranges::all_of(url.target, [](char c) { return c > ' ' && static_cast<unsigned char>(c) < 0x7f; });
    if (url.host.empty() || url.port.empty() || !printable) return invalid("an address without a host, or with blanks");
    return url;
}

http::request<http::string_body> request_of(const Url& url, const HttpHeaders& headers, std::string_view body) {
    http::request<http::string_body> request{http::verb::post, url.target, 11};
    request.set(http::field::host, url.host);
    request.set(http::field::connection, "close");
    for (const auto& [name, value] : headers) request.set(name, value);
    request.body() = body;
    request.prepare_payload();
    return request;
}

// Writes the request and reads the answer. Requires: the stream is connected.
template <class Stream>
asio::awaitable<void> exchange(Stream& stream, const http::request<http::string_body>& request, Posted& posted) {
    error_code failed;
    const auto token = [&failed] { return asio::redirect_error(asio::use_awaitable, failed); };
    posted.how = Posted::How::unknown;
    co_await http::async_write(stream, request, token());
    if (failed) {
        posted.problem = failed.message();
        co_return;
    }
    beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
    parser.body_limit(answer_max);
    co_await http::async_read(stream, buffer, parser, token());
    if (failed) {
        posted.problem = failed.message();
        co_return;
    }
    posted.how = Posted::How::answered;
    posted.reply.status = static_cast<int>(parser.get().result_int());
    for (const auto& field : parser.get())
        posted.reply.head += std::string(field.name_string()) + ": " + std::string(field.value()) + "\r\n";
    posted.reply.body = std::move(parser.get().body());
}

asio::awaitable<void> converse(const Url& url, const http::request<http::string_body>& request,
                               std::chrono::milliseconds timeout, Posted& posted) {
    error_code failed;
    const auto token = [&failed] { return asio::redirect_error(asio::use_awaitable, failed); };
    asio::ip::tcp::resolver resolver(co_await asio::this_coro::executor);
    const auto places = co_await resolver.async_resolve(url.host, url.port, token());
    if (failed) {
        posted.problem = "the name is not known: " + failed.message();
        co_return;
    }
    beast::tcp_stream plain(co_await asio::this_coro::executor);
    plain.expires_after(timeout);
    co_await plain.async_connect(places, token());
    if (failed) {
        posted.problem = "nothing answers: " + failed.message();
        co_return;
    }
    if (!url.tls) {
        co_await exchange(plain, request, posted);
        co_return;
    }
    asio::ssl::context context(asio::ssl::context::tls_client);
    context.set_default_verify_paths(failed);
    context.set_verify_mode(asio::ssl::verify_peer);
    beast::ssl_stream<beast::tcp_stream> secure(std::move(plain), context);
    secure.set_verify_callback(asio::ssl::host_name_verification(url.host));
    // The macro for this has a cast of C's.
    SSL_ctrl(secure.native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
             const_cast<char*>(url.host.c_str()));
    co_await secure.async_handshake(asio::ssl::stream_base::client, token());
    if (failed) {
        posted.problem = "no safe connection: " + failed.message();
        co_return;
    }
    co_await exchange(secure, request, posted);
}

}  // namespace

Result<Posted> post(std::string_view url_text, const HttpHeaders& headers, std::string_view body, int timeout_ms) {
    XIAOER_TRY_ASSIGN(const auto url, parse_url(url_text));
    const auto request = request_of(url, headers, body);
    Posted posted;
    asio::io_context io;
    asio::co_spawn(io, converse(url, request, std::chrono::milliseconds(timeout_ms), posted), asio::detached);
    // Resolving a name has no deadline of its own; whatever is under way then is dropped with the context.
    io.run_for(std::chrono::milliseconds(timeout_ms) + std::chrono::seconds(1));
    if (posted.how != Posted::How::answered && posted.problem.empty()) posted.problem = "no answer in time";
    return posted;
}

}  // namespace xiaoer::net
