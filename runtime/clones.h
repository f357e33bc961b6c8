// Inner loops in two versions, picked when the program starts: for every x86-64, and for those with
// AVX2. Elsewhere, and under sanitizers (which dislike resolvers that run early), there is one.
#ifndef GAZ_CLONES_H
#define GAZ_CLONES_H

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) ||                         \
    __has_feature(thread_sanitizer)
#define GAZ_ONE_VERSION
#endif
#endif

#if defined(__x86_64__) && defined(__linux__) && defined(__GLIBC__) &&                             \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && !defined(GAZ_ONE_VERSION)
#define GAZ_CLONES __attribute__((target_clones("default", "avx2")))
#else
#define GAZ_CLONES
#endif

#endif
