#!/usr/bin/env python3
"""A till's export through `xiaoer pos ingest` against `sqlite3 .import` of the same file into a bare table.

    tests/bench/ingest.py build/release/xiaoer --rows 1000000

The export is Loyverse's "Receipts" (19 columns, a row a receipt, numbers in order; `--shuffled` in no order); the bare
table has its columns, as text, and a unique index on the number. Both write to files in the same folder, one after the
other, in this run. The sales belong to nobody, as an export's do, but for every tenth with `--members`, which names one
of the shop's. Then the same file again (everything is a duplicate), and the audit. Needs sqlite3 (apt), for this alone.
"""
import argparse
import datetime
import json
import os
import random
import subprocess
import sys
import tempfile
import time

HEADINGS = ("Date,Receipt number,Receipt type,Gross sales,Discounts,Net sales,Taxes,Total collected,Cost of goods,"
            "Gross profit,Payment type,Description,Dining option,POS,Store,Cashier name,Customer name,"
            "Customer contacts,Status")
MEMBER_MAPPING = """[file]
dates = "dmy"
[columns]
receipt_no = "Receipt number"
sold_at = "Date"
total = "Total collected"
member_ref = "Customer contacts"
"""


def write_export(path, rows, shuffled, members):
    numbers = list(range(rows))
    if shuffled:
        random.Random(7).shuffle(numbers)
    sold = datetime.datetime(2021, 1, 1, 8, 0)
    with open(path, "w", newline="") as out:
        out.write(HEADINGS + "\n")
        for i in range(rows):
            sold += datetime.timedelta(minutes=2)
            minor = 500 + i * 7919 % 30000
            amount = "%d.%02d" % divmod(minor, 100)
            member = "1" if members and i % 10 == 0 else ""
            out.write(f'{sold:%d/%m/%Y %H:%M},2-{100000 + numbers[i]},Sale,{amount},0.00,{amount},0.00,{amount},'
                      f'{amount},0.00,Cash,"1 x GREAT TASTE CHOCO, 1 x ARIEL POWDER",Dine in,POS 2,'
                      f'Route 98 - Minimart,Owner,,{member},Closed\n')


def run(what, words, **more):
    begun = time.monotonic()
    child = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, **more)
    said = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.monotonic() - begun
    if status != 0:
        sys.exit(f"{what} failed: {said}")
    print(f"{what}: {wall:.2f} s, cpu {usage.ru_utime + usage.ru_stime:.2f} s, "
          f"peak {usage.ru_maxrss / 1024:.0f} MB  {said.strip()}", flush=True)
    return wall


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("xiaoer")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--shuffled", action="store_true")
    parser.add_argument("--members", action="store_true")
    parser.add_argument("--folder", help="where the files are written; default: a temporary folder")
    words = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=words.folder) as folder:
        export, shop, bare = (os.path.join(folder, name) for name in ("export.csv", "shop.db", "bare.db"))
        write_export(export, words.rows, words.shuffled, words.members)
        print(f"{words.rows} rows, {os.path.getsize(export) / 1e6:.0f} MB")
        subprocess.run([words.xiaoer, "demo", "--db", shop, "--days", "1", "--seed", "7"], check=True,
                       stdout=subprocess.DEVNULL)
        columns = ", ".join(f'"{name}" TEXT' for name in HEADINGS.split(","))
        importing = run("sqlite3 .import", [
            "sqlite3", bare, f'CREATE TABLE sales ({columns}); CREATE UNIQUE INDEX number ON sales ("Receipt number");',
            f".import --csv --skip 1 {export} sales"])
        ingest = [words.xiaoer, "pos", "ingest", "--db", shop, "--dates", "dmy"]
        if words.members:
            mapping = os.path.join(folder, "mapping.toml")
            with open(mapping, "w") as out:
                out.write(MEMBER_MAPPING)
            ingest += ["--mapping", mapping]
        ingesting = run("xiaoer pos ingest", ingest + [export])
        print(f"ratio {ingesting / importing:.2f}")
        run("the same again", ingest + [export])
        run("audit", [words.xiaoer, "audit", "--db", shop])
        print(json.dumps({"rows": words.rows, "ratio": round(ingesting / importing, 2),
                          "database_mb": os.path.getsize(shop) // 1_000_000}))


if __name__ == "__main__":
    main()
