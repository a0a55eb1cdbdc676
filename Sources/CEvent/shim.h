#pragma once
/* event-config.h defines _GNU_SOURCE; fix glibc's feature set first, or fd_set here differs from
   fd_set in the Glibc module and any file that imports both fails to compile. */
#include <features.h>
#include <event2/event.h>
