#include <isa-l/crc64.h>
#include <isa-l/igzip_lib.h>

// An expression with a cast in it, which Swift cannot import.
enum { RDBKIT_GZIP_WORKSPACE = ISAL_DEF_LVL2_DEFAULT };
