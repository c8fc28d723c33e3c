// The SHA instructions of x86-64 processors, which Swift does not offer. On another processor there are none: what is here
// says so, and Digest computes without them. Written with the compiler's built-in functions: the headers of the intrinsics
// bring the C library's with them.
#include <stddef.h>

#if defined(__x86_64__)
#if __has_include(<sys/platform/x86.h>)
#include <sys/platform/x86.h>
#endif
typedef int SHA256Words __attribute__((vector_size(16)));
typedef char SHA256Bytes __attribute__((vector_size(16)));

// Whether the processor has them. They come with SSSE3 and SSE4.1, which are used beside them.
// In a virtual machine each cpuid instruction takes some 5 µs, so the GNU C library (2.33 and later) is asked, which has the
// answer from the process's start.
static inline int hasSHA256Instructions(void) {
#ifdef _SYS_PLATFORM_X86_H
    return x86_cpu_present(x86_cpu_SHA);
#else
    unsigned a, b, c, d;
    __asm__("cpuid" : "=a"(a), "=b"(b), "=c"(c), "=d"(d) : "0"(0), "2"(0));
    if (a < 7) return 0;
    __asm__("cpuid" : "=a"(a), "=b"(b), "=c"(c), "=d"(d) : "0"(7), "2"(0));
    return b >> 29 & 1;
#endif
}

static inline SHA256Words loadSHA256Words(const void *words, size_t index) {
    SHA256Words loaded;
    __builtin_memcpy(&loaded, (const char *)words + 16 * index, sizeof loaded);
    return loaded;
}

static inline void storeSHA256Words(SHA256Words stored, void *words, size_t index) {
    __builtin_memcpy((char *)words + 16 * index, &stored, sizeof stored);
}

// Processes blocks of 64 bytes (FIPS 180-4, 6.2.2), four rounds at a time. `state` has the eight words of the hash,
// `constants` the 64 of its rounds.
__attribute__((target("sha,ssse3,sse4.1"))) static inline void compressSHA256(
    void *state, const void *blocks, size_t count, const void *constants) {
    const SHA256Words abcd = loadSHA256Words(state, 0), efgh = loadSHA256Words(state, 1);
    // The order that the instructions take the words in.
    SHA256Words feba = __builtin_shufflevector(efgh, abcd, 1, 0, 5, 4);
    SHA256Words hgdc = __builtin_shufflevector(efgh, abcd, 3, 2, 7, 6);
    for (size_t block = 0; block < count; block++) {
        const SHA256Words febaBefore = feba, hgdcBefore = hgdc;
        SHA256Words w[4];
#pragma clang loop unroll(full)
        for (int group = 0; group < 16; group++) {
            if (group < 4) {
                const SHA256Bytes bytes = (SHA256Bytes)loadSHA256Words(blocks, 4 * block + group);
                w[group] = (SHA256Words)__builtin_shufflevector(
                    bytes, bytes, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);
            } else {
                const SHA256Words last = w[(group + 3) & 3];
                SHA256Words next = __builtin_ia32_sha256msg1(w[group & 3], w[(group + 1) & 3]);
                next += __builtin_shufflevector(w[(group + 2) & 3], last, 1, 2, 3, 4);
                w[group & 3] = __builtin_ia32_sha256msg2(next, last);
            }
            const SHA256Words sum = w[group & 3] + loadSHA256Words(constants, group);
            hgdc = __builtin_ia32_sha256rnds2(hgdc, feba, sum);
            feba = __builtin_ia32_sha256rnds2(feba, hgdc, __builtin_shufflevector(sum, sum, 2, 3, 0, 1));
        }
        feba += febaBefore;
        hgdc += hgdcBefore;
    }
    storeSHA256Words(__builtin_shufflevector(feba, hgdc, 3, 2, 7, 6), state, 0);
    storeSHA256Words(__builtin_shufflevector(feba, hgdc, 1, 0, 5, 4), state, 1);
}
#else
static inline int hasSHA256Instructions(void) { return 0; }
static inline void compressSHA256(void *state, const void *blocks, size_t count, const void *constants) {}
#endif
