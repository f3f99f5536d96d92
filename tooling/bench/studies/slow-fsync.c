// Adds FSYNC_MS milliseconds to every fsync and fdatasync of a program that is started with this in LD_PRELOAD, as if
// its data were on a volume of a cloud.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

typedef int (*sync_call)(int);

static int later(const char *name, int file) {
  const char *text = getenv("FSYNC_MS");
  long microseconds = text ? (long)(atof(text) * 1000) : 0;
  struct timespec pause = {microseconds / 1000000, (microseconds % 1000000) * 1000};
  nanosleep(&pause, NULL);
  return ((sync_call)dlsym(RTLD_NEXT, name))(file);
}

int fsync(int file) { return later("fsync", file); }

int fdatasync(int file) { return later("fdatasync", file); }
