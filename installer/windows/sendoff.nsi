; The installer of Sendoff for one person, without an administrator. `installer/windows/nsis.py` gives it its values:
;   VERSION, FROZEN (folder of the program), ICON, LICENCES (folder), OUT (the file to write), SIZE (KiB installed),
;   QUICK (compress badly and fast), SIGN (a command that signs the uninstaller, before it is packed)
; Installing:   sendoff-….exe [/S] [/D=folder]           exit code 3: Sendoff is open; 4: a newer one is installed
; Removing:     uninstall.exe [/S] [/REMOVEDATA]         exit code 3 as above; 5: personal data could not be removed
Unicode true
Target amd64-unicode
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WordFunc.nsh

!define NAME "Sendoff"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define CLASSES "Software\Classes"
!define EXIT_OPEN 3
!define EXIT_NEWER 4
!define EXIT_DATA 5

Name "${NAME}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
RequestExecutionLevel user
!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
!endif
SetDateSave off
ManifestDPIAware true
BrandingText "${NAME} ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 "ProductName" "${NAME}"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileDescription" "${NAME} Setup"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "LegalCopyright" ""

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_COMPONENTSPAGE_NODESC
!define MUI_FINISHPAGE_RUN "$INSTDIR\sendoff.exe"
!define MUI_FINISHPAGE_NOAUTOCLOSE
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_COMPONENTS
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"
!include "words.nsh"

; Leaves with an exit code when Sendoff is open: Windows lets nobody write to a program that runs.
!macro LeaveWhileOpen
  ${Do}
    ${IfNot} ${FileExists} "$INSTDIR\sendoff.exe"
      ${ExitDo}
    ${EndIf}
    ClearErrors
    FileOpen $0 "$INSTDIR\sendoff.exe" a
    ${IfNot} ${Errors}
      FileClose $0
      ${ExitDo}
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(IsOpen)" /SD IDCANCEL IDRETRY +3
    SetErrorLevel ${EXIT_OPEN}
    Quit
  ${Loop}
!macroend

!macro TellExplorer
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)' ; SHCNE_ASSOCCHANGED, shlobj_core.h
!macroend

!macro FileType EXTENSION CLASS WORDS
  WriteRegStr HKCU "${CLASSES}\${EXTENSION}" "" "${CLASS}"
  WriteRegStr HKCU "${CLASSES}\${CLASS}" "" "${WORDS}"
  WriteRegStr HKCU "${CLASSES}\${CLASS}\DefaultIcon" "" '"$INSTDIR\sendoff.exe",0'
  WriteRegStr HKCU "${CLASSES}\${CLASS}\shell\open\command" "" '"$INSTDIR\sendoff.exe" "%1"'
!macroend

!macro NoFileType EXTENSION CLASS
  ReadRegStr $0 HKCU "${CLASSES}\${EXTENSION}" ""
  ${If} $0 == "${CLASS}" ; else another program has taken the type over since
    DeleteRegKey HKCU "${CLASSES}\${EXTENSION}"
  ${EndIf}
  DeleteRegKey HKCU "${CLASSES}\${CLASS}"
!macroend

Function .onInit
  ReadRegStr $0 HKCU "${UNINSTALL}" "DisplayVersion"
  ${If} $0 != ""
    ${VersionCompare} "$0" "${VERSION}" $1
    ${If} $1 == 1
      MessageBox MB_OK|MB_ICONINFORMATION "$(IsNewer)" /SD IDOK
      SetErrorLevel ${EXIT_NEWER}
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

Section
  !insertmacro LeaveWhileOpen
  ; The old program stands aside until the new one is there whole.
  RMDir /r "$INSTDIR\_internal.before"
  ${If} ${FileExists} "$INSTDIR\_internal\*.*"
    ClearErrors
    Rename "$INSTDIR\_internal" "$INSTDIR\_internal.before"
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONEXCLAMATION "$(IsOpen)" /SD IDOK
      SetErrorLevel ${EXIT_OPEN}
      Quit
    ${EndIf}
  ${EndIf}
  SetOutPath "$INSTDIR\_internal"
  File /r "${FROZEN}/_internal/*"
  RMDir /r "$INSTDIR\licences"
  SetOutPath "$INSTDIR\licences"
  File /r "${LICENCES}/*"
  SetOutPath "$INSTDIR"
  File "${FROZEN}/sendoff.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  RMDir /r "$INSTDIR\_internal.before"

  CreateShortCut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\sendoff.exe"
  CreateShortCut "$SENDTO\${NAME}.lnk" "$INSTDIR\sendoff.exe"
  !insertmacro FileType ".sendoff-preset" "Sendoff.Preset" "$(PresetFile)"
  !insertmacro FileType ".sendoff-provider" "Sendoff.Provider" "$(ProviderFile)"
  !insertmacro TellExplorer

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\sendoff.exe"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

Function .onInstFailed
  ; A full disk, for one: what was there works as before. sendoff.exe is the last to be replaced.
  ${If} ${FileExists} "$INSTDIR\_internal.before\*.*"
    SetOutPath "$TEMP"
    RMDir /r "$INSTDIR\_internal"
    Rename "$INSTDIR\_internal.before" "$INSTDIR\_internal"
  ${EndIf}
FunctionEnd

Section "un.$(RemoveProgram)"
  SectionIn RO
  !insertmacro LeaveWhileOpen
SectionEnd

Section /o "un.$(RemoveData)" DATA
  ; The program knows what is the person's: keys in the Credential Manager, too.
  ExecWait '"$INSTDIR\sendoff.exe" --remove-data' $0
  ${If} $0 <> 0
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(DataStays)" /SD IDOK
    SetErrorLevel ${EXIT_DATA}
  ${EndIf}
SectionEnd

Section "-un.program"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$SENDTO\${NAME}.lnk"
  !insertmacro NoFileType ".sendoff-preset" "Sendoff.Preset"
  !insertmacro NoFileType ".sendoff-provider" "Sendoff.Provider"
  !insertmacro TellExplorer
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\_internal.before"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\sendoff.exe"
  Delete "$INSTDIR\sendoff.com"
  Delete "$INSTDIR\uninstall.exe"
  SetOutPath "$TEMP"
  RMDir "$INSTDIR" ; stays when the person put something there
  DeleteRegKey HKCU "${UNINSTALL}"
SectionEnd

Function un.onInit
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/REMOVEDATA" $1
  ${IfNot} ${Errors}
    !insertmacro SelectSection ${DATA}
  ${EndIf}
FunctionEnd
