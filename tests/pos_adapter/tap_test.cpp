// Real sockets on loopback. The stand-in printer is a thread that reads real bytes and answers as told.
#include "base/file.h"
#include "pos_adapter/spool.h"
#include "tap_bench.h"

#include <sys/resource.h>

#include <csignal>

namespace xiaoer::pos {
namespace {

TEST_F(TapTest, a_sale_is_read_and_kept_with_its_bytes) {
    const auto tap = start(options());
    const auto till = connect_to(tap->port());
    send_all(till, sale_);
    const auto slips = consumer_.wait_for(1);
    EXPECT_EQ(slips[0].receipt.receipt_no, "7");
    EXPECT_EQ(slips[0].receipt.total_minor, 1200);
    EXPECT_EQ(slips[0].receipt.source, "tap:9100");
    EXPECT_EQ(text_of(slips[0].bytes), sale_);
    EXPECT_TRUE(tap->saving());
}

TEST_F(TapTest, bytes_reach_the_printer_first_and_its_answers_come_back) {
    auto printer_port = listen_on({"127.0.0.1", 0});
    ASSERT_TRUE(printer_port);
    auto wanted = options();
    wanted.printer = Endpoint{"127.0.0.1", *port_of(*printer_port)};
    consumer_.set_busy(true);  // the kiosk is busy: the printer must not notice
    const auto tap = start(wanted);
    const auto till = connect_to(tap->port());
    send_all(till, bytes("\x10\x04\x01"));
    ASSERT_TRUE(readable(*printer_port));
    const auto printer = accept_from(*printer_port);
    EXPECT_EQ(receive(printer, 3), bytes("\x10\x04\x01"));
    send_all(printer, "\x16");
    EXPECT_EQ(receive(till, 1), "\x16") << "the printer's own answer, not one made up";
    send_all(till, sale_);
    EXPECT_EQ(receive(printer, sale_.size()), sale_);
    consumer_.wait_for_offers(2);
    consumer_.set_busy(false);
    EXPECT_EQ(consumer_.wait_for(1)[0].receipt.total_minor, 1200);
}

TEST_F(TapTest, jobs_of_two_tills_are_not_mixed) {
    auto printer_port = listen_on({"127.0.0.1", 0});
    auto wanted = options();
    wanted.printer = Endpoint{"127.0.0.1", *port_of(*printer_port)};
    const auto tap = start(wanted);
    auto first = connect_to(tap->port());
    send_all(first, "FIRST ");
    ASSERT_TRUE(readable(*printer_port));
    auto printer = accept_from(*printer_port);
    EXPECT_EQ(receive(printer, 6), "FIRST ");
    auto second = connect_to(tap->port());  // the system's queue holds it
    send_all(second, "SECOND\nTOTAL 2.00\n");
    send_all(first, "RECEIPT\nTOTAL 1.00\n");
    EXPECT_EQ(receive(printer, 19), "RECEIPT\nTOTAL 1.00\n");
    first.close();
    EXPECT_EQ(receive(printer, 1), "") << "the job's end reaches the printer";
    printer.close();
    ASSERT_TRUE(readable(*printer_port));
    printer = accept_from(*printer_port);
    EXPECT_EQ(receive(printer, 18), "SECOND\nTOTAL 2.00\n");
    second.close();
    const auto slips = consumer_.wait_for(2);
    EXPECT_EQ(slips[0].receipt.total_minor, 100);
    EXPECT_EQ(slips[1].receipt.total_minor, 200);
}

TEST_F(TapTest, without_a_printer_requests_are_answered) {
    const auto tap = start(options());
    const auto till = connect_to(tap->port());
    const auto answers = [&](const std::string& request, std::size_t count) {
        send_all(till, request);
        return receive(till, count);
    };
    EXPECT_EQ(answers(bytes("\x1b@\x1b=\x01\x10\x04\x01"), 1), "\x12");
    EXPECT_EQ(answers(bytes("\x10\x04\x02\x10\x04\x03\x10\x04\x04"), 3), "\x12\x12\x12");
    EXPECT_EQ(answers(bytes("\x1dr\x01"), 1), bytes("\x00"));
    EXPECT_EQ(answers(bytes("\x1dI\x42"), 7), bytes("_EPSON\x00"));
    EXPECT_EQ(answers(bytes("\x1d"
                            "a\xff"),
                      4),
              bytes("\x10\x00\x00\x0f"));
    EXPECT_EQ(answers(bytes("\x1bv"), 1), bytes("\x00"));
    EXPECT_EQ(answers(bytes("\x1d(H\x06\x00\x30\x30"
                            "abcd"),
                      7),
              bytes("\x37\x22"
                    "abcd\x00"));
    // A request inside a picture is part of the picture: only the one behind it is answered.
    EXPECT_EQ(answers(bytes("\x1dv0\x00\x06\x00\x01\x00\x10\x04\x01\x10\x04\x01\x1b"
                            "u\x00"),
                      1),
              bytes("\x00"));
    EXPECT_FALSE(readable(till, 50));
}

TEST_F(TapTest, a_printer_that_is_away_prints_when_it_is_back) {
    std::uint16_t port = 0;
    {
        const auto reserved = listen_on({"127.0.0.1", 0});
        port = *port_of(*reserved);
    }
    auto wanted = options();
    wanted.printer = Endpoint{"127.0.0.1", port};
    const auto tap = start(wanted);
    {
        const auto till = connect_to(tap->port());
        send_all(till, sale_);
    }
    EXPECT_EQ(consumer_.wait_for(1)[0].receipt.total_minor, 1200);
    const auto printer_port = listen_on({"127.0.0.1", port});
    ASSERT_TRUE(printer_port);
    ASSERT_TRUE(readable(*printer_port));
    const auto printer = accept_from(*printer_port);
    EXPECT_EQ(receive(printer, sale_.size()), sale_);
}

TEST_F(TapTest, silence_ends_a_slip_without_a_cut) {
    auto wanted = options();
    wanted.idle_ms = 30;
    const auto tap = start(wanted);
    const auto till = connect_to(tap->port());
    send_all(till, "Receipt #1\nTOTAL 1.00\n");
    EXPECT_EQ(consumer_.wait_for(1)[0].receipt.receipt_no, "1");
    send_all(till, "Receipt #2\nTOTAL 2.00\n");
    EXPECT_EQ(consumer_.wait_for(2)[1].receipt.receipt_no, "2");
}

TEST_F(TapTest, what_was_not_delivered_survives_a_restart_once_and_with_its_id) {
    consumer_.set_busy(true);
    {
        const auto tap = start(options());
        const auto till = connect_to(tap->port());
        send_all(till, sale_ + sale_);
        consumer_.wait_for_offers(1);
    }
    EXPECT_GT(std::filesystem::file_size(options().spool), sale_.size());
    consumer_.set_busy(false);
    {
        const auto tap = start(options());
        const auto slips = consumer_.wait_for(2);
        EXPECT_NE(slips[0].id, slips[1].id) << "two alike are two";
        EXPECT_EQ(slips[1].receipt.total_minor, 1200);
        const auto till = connect_to(tap->port());
        send_all(till, sale_);
        consumer_.wait_for(3);
    }
    Consumer later;
    const auto tap = Tap::start(options(), clock_, [&](const Slip& slip) { return later.take(slip); });
    ASSERT_TRUE(tap);
    const auto till = connect_to((*tap)->port());
    send_all(till, "Receipt #9\nTOTAL 9.00\n" + cut);
    EXPECT_EQ(later.wait_for(1)[0].receipt.receipt_no, "9") << "what was delivered does not come again";
}

TEST_F(TapTest, a_torn_tail_of_the_spool_is_cut_off) {
    consumer_.set_busy(true);
    {
        const auto tap = start(options());
        const auto till = connect_to(tap->port());
        send_all(till, sale_);
        consumer_.wait_for_offers(1);
    }
    auto spool = **read_file(options().spool);
    spool.resize(Spool::open(options().spool).value()->end());  // without the room that is kept ahead
    spool.insert(spool.end(), {0x40, 0x00, 0x00, 0x00, 0x01, 0x02});
    ASSERT_TRUE(write_file(options().spool, spool));
    consumer_.set_busy(false);
    const auto tap = start(options());
    EXPECT_EQ(consumer_.wait_for(1)[0].receipt.total_minor, 1200);
}

TEST_F(TapTest, with_a_full_disk_the_printer_still_prints_and_slips_are_read) {
    auto printer_port = listen_on({"127.0.0.1", 0});
    auto wanted = options();
    wanted.printer = Endpoint{"127.0.0.1", *port_of(*printer_port)};
    const auto tap = start(wanted);
    // From here on every write to a file fails, as on a full disk.
    rlimit before{};
    ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit none{0, before.rlim_max};
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &none), 0);
    const auto till = connect_to(tap->port());
    send_all(till, sale_);
    ASSERT_TRUE(readable(*printer_port));
    const auto printer = accept_from(*printer_port);
    EXPECT_EQ(receive(printer, sale_.size()), sale_);
    EXPECT_EQ(consumer_.wait_for(1)[0].receipt.total_minor, 1200);
    EXPECT_FALSE(tap->saving());
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
    send_all(till, sale_);
    consumer_.wait_for(2);
    EXPECT_TRUE(comes_true([&] { return tap->saving(); })) << "there is room again";
}

TEST_F(TapTest, a_spool_that_cannot_begin_does_not_keep_the_shop_from_printing) {
    auto wanted = options();
    wanted.spool = "/dev/full";
    const auto tap = start(wanted);
    EXPECT_FALSE(tap->saving());
    const auto till = connect_to(tap->port());
    send_all(till, sale_);
    EXPECT_EQ(consumer_.wait_for(1)[0].receipt.total_minor, 1200);
}

TEST_F(TapTest, a_taken_port_is_a_clear_error) {
    const auto first = start(options());
    auto wanted = options();
    wanted.listen.port = first->port();
    wanted.spool = folder_ / "other";
    const auto second = Tap::start(wanted, clock_, [](const Slip&) { return true; });
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::busy);
    EXPECT_NE(second.error().message.find("is taken by another program"), std::string::npos);
    wanted.listen.port = 0;
    wanted.spool = options().spool;
    EXPECT_EQ(Tap::start(wanted, clock_, [](const Slip&) { return true; }).error().code, ErrorCode::busy);
    wanted.printer = Endpoint{"printer.local", 9100};
    EXPECT_EQ(Tap::start(wanted, clock_, [](const Slip&) { return true; }).error().code, ErrorCode::invalid);
}

TEST_F(TapTest, a_stranger_is_refused) {
    auto wanted = options();
    wanted.till = "192.0.2.7";
    const auto tap = start(wanted);
    const auto stranger = connect_to(tap->port());
    EXPECT_EQ(receive(stranger, 1), "");
}

TEST_F(TapTest, a_silent_till_gives_way_to_one_that_waits) {
    auto wanted = options();
    wanted.give_way_ms = 50;
    const auto tap = start(wanted);
    const auto silent = connect_to(tap->port());
    const auto waiting = connect_to(tap->port());
    send_all(waiting, bytes("\x10\x04\x01"));
    EXPECT_EQ(receive(waiting, 1), "\x12");
}

TEST_F(TapTest, garbage_does_no_harm) {
    const auto tap = start(options());
    SeededRandom random(20261121);
    {
        const auto till = connect_to(tap->port());
        Bytes garbage(200'000);
        random.fill(garbage);
        std::thread drain([&] { (void)receive(till, 1 << 20); });  // it may well look like requests
        send_all(till, text_of(garbage));
        ::shutdown(till.fd(), SHUT_RDWR);
        drain.join();
    }
    const auto till = connect_to(tap->port());
    send_all(till, sale_);
    std::size_t wanted = 1;
    while (consumer_.wait_for(wanted).back().receipt.total_minor != 1200) ++wanted;
}

}  // namespace
}  // namespace xiaoer::pos
