"""Progress on the window's button in the taskbar of Windows, through ITaskbarList3 (shobjidl_core.h).

The COM object is called by the numbers of its functions, so that no further library is needed. Where Windows refuses,
nothing is shown, and nothing else happens. Elsewhere the module can be imported and holds nothing.
"""

from __future__ import annotations

import sys

if sys.platform == "win32":  # pragma: no cover
    import ctypes
    import logging
    import uuid
    from ctypes import HRESULT, WINFUNCTYPE, byref, c_int, c_uint64, c_ulong, c_void_p

    from PySide6.QtWidgets import QWidget

    from app.ui.desktop.taskbar import Progress

    log = logging.getLogger(__name__)

    _CLASS = uuid.UUID("56FDF344-FD6D-11d0-958A-006097C9A090").bytes_le  # CLSID_TaskbarList
    _INTERFACE = uuid.UUID("EA1AFB91-9E28-4B86-90E9-9E9F8A5EEFAF").bytes_le  # IID_ITaskbarList3
    _IN_PROCESS = 1  # CLSCTX_INPROC_SERVER
    _NOTHING, _NORMAL, _ERROR = 0, 2, 4  # TBPFLAG

    # Their places in the table: IUnknown 0 to 2, ITaskbarList 3 to 7, ITaskbarList2 8, ITaskbarList3 from 9.
    _release = WINFUNCTYPE(c_ulong)(2, "Release")
    _begin = WINFUNCTYPE(HRESULT)(3, "HrInit")
    _set_value = WINFUNCTYPE(HRESULT, c_void_p, c_uint64, c_uint64)(9, "SetProgressValue")
    _set_state = WINFUNCTYPE(HRESULT, c_void_p, c_int)(10, "SetProgressState")

    class TaskbarButton:
        """The button of one window. Qt has prepared COM for this thread already."""

        def __init__(self, window: QWidget) -> None:
            self._window = window
            self._list = c_void_p()
            try:
                ctypes.oledll.ole32.CoCreateInstance(_CLASS, None, _IN_PROCESS, _INTERFACE, byref(self._list))
                _begin(self._list)
            except OSError as error:
                log.info("the taskbar shows no progress: %s", error)
                self._list = c_void_p()

        def __del__(self) -> None:
            if self._list:
                _release(self._list)

        def show(self, progress: Progress) -> None:
            """Show it on the button, red when something needs the person."""
            if not self._list:
                return
            handle = int(self._window.winId())
            try:
                if progress.percent is None:
                    _set_state(self._list, handle, _NOTHING)
                else:
                    _set_state(self._list, handle, _ERROR if progress.trouble else _NORMAL)
                    _set_value(self._list, handle, progress.percent, 100)
            except OSError as error:
                log.info("the taskbar shows no progress: %s", error)
