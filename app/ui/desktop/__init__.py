"""How the window lives on a desktop: a second copy, tray, notifications, taskbar, and leaving."""
