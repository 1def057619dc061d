/* zlib for Swift. `inflateInit2` and `deflateInit2` are macros, which Swift cannot import; the
   two functions below are all that is added. ZLIB_CONST makes `next_in` a pointer to const, so that
   input is never passed to zlib as writable memory. */
#ifndef CZLIB_SHIM_H
#define CZLIB_SHIM_H

#ifndef ZLIB_CONST
#define ZLIB_CONST
#endif
#include <zlib.h>

/* Raw DEFLATE (RFC 1951), the largest window, no wrapper and no checksum. */
static inline int czlib_inflate_init_raw(z_streamp stream) {
    return inflateInit2(stream, -MAX_WBITS);
}

/* The same for writing; memory level 8 and the default strategy, as in zlib's own gzip writer. */
static inline int czlib_deflate_init_raw(z_streamp stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
}

#endif
