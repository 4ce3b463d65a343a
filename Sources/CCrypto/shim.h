// The functions on SHA256_CTX take half of the time of EVP's for a short string; they are deprecated for engines' sake.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/evp.h>
#include <openssl/sha.h>
