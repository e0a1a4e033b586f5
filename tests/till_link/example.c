/* A till in C: example ADDRESS PORT TILL KEY SPOOL SCAN
 *
 * Asks who the customer is, sells them socks, takes one pair back, and waits until the kiosk knows. */
#include "pos_adapter/xiaoer_pos.h"

#include <stdio.h>
#include <stdlib.h>

static int failed(const char *doing) {
    fprintf(stderr, "%s: %s\n", doing, xiaoer_pos_problem());
    return 1;
}

int main(int argc, char **argv) {
    xiaoer_pos *link = NULL;
    struct xiaoer_pos_member member;
    int found;

    if (argc != 7 || xiaoer_pos_version() != XIAOER_POS_VERSION) return 2;
    if (xiaoer_pos_open(argv[1], (unsigned short)strtoul(argv[2], NULL, 10), argv[3], argv[4], argv[5], &link) !=
        XIAOER_POS_OK) {
        return failed("open");
    }
    found = xiaoer_pos_look_up(link, argv[6], 5000, &member);
    if (found == XIAOER_POS_OK) {
        printf("member %s %s\n", member.number, member.name);
    } else {
        printf("no member: %s\n", xiaoer_pos_problem());
    }
    if (xiaoer_pos_submit(link, "0042",
                          "{\"kind\":\"sale\",\"receipt_no\":\"0042\",\"sold_at\":\"2026-11-17T18:00:00\","
                          "\"total_minor\":3100,\"currency\":\"CNY\","
                          "\"lines\":[{\"text\":\"\xe6\xa3\x89\xe8\xa2\x9c\",\"quantity\":2,"
                          "\"amount_minor\":3100}]}") !=
        XIAOER_POS_OK) {
        return failed("sale");
    }
    if (xiaoer_pos_submit(link, "0043",
                          "{\"kind\":\"refund\",\"receipt_no\":\"0043\",\"original_receipt_no\":\"0042\","
                          "\"sold_at\":\"2026-11-17T18:05:00\",\"total_minor\":-1550,\"currency\":\"CNY\"}") !=
        XIAOER_POS_OK) {
        return failed("refund");
    }
    if (xiaoer_pos_wait(link, 10000) != XIAOER_POS_OK) return failed("wait");
    printf("waiting %lu\n", xiaoer_pos_waiting(link));
    xiaoer_pos_close(link);
    return 0;
}
