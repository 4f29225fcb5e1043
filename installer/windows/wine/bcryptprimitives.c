/* Stand-in for a DLL that Wine 8 lacks and Rust's libraries load: random bytes come from the system's older door.
   It goes into a Wine prefix for tests, never into a package. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG length); /* RtlGenRandom, advapi32.dll */

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T length)
{
    return SystemFunction036(buffer, (ULONG)length);
}
