/*
 * The minimum cost of reading a gzip file with zlib: reads blocks of 256 KiB and inflates every member
 * into one buffer of 256 KiB that is never read. zlib verifies the checksums; nothing else is checked.
 *
 *     inflate-only FILE          prints the number of bytes
 *     inflate-only --version     prints the version of zlib
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

enum { BLOCK = 256 * 1024 };

static unsigned char input[BLOCK];
static unsigned char output[BLOCK];

static int fail(const char *name, const char *what) {
    fprintf(stderr, "inflate-only: %s: %s\n", name, what);
    return 1;
}

int main(int argc, char **argv) {
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        puts(zlibVersion());
        return 0;
    }
    if (argc != 2) {
        fprintf(stderr, "usage: inflate-only FILE\n");
        return 64;
    }
    int file = open(argv[1], O_RDONLY);
    if (file < 0) return fail(argv[1], "cannot be opened");

    z_stream stream = {0};
    /* 16: a gzip wrapper around the data. */
    if (inflateInit2(&stream, MAX_WBITS + 16) != Z_OK) return fail(argv[1], "out of memory");

    unsigned long long total = 0;
    int isInsideMember = 0;
    for (;;) {
        ssize_t count = read(file, input, BLOCK);
        if (count < 0) return fail(argv[1], "cannot be read");
        if (count == 0) break;
        stream.next_in = input;
        stream.avail_in = (uInt)count;
        do {
            stream.next_out = output;
            stream.avail_out = BLOCK;
            int result = inflate(&stream, Z_NO_FLUSH);
            total += BLOCK - stream.avail_out;
            if (result == Z_STREAM_END) {
                inflateReset(&stream);
                isInsideMember = 0;
            } else if (result == Z_OK) {
                isInsideMember = 1;
            } else if (result != Z_BUF_ERROR) {
                return fail(argv[1], stream.msg ? stream.msg : "damaged");
            }
        } while (stream.avail_in > 0 || stream.avail_out == 0);
    }
    if (isInsideMember) return fail(argv[1], "ends inside a member");
    printf("%llu\n", total);
    return 0;
}
