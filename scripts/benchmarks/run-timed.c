/*
 * Runs a command and records its cost, so that measuring needs nothing but a compiler.
 *
 *     run-timed RESULTS LABEL COMMAND [ARGUMENT...]
 *
 * Appends one line to the file RESULTS:
 *
 *     LABEL wall-seconds user-seconds system-seconds peak-KiB exit-status
 *
 * The command inherits our standard streams. An exit status of 128 + n means that signal n killed it.
 * Linux also counts the process's peak from before exec, so it matters that this program is small.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static double seconds(struct timeval time) {
    return time.tv_sec + time.tv_usec / 1e6;
}

int main(int argc, char **argv) {
    if (argc < 4) {
        fprintf(stderr, "usage: run-timed RESULTS LABEL COMMAND [ARGUMENT...]\n");
        return 64;
    }
    FILE *results = fopen(argv[1], "ae");
    if (!results) {
        perror(argv[1]);
        return 73;
    }

    double start = now();
    pid_t child = fork();
    if (child == 0) {
        execvp(argv[3], argv + 3);
        perror(argv[3]);
        _exit(127);
    }
    int status = 0;
    struct rusage usage;
    if (child < 0 || wait4(child, &status, 0, &usage) != child) {
        perror("run-timed");
        return 71;
    }
    double wall = now() - start;

    int code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    fprintf(results, "%s %.6f %.6f %.6f %ld %d\n", argv[2], wall, seconds(usage.ru_utime),
            seconds(usage.ru_stime), usage.ru_maxrss, code);
    if (fclose(results) != 0) {
        perror(argv[1]);
        return 74;
    }
    return code;
}
