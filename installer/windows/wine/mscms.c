/* Stand-in for the part of the colour system that Wine 8 lacks and Qt loads: there is no colour profile.
   It goes into a Wine prefix for tests, never into a package. */
__declspec(dllexport) void *OpenColorProfileW(void *a, unsigned b, unsigned c, unsigned d)
{
    (void)a, (void)b, (void)c, (void)d;
    return 0;
}
__declspec(dllexport) int CloseColorProfile(void *a)
{
    (void)a;
    return 0;
}
__declspec(dllexport) int GetColorProfileFromHandle(void *a, void *b, unsigned *c)
{
    (void)a, (void)b, (void)c;
    return 0;
}
__declspec(dllexport) void *WcsCreateIccProfile(void *a, unsigned b)
{
    (void)a, (void)b;
    return 0;
}
