/* xiaoer_pos: what a till links to, to tell a Xiaoer kiosk of its sales and to ask who a customer is.
 *
 *   int problem = xiaoer_pos_open("192.168.1.10", 9180, "till-2", KEY, "/var/lib/till/xiaoer.spool", &link);
 *   problem = xiaoer_pos_submit(link, "2026-11-17/0042", "{\"kind\":\"sale\",\"total_minor\":12800,…}");
 *   xiaoer_pos_close(link);
 *
 * A sale is safe with this machine when xiaoer_pos_submit() returns XIAOER_POS_OK: it is on the disk, and a thread of
 * the library sends it as soon as the kiosk answers, in order, also after a restart. The till never waits for the
 * network. It speaks the till link (docs/till-link.md).
 *
 * Texts are UTF-8 and end with NUL; none is kept after a call. No C++ type, no exception and no signal handler leaves
 * the library; it writes nothing to standard output or error. A link may be used from any number of threads at once,
 * except that xiaoer_pos_close() is called once, when no other call on that link is under way. Do not fork() with a
 * link open and use it in the child.
 *
 * The version: functions are only ever added within version 1; a change of what is here would be version 2. */
#ifndef XIAOER_POS_H
#define XIAOER_POS_H

#ifdef __cplusplus
extern "C" {
#endif

#define XIAOER_POS_VERSION 1

#if defined(__GNUC__)
#define XIAOER_POS_API __attribute__((visibility("default")))
#else
#define XIAOER_POS_API
#endif

/* The version of the library that was found at run time; refuse to go on when it is not XIAOER_POS_VERSION. */
XIAOER_POS_API int xiaoer_pos_version(void);

enum {
    XIAOER_POS_OK = 0,
    XIAOER_POS_INVALID = 1,     /* an argument means nothing; calling again with it will not help */
    XIAOER_POS_DISK = 2,        /* the spool could not be written: the sale is not safe, say it again */
    XIAOER_POS_BUSY = 3,        /* another process has this spool open */
    XIAOER_POS_AWAY = 4,        /* the kiosk does not answer in time, or is busy (look-ups only) */
    XIAOER_POS_UNKNOWN = 5,     /* nobody has this pass, card or number, or it has expired (look-ups only) */
    XIAOER_POS_UNAUTHORISED = 6 /* the kiosk does not know this till's name with this key (look-ups only) */
};

/* What was wrong with the last call of this thread that did not return XIAOER_POS_OK, in one English line for whoever
 * writes or keeps the till; "" when there was none. Valid until the thread's next call. Never NULL. */
XIAOER_POS_API const char *xiaoer_pos_problem(void);

typedef struct xiaoer_pos xiaoer_pos;

/* address: the kiosk's IP address; port: of its till link; till: the name and key: the 64 hex digits that the kiosk's
 * `xiaoer till add` printed; spool: a file that is this till's alone, in a folder that exists. The kiosk need not be
 * there. Returns: OK with *link set, INVALID, DISK or BUSY with *link NULL. */
XIAOER_POS_API int xiaoer_pos_open(const char *address, unsigned short port, const char *till, const char *key,
                                   const char *spool, xiaoer_pos **link);

/* id: the till's own name for this sale or refund, 1 to 64 printable ASCII characters without spaces; submitting the
 * same id again records nothing twice. receipt: one JSON object as docs/till-link.md has it; "kind", "total_minor" and
 * "sold_at" must be there. Returns when it would survive a power cut: OK, INVALID or DISK. */
XIAOER_POS_API int xiaoer_pos_submit(xiaoer_pos *link, const char *id, const char *receipt);

struct xiaoer_pos_member {
    char number[16]; /* as people say it: "0327" */
    char name[128];  /* as others may see it; "" when the member wishes none */
};

/* Before payment, for a discount or a voucher: whose pass, card or number this is. A pass is not used up. Waits at most
 * timeout_ms. Returns: OK with *member filled, INVALID, AWAY, UNKNOWN or UNAUTHORISED. */
XIAOER_POS_API int xiaoer_pos_look_up(xiaoer_pos *link, const char *scan, int timeout_ms,
                                      struct xiaoer_pos_member *member);

/* How many sales and refunds the kiosk has not acknowledged yet. */
XIAOER_POS_API unsigned long xiaoer_pos_waiting(xiaoer_pos *link);

/* Waits until none is waiting, for a till that is about to be switched off. Returns: OK, or AWAY after timeout_ms. */
XIAOER_POS_API int xiaoer_pos_wait(xiaoer_pos *link, int timeout_ms);

/* Why things wait, in one line: the kiosk is away, the key is not known, a document was refused (it is then in
 * SPOOL.refused). At most size bytes with the NUL; "" when there was nothing. Returns: OK or INVALID. */
XIAOER_POS_API int xiaoer_pos_trouble(xiaoer_pos *link, char *line, unsigned long size);

/* Stops at once; what waits stays in the spool. NULL is fine. */
XIAOER_POS_API void xiaoer_pos_close(xiaoer_pos *link);

#ifdef __cplusplus
}
#endif

#endif
