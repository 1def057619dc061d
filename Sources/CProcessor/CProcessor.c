/* The functions are in the headers, so that Swift can inline them. Here they are compiled as C, which
   finds mistakes that importing them does not. */
#include "crc32.h"
#include "escape.h"
#include "marks.h"
#include "registers.h"
#include "sha256.h"
#include "vectors.h"
