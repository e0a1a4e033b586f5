// The only file that knows Boost.Beast. A Connection goes round: reading → handling → writing → reading …, with one
// timer; everything about it happens on the server's thread, so nothing here is locked. An answer from another
// thread is posted to that thread first.
#include "net/http_server.h"

#include "base/log.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include <atomic>
#include <chrono>
#include <list>
#include <map>
#include <thread>

#include <sys/resource.h>

namespace xiaoer::net {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::size_t header_max = 8 * 1024;
constexpr std::size_t read_buffer_max = 2 * header_max;
constexpr auto last_words = std::chrono::milliseconds(1000);  // to write a refusal after the deadline, and to linger
constexpr std::size_t files_kept_back = 256;                  // for the database, devices and logs

// How many connections the system's limit on open files leaves room for, once it is raised as far as it goes.
std::size_t connections_allowed(std::size_t wanted) {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return wanted;
    if (limit.rlim_cur < wanted + files_kept_back) {
        limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, wanted + files_kept_back);
        if (setrlimit(RLIMIT_NOFILE, &limit) != 0) (void)getrlimit(RLIMIT_NOFILE, &limit);
    }
    const std::size_t files = limit.rlim_cur;
    return std::min(wanted, files > 2 * files_kept_back ? files - files_kept_back : files / 2);
}

bool has_control_character(std::string_view text) {
    return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

http::response<http::string_body> to_beast(Response&& response, unsigned version, bool keep_alive) {
    http::response<http::string_body> message;
    message.version(version);
    message.result(static_cast<unsigned>(response.status));
    if (!response.content_type.empty()) message.set(http::field::content_type, response.content_type);
    for (const auto& header : response.headers) {
        if (!has_control_character(header.value)) message.insert(header.name, header.value);
    }
    message.keep_alive(keep_alive);
    message.body() = std::move(response.body);
    message.prepare_payload();
    return message;
}

// Nothing when the target is no path of ours, or "host" is not there exactly once.
std::optional<Request> from_beast(http::request<http::string_body>&& message, std::string peer) {
    const std::string_view target(message.target().data(), message.target().size());
    const auto question = std::min(target.find('?'), target.size());
    auto path = percent_decoded(target.substr(0, question), false);
    if (!path || !path->starts_with('/') || message.count(http::field::host) != 1) return std::nullopt;
    Request request;
    request.method = std::string(message.method_string());
    request.path = std::move(*path);
    request.query = std::string(target.substr(std::min(question + 1, target.size())));
    request.peer = std::move(peer);
    for (const auto& field : message) {
        std::string name(field.name_string());
        std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
        request.headers.push_back({std::move(name), std::string(field.value())});
    }
    request.body = std::move(message.body());
    return request;
}

// The status that says why a request could not be read; 0 when there is nobody to say it to.
int refusal_for(const error_code& error) {
    if (error == http::error::header_limit || error == http::error::buffer_overflow) return 431;
    if (error == http::error::body_limit) return 413;
    if (error == http::error::end_of_stream || error == http::error::partial_message) return 0;
    static const auto& parse_errors = http::make_error_code(http::error::bad_target).category();
    return error.category() == parse_errors ? 400 : 0;
}

Response refusal(int status) {
    const auto reason = http::obsolete_reason(static_cast<http::status>(status));
    Response response{status, "text/plain", {}, std::string(reason) + "\n"};
    if (status == 503) response.headers.push_back({"retry-after", "2"});
    return response;
}

}  // namespace

struct HttpServer::Inside : std::enable_shared_from_this<HttpServer::Inside> {
    Inside(HttpServerOptions wanted, Handler handle)
        : options(std::move(wanted)), handler(std::move(handle)), acceptor(io), pause(io) {}

    class Connection;
    using Waiting = std::list<Connection*>;

    [[nodiscard]] Result<void> listen();
    void accept();
    void take(tcp::socket socket);
    [[nodiscard]] bool make_room(const std::string& peer);

    const HttpServerOptions options;
    const Handler handler;
    std::size_t connections_max = 0;
    asio::io_context io{1};
    tcp::acceptor acceptor;
    asio::steady_timer pause;
    Waiting waiting;  // connections whose request is not all here, the longest-waiting first
    std::map<std::string, std::size_t> per_address;
    std::atomic<std::uint64_t> answered{0}, cut{0}, open{0};
    std::uint16_t port = 0;
    std::thread thread;
};

class HttpServer::Inside::Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(Inside& server, tcp::socket socket, std::string peer)
        : server_(server), socket_(std::move(socket)), deadline_(server.io), peer_(std::move(peer)) {
        ++server_.open;
        ++server_.per_address[peer_];
    }

    [[nodiscard]] const std::string& peer() const { return peer_; }

    void read() {
        phase_ = Phase::reading;
        place_ = server_.waiting.insert(server_.waiting.end(), this);
        parser_.emplace();
        parser_->header_limit(header_max);
        parser_->body_limit(server_.options.body_max);
        allow(std::chrono::milliseconds(server_.options.deadline_ms));
        http::async_read(socket_, buffer_, *parser_,
                         [self = shared_from_this()](error_code error, std::size_t) { self->on_read(error); });
    }

    void cut() {
        ++server_.cut;
        close();
    }

private:
    enum class Phase { reading, handling, writing, lingering, closed };

    void on_read(const error_code& error) {
        if (phase_ != Phase::reading) return;
        server_.waiting.erase(place_);
        phase_ = Phase::handling;
        ++request_;
        if (error) {
            const int status = refusal_for(error);
            return status == 0 ? close() : write(refusal(status), false);
        }
        version_ = parser_->get().version();
        keep_alive_ = parser_->keep_alive();
        auto request = from_beast(parser_->release(), peer_);
        if (!request) return write(refusal(400), false);
        server_.handler(std::move(*request), responder());
    }

    // The server is held weakly: an answer may come when it is gone.
    Respond responder() {
        return [server = server_.weak_from_this(), self = weak_from_this(), number = request_](Response response) {
            const auto alive = server.lock();
            if (!alive) return;
            asio::post(alive->io, [self, number, answer = std::move(response)]() mutable {
                const auto connection = self.lock();
                if (!connection || connection->phase_ != Phase::handling || connection->request_ != number) return;
                connection->write(std::move(answer), connection->keep_alive_);
            });
        };
    }

    void write(Response response, bool keep_alive) {
        phase_ = Phase::writing;
        response_.emplace(to_beast(std::move(response), version_, keep_alive));
        http::async_write(socket_, *response_,
                          [self = shared_from_this()](error_code error, std::size_t) { self->on_written(error); });
    }

    void on_written(const error_code& error) {
        if (phase_ != Phase::writing) return;
        if (error) return close();
        ++server_.answered;
        if (response_->keep_alive()) return read();
        linger();
    }

    // Closing with unread bytes resets the connection, and the peer may lose the answer: so read on for a moment.
    void linger() {
        phase_ = Phase::lingering;
        error_code ignored;
        socket_.shutdown(tcp::socket::shutdown_send, ignored);
        allow(last_words);
        drain();
    }
    void drain() {
        socket_.async_read_some(asio::buffer(scratch_), [self = shared_from_this()](error_code error, std::size_t) {
            if (self->phase_ != Phase::lingering) return;
            error ? self->close() : self->drain();
        });
    }

    void allow(std::chrono::milliseconds time) {
        deadline_.expires_after(time);
        deadline_.async_wait([self = shared_from_this()](error_code error) {
            const bool moved_on = self->deadline_.expiry() > std::chrono::steady_clock::now();
            if (!error && !moved_on) self->on_deadline();
        });
    }

    void on_deadline() {
        switch (phase_) {
            case Phase::handling:
                allow(last_words);
                write(refusal(503), false);
                return;
            case Phase::reading:
            case Phase::writing: return cut();
            case Phase::lingering: return close();
            case Phase::closed: return;
        }
    }

    void close() {
        if (phase_ == Phase::closed) return;
        if (phase_ == Phase::reading) server_.waiting.erase(place_);
        phase_ = Phase::closed;
        error_code ignored;
        socket_.close(ignored);
        deadline_.cancel();
        --server_.open;
        if (--server_.per_address[peer_] == 0) server_.per_address.erase(peer_);
    }

    Inside& server_;
    tcp::socket socket_;
    asio::steady_timer deadline_;
    const std::string peer_;
    boost::beast::flat_buffer buffer_{read_buffer_max};
    std::array<char, 512> scratch_{};
    std::optional<http::request_parser<http::string_body>> parser_;
    std::optional<http::response<http::string_body>> response_;
    Waiting::iterator place_;
    Phase phase_ = Phase::handling;
    std::uint64_t request_ = 0;
    unsigned version_ = 11;
    bool keep_alive_ = false;
};

Result<void> HttpServer::Inside::listen() {
    const auto where = options.address + " port " + std::to_string(options.port);
    error_code error;
    const auto address = asio::ip::make_address(options.address, error);
    if (error) return invalid(options.address + " is not a numeric address");
    const tcp::endpoint endpoint(address, options.port);
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(tcp::acceptor::max_listen_connections, error);
    if (error == asio::error::address_in_use) {
        return Error{ErrorCode::busy, where + " is taken by another program"};
    }
    if (error) return io_error("cannot listen on " + where + ": " + error.message());
    port = acceptor.local_endpoint(error).port();
    connections_max = connections_allowed(options.connections_max);
    return {};
}

void HttpServer::Inside::accept() {
    acceptor.async_accept([this](error_code error, tcp::socket socket) {
        if (error == asio::error::operation_aborted) return;
        if (!error) {
            take(std::move(socket));
            return accept();
        }
        // Out of files or memory: somebody makes room, and the next try waits a moment instead of spinning.
        if (!waiting.empty()) waiting.front()->cut();
        pause.expires_after(std::chrono::milliseconds(20));
        pause.async_wait([this](error_code stopped) {
            if (!stopped) accept();
        });
    });
}

void HttpServer::Inside::take(tcp::socket socket) {
    error_code error;
    const auto peer = socket.remote_endpoint(error).address().to_string();
    if (error || !make_room(peer)) return;
    socket.set_option(tcp::no_delay(true), error);
    std::make_shared<Connection>(*this, std::move(socket), peer)->read();
}

bool HttpServer::Inside::make_room(const std::string& peer) {
    const auto found = per_address.find(peer);
    if (found != per_address.end() && found->second >= options.connections_per_address_max) {
        const auto longest = std::ranges::find(waiting, peer, &Connection::peer);
        if (longest == waiting.end()) return false;
        (*longest)->cut();
    }
    if (open >= connections_max) {
        if (waiting.empty()) return false;
        waiting.front()->cut();
    }
    return true;
}

HttpServer::HttpServer(std::shared_ptr<Inside> inside) : inside_(std::move(inside)) {}

Result<std::unique_ptr<HttpServer>> HttpServer::start(HttpServerOptions options, Handler handler) {
    auto inside = std::make_shared<Inside>(std::move(options), std::move(handler));
    XIAOER_TRY(inside->listen());
    inside->accept();
    inside->thread = std::thread([&io = inside->io] { io.run(); });
    return std::unique_ptr<HttpServer>(new HttpServer(std::move(inside)));
}

HttpServer::~HttpServer() {
    inside_->io.stop();
    inside_->thread.join();
}

std::uint16_t HttpServer::port() const { return inside_->port; }

HttpServer::Counts HttpServer::counts() const { return {inside_->answered, inside_->cut, inside_->open}; }

}  // namespace xiaoer::net
