/* python.exe of the Windows Python that is put together for tests under Wine: hands its arguments to python311.dll. */
#include <wchar.h>

__declspec(dllimport) int Py_Main(int, wchar_t **);

int wmain(int argc, wchar_t **argv) { return Py_Main(argc, argv); }
