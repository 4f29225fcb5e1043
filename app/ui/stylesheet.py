"""The one stylesheet of the program, built from the colours of the moment.

Widgets say what they are by dynamic properties, never by colours of their own:

* ``QPushButton``: ``kind`` = ``primary``, ``quiet``, ``link``, ``tab``, ``nav``, ``icon``, ``filter``, ``danger``;
  none: plain
* ``QLabel``: ``role`` = ``muted``, ``ok``, ``warn``, ``error``, ``info``; ``textSize`` = ``small``, ``large``,
  ``title``; ``weight`` = ``semibold``
* ``QFrame``/``QWidget``: ``surface`` = ``surface``, ``raised``, ``panel``, ``soft``, ``line``, ``notice``
"""

from __future__ import annotations

from string import Template

from app.ui.roles import Roles

_BASE = """
* { font-size: 13px; outline: none; }
QWidget { color: $text; }
QMainWindow, QDialog, QMessageBox { background: $raised; }
QToolTip { background: $text; color: $raised; border: none; padding: 4px 8px; font-size: 12px; }
QWidget[surface="surface"] { background: $surface; }
QWidget[surface="raised"] { background: $raised; }
QWidget[surface="soft"] { background: $soft; border-radius: 10px; }
QWidget[surface="panel"] { background: $raised; border: 1px solid $line; border-radius: 10px; }
QFrame[surface="line"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[surface="upright"] { background: $line; border: none; max-width: 1px; min-width: 1px; }
QFrame[surface="notice"] { background: $info_soft; border: none; border-bottom: 1px solid $line; }
QFrame[surface="notice"][role="warn"] { background: $warn_soft; }
QFrame[surface="notice"][role="error"] { background: $error_soft; }
QFrame[surface="notice"][role="ok"] { background: $ok_soft; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
"""

_LABELS = """
QLabel { background: transparent; border: none; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="ok"] { color: $ok; }
QLabel[role="warn"] { color: $warn; }
QLabel[role="error"] { color: $error; }
QLabel[role="info"] { color: $info; }
QLabel[role="accent"] { color: $accent; }
QLabel[textSize="small"] { font-size: 12px; }
QLabel[textSize="large"] { font-size: 15px; }
QLabel[textSize="title"] { font-size: 20px; }
QLabel[weight="semibold"] { font-weight: 600; }
QLabel:disabled { color: $muted; }
"""

_BUTTONS = """
QPushButton { background: $raised; border: 1px solid $edge; border-radius: 6px; padding: 5px 12px;
  min-height: 20px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $line; }
QPushButton:focus { border: 2px solid $accent; padding: 4px 11px; }
QPushButton:disabled { color: $muted; border-color: $line; background: $soft; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border: 1px solid $accent;
  font-weight: 600; padding: 7px 20px; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; padding: 6px 19px; }
QPushButton[kind="primary"]:disabled { background: $soft; color: $muted; border: 1px solid $line;
  padding: 7px 20px; }
QPushButton[kind="danger"] { color: $error; }
QPushButton[kind="quiet"], QPushButton[kind="icon"], QPushButton[kind="link"] { background: transparent;
  border: 1px solid transparent; }
QPushButton[kind="quiet"]:hover, QPushButton[kind="icon"]:hover { background: $hover; }
QPushButton[kind="quiet"]:focus, QPushButton[kind="icon"]:focus, QPushButton[kind="link"]:focus {
  border: 2px solid $accent; }
QPushButton[kind="quiet"]:disabled { background: transparent; }
QPushButton[kind="icon"] { padding: 0; min-width: 30px; max-width: 30px; min-height: 30px; max-height: 30px; }
QPushButton[kind="icon"]:focus { padding: 0; min-width: 28px; max-width: 28px; min-height: 28px;
  max-height: 28px; }
QPushButton[kind="icon"]:checked { background: $accent_soft; }
QPushButton[kind="link"] { color: $accent; padding: 3px 6px; text-align: left; }
QPushButton[kind="link"][role="error"] { color: $error; text-decoration: underline; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { padding: 2px 5px; }
QPushButton[kind="tab"] { background: transparent; border: 1px solid transparent; color: $muted;
  padding: 5px 14px; font-weight: 600; }
QPushButton[kind="tab"]:hover { color: $text; }
QPushButton[kind="tab"]:checked { background: $raised; color: $text; border: 1px solid $line; }
QPushButton[kind="tab"]:focus { border: 2px solid $accent; padding: 4px 13px; }
QPushButton[kind="filter"] { background: transparent; border: 1px solid transparent; color: $muted;
  padding: 4px 10px; border-radius: 6px; font-weight: 600; }
QPushButton[kind="filter"]:hover { color: $text; background: $hover; }
QPushButton[kind="filter"]:checked { background: $accent_soft; color: $text; }
QPushButton[kind="filter"]:focus { border: 2px solid $accent; padding: 3px 9px; }
QPushButton[kind="nav"] { background: transparent; border: 1px solid transparent; padding: 5px 8px;
  text-align: left; }
QPushButton[kind="nav"]:hover { background: $hover; }
QPushButton[kind="nav"]:checked { background: $accent_soft; font-weight: 600; }
QPushButton[kind="nav"][lit="yes"] { background: $accent_soft; border: 1px solid $accent; }
QPushButton[kind="nav"]:focus { border: 2px solid $accent; padding: 4px 7px; }
QPushButton[kind="card"] { text-align: left; padding: 12px 14px; border: 1px solid $edge; border-radius: 10px;
  font-size: 15px; }
QPushButton[kind="card"]:hover { background: $soft; border-color: $edge; }
QPushButton[kind="card"]:focus { border: 2px solid $accent; padding: 11px 13px; }
QPushButton::menu-indicator { width: 0; }
QFrame#Tabs { background: $hover; border-radius: 9px; }
"""

_INPUTS = """
QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox { background: $raised;
  border: 1px solid $edge; border-radius: 6px; padding: 5px 8px; min-height: 20px; color: $text;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
  border: 2px solid $accent; padding: 4px 7px; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled, QAbstractSpinBox:disabled {
  background: $soft; color: $muted; border-color: $line; }
QLineEdit[state="error"], QPlainTextEdit[state="error"], QComboBox[state="error"],
QAbstractSpinBox[state="error"] { border: 2px solid $error; padding: 4px 7px; }
QComboBox::drop-down { border: none; width: 24px; subcontrol-origin: padding;
  subcontrol-position: center right; }
QComboBox QLineEdit { border: none; padding: 0; background: transparent; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $line; border-radius: 6px; padding: 4px;
  selection-background-color: $accent_soft; selection-color: $text; }
QComboBox::down-arrow { image: url(icons:arrow-down.svg); width: 16px; height: 16px; }
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus { border: none; padding: 0; background: transparent; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: 20px; }
QAbstractSpinBox::up-arrow { image: url(icons:arrow-up.svg); width: 12px; height: 12px; }
QAbstractSpinBox::down-arrow, QDateTimeEdit::down-arrow { image: url(icons:arrow-down.svg); width: 12px;
  height: 12px; }
QCheckBox, QRadioButton { spacing: 8px; background: transparent; border: 2px solid transparent;
  border-radius: 6px; padding: 2px; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $accent; }
QCheckBox:disabled, QRadioButton:disabled { color: $muted; }
QCheckBox::indicator, QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid $edge;
  background: $raised; }
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:checked, QCheckBox::indicator:indeterminate { background: $accent;
  border-color: $accent; }
QCheckBox::indicator:checked { image: url(icons:$tick.svg); }
QRadioButton::indicator:checked { border: 5px solid $accent; width: 6px; height: 6px; background: $raised; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $line; }
"""

_VIEWS = """
QAbstractItemView { background: $raised; border: none; selection-background-color: $accent_soft;
  selection-color: $text; alternate-background-color: $soft; }
QHeaderView::section { background: $raised; border: none; border-bottom: 1px solid $line; color: $muted;
  font-size: 12px; padding: 4px 8px; }
QMenu { background: $raised; border: 1px solid $line; border-radius: 8px; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 6px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar::handle:vertical { background: $edge; border-radius: 3px; margin: 3px; min-height: 32px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle:horizontal { background: $edge; border-radius: 3px; margin: 3px; min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $line; }
"""


def stylesheet(roles: Roles) -> str:
    """The stylesheet in these colours."""
    colours = {name: getattr(roles, name) for name in roles.__slots__ if name != "dark"}
    colours["tick"] = "tick-dark" if roles.dark else "tick-light"
    return Template(_BASE + _LABELS + _BUTTONS + _INPUTS + _VIEWS).substitute(colours)
