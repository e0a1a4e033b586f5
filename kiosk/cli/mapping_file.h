// How a shop's own CSV is laid out, from a TOML file: what `--mapping` of xiaoer pos takes. Headings are given as the
// export has them; only `total` must be there.
//
//     [file]
//     encoding = "gbk"        # found out when left away; utf-8, utf-16, gbk, big5, shift_jis, cp949, cp1252, …
//     separator = ";"         # found out when left away
//     decimal = ","           # "." when left away
//     dates = "dmy"           # dmy, mdy or ymd, where day and month could be swapped
//     currency = "EUR"        # where no column says it
//     sum_rows = true         # each row is one line of its receipt: totals are added up by receipt_no
//     [columns]
//     receipt_no = "单号"
//     original_receipt_no = "原单号"
//     sold_at = "日期"        # the date, or date and time
//     time = "时间"           # the time of day, where it stands in a column of its own
//     total = "实收金额"
//     kind = "类型"
//     currency = "币种"
//     member_ref = "会员号"
//     store = "门店"
//     terminal = "收银台"
//     item = "商品"
//     quantity = "数量"
//     amount = "小计"
//     [kinds]                 # the words of the column `kind`; an amount below zero is a refund anyway
//     sale = ["销售"]
//     refund = ["退货"]
//     void = ["作废"]
//     ignored = ["充值"]
#pragma once

#include "pos_adapter/csv_mapping.h"

#include <filesystem>

namespace xiaoer::cli {

// Errors: io; invalid on a file that is not TOML, an unknown key or a value that means nothing, naming the line.
[[nodiscard]] Result<pos::CsvMapping> read_mapping(const std::filesystem::path& path);

}  // namespace xiaoer::cli
