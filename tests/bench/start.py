#!/usr/bin/env python3
"""From the start of the process to its first frame, at 1920x1080 offscreen: the whole program, not only its rooms.

usage: tests/bench/start.py build/release/xiaoer

A made-up shop of fourteen days is opened ten times; the file of what can be touched (--boxes) is written once the first
frame has been drawn. The first start, which reads the program from the disk, is told apart. Prints JSON Lines.
"""
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

STARTS = 10
LIMIT_MS = 100
PATIENCE_S = 30


def start_ms(program, shop, folder):
    boxes = folder / "boxes.json"
    boxes.unlink(missing_ok=True)
    begun = time.monotonic()
    kiosk = subprocess.Popen(
        [program, "kiosk", "--db", shop, "--offscreen", "--boxes", boxes, "--phone-port", "0", "--tap-port", "0"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not boxes.exists():
            if time.monotonic() - begun > PATIENCE_S or kiosk.poll() is not None:
                sys.exit("the kiosk showed no frame")
            time.sleep(0.0005)
        return (time.monotonic() - begun) * 1000
    finally:
        kiosk.terminate()
        kiosk.wait()


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: tests/bench/start.py build/release/xiaoer")
    program = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        shop = folder / "shop.db"
        subprocess.run([program, "demo", "--db", shop, "--days", "14"], check=True, stdout=subprocess.DEVNULL)
        first, *others = [start_ms(program, shop, folder) for _ in range(1 + STARTS)]
    print(json.dumps({"bench": "start_to_first_frame_first", "ms": round(first, 1)}))
    print(json.dumps({"bench": "start_to_first_frame_p50", "ms": round(statistics.median(others), 1),
                      "worst": round(max(others), 1), "limit": LIMIT_MS}))


if __name__ == "__main__":
    main()
