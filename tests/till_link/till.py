"""A till in Python: till.py LIBRARY ADDRESS PORT TILL KEY SPOOL SCAN"""
import ctypes
import sys


class Member(ctypes.Structure):
    _fields_ = [("number", ctypes.c_char * 16), ("name", ctypes.c_char * 128)]


library, address, port, till, key, spool, scan = sys.argv[1:]
xiaoer = ctypes.CDLL(library)
xiaoer.xiaoer_pos_problem.restype = ctypes.c_char_p
xiaoer.xiaoer_pos_waiting.restype = ctypes.c_ulong
assert xiaoer.xiaoer_pos_version() == 1

link = ctypes.c_void_p()
text = lambda string: string.encode()
opened = xiaoer.xiaoer_pos_open(text(address), ctypes.c_ushort(int(port)), text(till), text(key), text(spool),
                                ctypes.byref(link))
assert opened == 0, xiaoer.xiaoer_pos_problem()

member = Member()
found = xiaoer.xiaoer_pos_look_up(link, text(scan), 5000, ctypes.byref(member))
print("member", member.number.decode(), member.name.decode() if found == 0 else xiaoer.xiaoer_pos_problem().decode())

receipt = '{"kind":"sale","receipt_no":"P-1","sold_at":"2026-11-17T18:00:00","total_minor":880,"store":"和平路店"}'
assert xiaoer.xiaoer_pos_submit(link, b"p-1", text(receipt)) == 0, xiaoer.xiaoer_pos_problem()
assert xiaoer.xiaoer_pos_submit(link, b"p-2", b'{"kind":"sale"}') == 1
print("refused:", xiaoer.xiaoer_pos_problem().decode())
assert xiaoer.xiaoer_pos_wait(link, 10000) == 0
print("waiting", xiaoer.xiaoer_pos_waiting(link))
xiaoer.xiaoer_pos_close(link)
