/*
 * Preloaded into a process (LD_PRELOAD), notes in a file what of its files would survive a power cut: a line "inode size" for each file that it creates
 * (0) and for each fsync or fdatasync that has succeeded (the size before it). What is not noted was there before. Names count as durable at once, as a
 * journaling file system may make them.
 *
 * POWER_CUT_RECORD     the file to append to
 * POWER_CUT_KILL_SYNC  kills the process at its n-th sync ("7"), or just after it ("7+")
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int record_fd = -1;
static long kill_sync = -1;
static int kill_after = 0;
static atomic_long syncs = 0;

static FILE *(*real_fopen)(const char *, const char *);
static FILE *(*real_fopen64)(const char *, const char *);
static int (*real_open)(const char *, int, ...);
static int (*real_open64)(const char *, int, ...);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);

__attribute__((constructor)) static void begin(void) {
  real_fopen = dlsym(RTLD_NEXT, "fopen");
  real_fopen64 = dlsym(RTLD_NEXT, "fopen64");
  real_open = dlsym(RTLD_NEXT, "open");
  real_open64 = dlsym(RTLD_NEXT, "open64");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  const char *record = getenv("POWER_CUT_RECORD");
  if (record != NULL) record_fd = real_open(record, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  const char *at = getenv("POWER_CUT_KILL_SYNC");
  if (at != NULL) {
    char *end = NULL;
    kill_sync = strtol(at, &end, 10);
    kill_after = *end == '+';
  }
}

static void note(unsigned long long inode, long long size) {
  if (record_fd < 0) return;
  char line[64];
  int length = snprintf(line, sizeof line, "%llu %lld\n", inode, size);
  /* One write of an O_APPEND file: lines of several threads stay whole. */
  if (write(record_fd, line, (size_t)length) != length) abort();
}

/* A file that is empty when it is opened for writing has nothing to lose yet. */
static void note_opened(int fd) {
  struct stat status;
  if (fd >= 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size == 0) note(status.st_ino, 0);
}

static FILE *opened(FILE *file, const char *mode) {
  if (file != NULL && (strchr(mode, 'w') != NULL || strchr(mode, 'a') != NULL)) note_opened(fileno(file));
  return file;
}

FILE *fopen(const char *path, const char *mode) { return opened(real_fopen(path, mode), mode); }
FILE *fopen64(const char *path, const char *mode) { return opened(real_fopen64(path, mode), mode); }

#define OPEN(name)                                      \
  int name(const char *path, int flags, ...) {          \
    mode_t mode = 0;                                    \
    if (flags & (O_CREAT | __O_TMPFILE)) {              \
      va_list rest;                                     \
      va_start(rest, flags);                            \
      mode = va_arg(rest, mode_t);                      \
      va_end(rest);                                     \
    }                                                   \
    int fd = real_##name(path, flags, mode);            \
    if ((flags & O_ACCMODE) != O_RDONLY) note_opened(fd); \
    return fd;                                          \
  }
OPEN(open)
OPEN(open64)

static int synced(int fd, int (*real)(int)) {
  long count = atomic_fetch_add(&syncs, 1) + 1;
  if (count == kill_sync && !kill_after) kill(getpid(), SIGKILL);
  struct stat status;
  int known = fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
  int result = real(fd);
  if (result == 0 && known) note(status.st_ino, status.st_size);
  if (count == kill_sync && kill_after) kill(getpid(), SIGKILL);
  return result;
}

int fsync(int fd) { return synced(fd, real_fsync); }
int fdatasync(int fd) { return synced(fd, real_fdatasync); }
