/*
 * As inflate-only.c, with ISA-L: what a gzip file costs at least with the decoder that the program uses
 * where it can. ISA-L verifies the checksums, as the program does itself.
 *
 *     isal-inflate-only FILE     prints the number of bytes
 */
#include <fcntl.h>
#include <isa-l.h>
#include <stdio.h>
#include <unistd.h>

enum { BLOCK = 256 * 1024 };

static unsigned char input[BLOCK];
static unsigned char output[BLOCK];
static struct inflate_state state;

static void begin(void) {
    isal_inflate_reset(&state);
    state.crc_flag = IGZIP_GZIP;
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: isal-inflate-only FILE\n");
        return 64;
    }
    int file = open(argv[1], O_RDONLY);
    if (file < 0) {
        perror(argv[1]);
        return 1;
    }
    isal_inflate_init(&state);
    begin();
    unsigned long long total = 0;
    ssize_t count;
    while ((count = read(file, input, BLOCK)) > 0) {
        state.next_in = input;
        state.avail_in = (uint32_t)count;
        do {
            state.next_out = output;
            state.avail_out = BLOCK;
            if (isal_inflate(&state) != ISAL_DECOMP_OK) {
                fprintf(stderr, "isal-inflate-only: %s: damaged\n", argv[1]);
                return 1;
            }
            total += BLOCK - state.avail_out;
            if (state.block_state == ISAL_BLOCK_FINISH) {
                uint8_t *next = state.next_in;
                uint32_t left = state.avail_in;
                begin();
                state.next_in = next;
                state.avail_in = left;
            }
        } while (state.avail_in > 0 || state.avail_out == 0);
    }
    printf("%llu\n", total);
    return 0;
}
