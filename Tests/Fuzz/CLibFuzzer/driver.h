/* The entry of libFuzzer for programs with a main function of their own
   (https://llvm.org/docs/LibFuzzer.html#using-libfuzzer-as-a-library). */
#ifndef CLIBFUZZER_DRIVER_H
#define CLIBFUZZER_DRIVER_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*run)(const uint8_t *bytes, size_t count));

#endif
