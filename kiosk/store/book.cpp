#include "store/book.h"

#include "domain/voucher.h"

#include <algorithm>
#include <map>

namespace xiaoer {
namespace {

constexpr std::size_t rows_most = 20;

Result<void> read_prizes(Database& db, const BookSpan& span, Book& book) {
    XIAOER_TRY(for_each_row(
        db.select("SELECT count(*), COALESCE(sum(value_minor), 0), count(DISTINCT member) FROM prize_units "
                  "WHERE handed_over_at >= ? AND handed_over_at < ?",
                  {span.from, span.to}),
        [&book](const Rows& row) {
            book.prizes = row.integer(0), book.prizes_value_minor = row.integer(1), book.came = row.integer(2);
        }));
    XIAOER_TRY_ASSIGN(const auto lapsed, db.integer("SELECT count(*) FROM prize_units WHERE state = 'unclaimed' AND "
                                                    "claim_by >= ? AND claim_by < ?",
                                                    {span.from, span.to}));
    book.prizes_lapsed = lapsed.value_or(0);
    // Each purchase once, however many prizes were collected before it.
    return for_each_row(
        db.select("SELECT count(DISTINCT p.member), COALESCE(sum(p.total_minor - p.refunded_minor), 0) "
                  "FROM purchases AS p WHERE p.member IS NOT NULL AND p.bound_at >= ?1 AND p.bound_at < ?2 + ?3 AND "
                  "EXISTS (SELECT 1 FROM prize_units AS u WHERE u.member = p.member AND u.handed_over_at >= ?1 AND "
                  "u.handed_over_at < ?2 AND p.bound_at >= u.handed_over_at AND p.bound_at < u.handed_over_at + ?3)",
                  {span.from, span.to, day_ms}),
        [&book](const Rows& row) { book.back = row.integer(0), book.back_minor = row.integer(1); });
}

template <class Figure>
void most_first(std::vector<Figure>& figures) {
    std::ranges::stable_sort(figures, std::ranges::greater{}, &Figure::newcomers);
    if (figures.size() > rows_most) figures.resize(rows_most);
}

Result<void> read_newcomers(Database& db, const BookSpan& span, Book& book) {
    std::map<std::string, std::int64_t> channels;
    XIAOER_TRY(for_each_row(
        db.select("SELECT channel, count(*), sum(purchases > 0) FROM members WHERE joined_at >= ? AND joined_at < ? "
                  "GROUP BY channel",
                  {span.from, span.to}),
        [&](const Rows& row) {
            const auto channel = row.text(0);
            const auto referrer = referrer_in(channel);
            channels[referrer ? "referral" : channel] += row.integer(1);
            if (referrer) book.referrers.push_back({*referrer, row.integer(1), row.integer(2)});
            book.newcomers += row.integer(1);
        }));
    for (const auto& [channel, newcomers] : channels) book.channels.push_back({channel, newcomers});
    most_first(book.channels);
    most_first(book.referrers);
    return {};
}

Result<void> read_sales(Database& db, const BookSpan& span, Book& book) {
    return for_each_row(
        db.select("SELECT count(*), COALESCE(sum(total_minor - refunded_minor), 0), count(member), "
                  "COALESCE(sum((total_minor - refunded_minor) * (member IS NOT NULL)), 0) FROM purchases "
                  "WHERE at >= ? AND at < ?",
                  {span.from, span.to}),
        [&book](const Rows& row) {
            book.sales = row.integer(0), book.sales_minor = row.integer(1);
            book.sales_with_number = row.integer(2), book.sales_with_number_minor = row.integer(3);
        });
}

Result<void> read_credit(Database& db, const BookSpan& span, Book& book) {
    return for_each_row(
        db.select("SELECT a.act, sum(a.amount_minor) FROM voucher_acts AS a WHERE a.at >= ? AND a.at < ? AND "
                  "a.act <> 'reversed' AND NOT EXISTS (SELECT 1 FROM voucher_acts AS r WHERE r.of_device = a.device "
                  "AND r.of_seq = a.seq) GROUP BY a.act",
                  {span.from, span.to}),
        [&book](const Rows& row) {
            const auto act = row.text(0);
            if (act == "issued") book.credit_issued_minor = row.integer(1);
            if (act == "spent") book.credit_spent_minor = row.integer(1);
            if (act == "expired") book.credit_expired_minor = row.integer(1);
        });
}

}  // namespace

Result<Book> book_of(Database& db, const BookSpan& span) {
    Book book;
    XIAOER_TRY(read_prizes(db, span, book));
    XIAOER_TRY(read_newcomers(db, span, book));
    XIAOER_TRY(read_sales(db, span, book));
    XIAOER_TRY(read_credit(db, span, book));
    XIAOER_TRY_ASSIGN(const auto check_ins, db.integer("SELECT count(*) FROM check_ins WHERE day >= ? AND day < ?",
                                                       {span.from_day, span.to_day}));
    book.check_ins = check_ins.value_or(0);
    return book;
}

}  // namespace xiaoer
