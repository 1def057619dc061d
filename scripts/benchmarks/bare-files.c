/*
 * Writes the files of a folder anew, as durably as the program writes its own, and does nothing else.
 *
 *     bare-files FOLDER COPY THREADS
 *
 * Each file of FOLDER is created in COPY under another name, written in large blocks, synced and renamed;
 * at the end COPY is synced. THREADS of them wait for the disk at a time. Nobody who wants whole files after a
 * power cut can do less.
 */
#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static struct dirent **names;
static int count, from, to;
static atomic_int next;

static void check(int isGood, const char *what) {
    if (isGood) return;
    perror(what);
    exit(74);
}

static void copy(const char *name) {
    static _Thread_local char bytes[1 << 20];
    char part[300];
    int file = openat(from, name, O_RDONLY);
    check(file >= 0, name);
    snprintf(part, sizeof part, ".%s.part", name);
    int other = openat(to, part, O_WRONLY | O_CREAT | O_EXCL, 0666);
    check(other >= 0, part);
    ssize_t length;
    while ((length = read(file, bytes, sizeof bytes)) > 0)
        check(write(other, bytes, length) == length, part);
    check(length == 0, name);
    check(fsync(other) == 0, part);
    close(other);
    close(file);
    check(renameat(to, part, to, name) == 0, name);
}

static void *work(void *nothing) {
    for (int number; (number = atomic_fetch_add(&next, 1)) < count;) copy(names[number]->d_name);
    return nothing;
}

static int isFile(const struct dirent *entry) { return entry->d_type == DT_REG; }

int main(int argc, char **argv) {
    if (argc != 4) {
        fprintf(stderr, "usage: bare-files FOLDER COPY THREADS\n");
        return 64;
    }
    count = scandir(argv[1], &names, isFile, alphasort);
    check(count >= 0, argv[1]);
    check(mkdir(argv[2], 0777) == 0, argv[2]);
    from = open(argv[1], O_RDONLY | O_DIRECTORY);
    to = open(argv[2], O_RDONLY | O_DIRECTORY);
    check(from >= 0 && to >= 0, "open");

    enum { most = 64 };
    int threads = atoi(argv[3]);
    pthread_t thread[most];
    check(threads >= 1 && threads <= most, argv[3]);
    for (int number = 0; number < threads; number++)
        check(pthread_create(&thread[number], NULL, work, NULL) == 0, "pthread_create");
    for (int number = 0; number < threads; number++) pthread_join(thread[number], NULL);
    check(fsync(to) == 0, argv[2]);
    printf("%d files\n", count);
    return 0;
}
