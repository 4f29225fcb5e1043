<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>Sendoff</name>
    <message>
        <source>  Files and the key would go to:</source>
        <translation>  Dateien und Schlüssel gehen dann an:</translation>
    </message>
    <message>
        <source>  Kept as “{name}”.</source>
        <translation>  Behalten als „{name}“.</translation>
    </message>
    <message>
        <source>  Kept. “sendoff fields --provider {id}” shows its form.</source>
        <translation>  Übernommen. „sendoff fields --provider {id}“ zeigt sein Formular.</translation>
    </message>
    <message>
        <source> (did you mean “{near}”?)</source>
        <translation> (gemeint ist vielleicht „{near}“?)</translation>
    </message>
    <message>
        <source> MB/s</source>
        <translation> MB/s</translation>
    </message>
    <message>
        <source>--server goes with --key-env; a saved account has its own address.</source>
        <translation>--server gehört zu --key-env; ein gespeichertes Konto hat seine eigene Adresse.</translation>
    </message>
    <message>
        <source>A body of the type “{type}” can only be text or a file. Nothing was sent.</source>
        <translation>Ein Inhalt vom Typ „{type}“ kann nur Text oder eine Datei sein. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>A file of this name and size is among the transfers already.</source>
        <translation>Eine Datei mit diesem Namen und dieser Größe ist schon unter den Übertragungen.</translation>
    </message>
    <message>
        <source>A file of this name and size was sent on {at:day}. What it held is not known.</source>
        <translation>Eine Datei mit diesem Namen und dieser Größe wurde am {at:day} gesendet. Was darin stand, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>A file stays in its batch. “Send next” puts it before all others.</source>
        <translation>Eine Datei bleibt in ihrem Stapel. „Als Nächstes senden“ stellt sie vor alle anderen.</translation>
    </message>
    <message>
        <source>A file that belongs to this upload cannot be read: {reason}. It was not sent.</source>
        <translation>Eine Datei, die zu diesem Upload gehört, kann nicht gelesen werden: {reason}. Sie wurde nicht gesendet.</translation>
    </message>
    <message>
        <source>A key has no blanks or line breaks in it. Copy it again, whole and alone.</source>
        <translation>Ein Schlüssel enthält keine Leerzeichen oder Zeilenumbrüche. Kopieren Sie ihn noch einmal, vollständig und allein.</translation>
    </message>
    <message>
        <source>A key holds plain letters, digits and signs only. Copy it again.</source>
        <translation>Ein Schlüssel besteht nur aus einfachen Buchstaben, Ziffern und Zeichen. Kopieren Sie ihn noch einmal.</translation>
    </message>
    <message>
        <source>A list in the document does not say what its entries are.</source>
        <translation>Eine Liste im Dokument sagt nicht, was ihre Einträge sind.</translation>
    </message>
    <message>
        <source>A new key for {account}</source>
        <translation>Ein neuer Schlüssel für {account}</translation>
    </message>
    <message>
        <source>A part of the address cannot be “.” or “..”. Nothing was sent.</source>
        <translation>Ein Teil der Adresse darf nicht „.“ oder „..“ sein. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>A part of “{name}” was damaged and is left out. The whole file was kept as “{aside}”.</source>
        <translation>Ein Teil von „{name}“ war beschädigt und fehlt. Die ganze Datei wurde als „{aside}“ aufgehoben.</translation>
    </message>
    <message>
        <source>A preset remembers where the files go and what is filled in. It holds no key.</source>
        <translation>Eine Vorlage merkt sich, wohin die Dateien gehen und was ausgefüllt ist. Sie enthält keinen Schlüssel.</translation>
    </message>
    <message>
        <source>A server address holds no user name or password.</source>
        <translation>Eine Serveradresse enthält keinen Benutzernamen und kein Passwort.</translation>
    </message>
    <message>
        <source>A transfer cannot go from “{old}” to “{new}”.</source>
        <translation>Eine Übertragung kann nicht von „{old}“ nach „{new}“ wechseln.</translation>
    </message>
    <message>
        <source>A vendor</source>
        <translation>Ein Anbieter</translation>
    </message>
    <message>
        <source>A web page came where {host} should have answered: this network may want you to sign in first. {left}</source>
        <translation>Wo {host} hätte antworten sollen, kam eine Webseite: Vielleicht verlangt dieses Netzwerk zuerst eine Anmeldung. {left}</translation>
    </message>
    <message>
        <source>A web page with links to {portal} came where {host} should have answered: this network may want you to sign in first. {left}</source>
        <translation>Wo {host} hätte antworten sollen, kam eine Webseite mit Verweisen auf {portal}: Vielleicht verlangt dieses Netzwerk zuerst eine Anmeldung. {left}</translation>
    </message>
    <message>
        <source>About this file</source>
        <translation>Über diese Datei</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>Account for the preset {name}</source>
        <translation>Konto für die Vorlage {name}</translation>
    </message>
    <message>
        <source>Account name</source>
        <translation>Name des Kontos</translation>
    </message>
    <message>
        <source>Account to use</source>
        <translation>Dieses Konto verwenden</translation>
    </message>
    <message>
        <source>Account “{account}”: {words}. Nothing is sent until that is mended.</source>
        <translation>Konto „{account}“: {words}. Bis das behoben ist, wird nichts gesendet.</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Konten</translation>
    </message>
    <message>
        <source>Accounts and keys</source>
        <translation>Konten und Schlüssel</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Add a file to choose one of its columns</source>
        <translation>Fügen Sie eine Datei hinzu, um eine ihrer Spalten zu wählen</translation>
    </message>
    <message>
        <source>Add a row to {name}</source>
        <translation>Zeile zu {name} hinzufügen</translation>
    </message>
    <message>
        <source>Add a time</source>
        <translation>Zeit hinzufügen</translation>
    </message>
    <message>
        <source>Add a vendor</source>
        <translation>Anbieter hinzufügen</translation>
    </message>
    <message>
        <source>Add a vendor…</source>
        <translation>Anbieter hinzufügen…</translation>
    </message>
    <message>
        <source>Add an account</source>
        <translation>Konto hinzufügen</translation>
    </message>
    <message>
        <source>Add an entry</source>
        <translation>Eintrag hinzufügen</translation>
    </message>
    <message>
        <source>Add another vendor</source>
        <translation>Weiteren Anbieter hinzufügen</translation>
    </message>
    <message>
        <source>Add presets</source>
        <translation>Vorlagen hinzufügen</translation>
    </message>
    <message>
        <source>Add presets from a file…</source>
        <translation>Vorlagen aus einer Datei hinzufügen…</translation>
    </message>
    <message>
        <source>Add row</source>
        <translation>Zeile hinzufügen</translation>
    </message>
    <message>
        <source>Add the preset {name}</source>
        <translation>Die Vorlage {name} hinzufügen</translation>
    </message>
    <message>
        <source>Add to {name}</source>
        <translation>Zu {name} hinzufügen</translation>
    </message>
    <message>
        <source>Add vendor</source>
        <translation>Anbieter hinzufügen</translation>
    </message>
    <message>
        <source>Add {n:count} preset|Add {n:count} presets</source>
        <translation>{n:count} Vorlage hinzufügen|{n:count} Vorlagen hinzufügen</translation>
    </message>
    <message>
        <source>Add {name}</source>
        <translation>{name} hinzufügen</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Hinzugefügt</translation>
    </message>
    <message>
        <source>Adding an account takes --provider and --key-env.</source>
        <translation>Für ein neues Konto braucht es --provider und --key-env.</translation>
    </message>
    <message>
        <source>Additional trusted certificates</source>
        <translation>Zusätzliche vertrauenswürdige Zertifikate</translation>
    </message>
    <message>
        <source>Address of the proxy</source>
        <translation>Adresse des Proxys</translation>
    </message>
    <message>
        <source>Address of the rules</source>
        <translation>Adresse der Regeln</translation>
    </message>
    <message>
        <source>Address to ask</source>
        <translation>Adresse, die gefragt wird</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>All done</source>
        <translation>Alles erledigt</translation>
    </message>
    <message>
        <source>All done: {n:count} file|All done: {n:count} files</source>
        <translation>Alles fertig: {n:count} Datei|Alles fertig: {n:count} Dateien</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>All of it was sent before. Nothing was sent.</source>
        <translation>Alles davon wurde schon gesendet. Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>All that fits this choice was sent, or still will be.</source>
        <translation>Alles, was zu dieser Auswahl passt, ist gesendet oder wird es noch.</translation>
    </message>
    <message>
        <source>All vendors</source>
        <translation>Alle Anbieter</translation>
    </message>
    <message>
        <source>All {n:count} files are on their way to {place} already.</source>
        <translation>Alle {n:count} Dateien sind schon unterwegs zu {place}.</translation>
    </message>
    <message>
        <source>All {n:count} files were sent to {place} before.</source>
        <translation>Alle {n:count} Dateien wurden schon früher an {place} gesendet.</translation>
    </message>
    <message>
        <source>All {n:count} files were sent to {place} on {at:day}.</source>
        <translation>Alle {n:count} Dateien wurden am {at:day} an {place} gesendet.</translation>
    </message>
    <message>
        <source>Also send the {n:count} file that is there now|Also send the {n:count} files that are there now</source>
        <translation>Auch die {n:count} Datei senden, die jetzt da ist|Auch die {n:count} Dateien senden, die jetzt da sind</translation>
    </message>
    <message>
        <source>Among the transfers already.</source>
        <translation>Schon unter den Übertragungen.</translation>
    </message>
    <message>
        <source>An upload session at {vendor} could not be closed: {reason}</source>
        <translation>Eine Upload-Sitzung bei {vendor} ließ sich nicht schließen: {reason}</translation>
    </message>
    <message>
        <source>Another Sendoff works with this data and takes no files just now: a command in a terminal, perhaps. Nothing was sent. Try again when it has ended, or choose another folder with --data.</source>
        <translation>Ein anderes Sendoff arbeitet mit diesen Daten und nimmt gerade keine Dateien an: vielleicht ein Befehl in einem Terminal. Es wurde nichts gesendet. Versuchen Sie es noch einmal, wenn es fertig ist, oder wählen Sie mit --data einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Another program holds Sendoff's list of transfers. Close it, then try again.</source>
        <translation>Ein anderes Programm hält die Liste der Übertragungen von Sendoff fest. Schließen Sie es und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Another {vendor} account</source>
        <translation>Weiteres Konto bei {vendor}</translation>
    </message>
    <message>
        <source>Answer {status}</source>
        <translation>Antwort {status}</translation>
    </message>
    <message>
        <source>Answer:</source>
        <translation>Antwort:</translation>
    </message>
    <message>
        <source>Any file</source>
        <translation>Jede Datei</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>As the system says</source>
        <translation>Wie das System es sagt</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Ask for these each time</source>
        <translation>Jedes Mal danach fragen</translation>
    </message>
    <message>
        <source>Ask for {field} each time</source>
        <translation>Jedes Mal nach {field} fragen</translation>
    </message>
    <message>
        <source>Asking the vendors' servers…</source>
        <translation>Die Server der Anbieter werden gefragt…</translation>
    </message>
    <message>
        <source>Asking …</source>
        <translation>Es wird gefragt …</translation>
    </message>
    <message>
        <source>At other times of day</source>
        <translation>Zu anderen Tageszeiten</translation>
    </message>
    <message>
        <source>At the vendor</source>
        <translation>Beim Anbieter</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Automatic: 8 large files, or more small ones. A vendor that allows fewer gets fewer.</source>
        <translation>Automatisch: 8 große Dateien oder mehr kleine. Ein Anbieter, der weniger erlaubt, bekommt weniger.</translation>
    </message>
    <message>
        <source>Bandwidth</source>
        <translation>Bandbreite</translation>
    </message>
    <message>
        <source>Being sent</source>
        <translation>Wird gesendet</translation>
    </message>
    <message>
        <source>Bring it up to date</source>
        <translation>Auf den neuen Stand bringen</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>Kalender</translation>
    </message>
    <message>
        <source>Calendar for {name}</source>
        <translation>Kalender für {name}</translation>
    </message>
    <message>
        <source>Can be changed in the settings.</source>
        <translation>Lässt sich in den Einstellungen ändern.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>Zertifikate</translation>
    </message>
    <message>
        <source>Change the limit…</source>
        <translation>Grenze ändern…</translation>
    </message>
    <message>
        <source>Change the name a file is sent under</source>
        <translation>Den Namen ändern, unter dem eine Datei gesendet wird</translation>
    </message>
    <message>
        <source>Change the name that {name} is sent under</source>
        <translation>Den Namen ändern, unter dem {name} gesendet wird</translation>
    </message>
    <message>
        <source>Change the order</source>
        <translation>Reihenfolge ändern</translation>
    </message>
    <message>
        <source>Checking whether these were sent before…</source>
        <translation>Es wird geprüft, ob davon schon etwas gesendet wurde…</translation>
    </message>
    <message>
        <source>Choice</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>Choose a certificate file</source>
        <translation>Zertifikatsdatei wählen</translation>
    </message>
    <message>
        <source>Choose a certificate file…</source>
        <translation>Zertifikatsdatei wählen…</translation>
    </message>
    <message>
        <source>Choose a document</source>
        <translation>Dokument wählen</translation>
    </message>
    <message>
        <source>Choose a file for {name}</source>
        <translation>Datei für {name} wählen</translation>
    </message>
    <message>
        <source>Choose a file.</source>
        <translation>Wählen Sie eine Datei.</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Ordner wählen</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Ordner wählen…</translation>
    </message>
    <message>
        <source>Choose a {vendor} account, or add one.</source>
        <translation>Wählen Sie ein Konto bei {vendor} oder fügen Sie eines hinzu.</translation>
    </message>
    <message>
        <source>Choose an account first.</source>
        <translation>Wählen Sie zuerst ein Konto.</translation>
    </message>
    <message>
        <source>Choose files</source>
        <translation>Dateien wählen</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>Dateien wählen…</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>Ordner wählen…</translation>
    </message>
    <message>
        <source>Choose later</source>
        <translation>Später wählen</translation>
    </message>
    <message>
        <source>Choose one of: {names}.</source>
        <translation>Wählen Sie eines davon: {names}.</translation>
    </message>
    <message>
        <source>Choose yes or no.</source>
        <translation>Wählen Sie Ja oder Nein.</translation>
    </message>
    <message>
        <source>Choose {name} on the Send page and fill in first: {fields}. Nothing was done yet.</source>
        <translation>Wählen Sie auf der Seite „Senden“ {name} und füllen Sie zuerst aus: {fields}. Noch ist nichts geschehen.</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Clear finished</source>
        <translation>Fertige entfernen</translation>
    </message>
    <message>
        <source>Clear finished of these</source>
        <translation>Fertige davon entfernen</translation>
    </message>
    <message>
        <source>Clear {name}</source>
        <translation>{name} leeren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close details</source>
        <translation>Details schließen</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copied: {words}</source>
        <translation>Kopiert: {words}</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy {what}</source>
        <translation>{what} kopieren</translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation>Strg+Eingabe</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Date and time</source>
        <translation>Datum und Uhrzeit</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>Decide…</source>
        <translation>Entscheiden…</translation>
    </message>
    <message>
        <source>Default ({value})</source>
        <translation>Vorgabe ({value})</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Did not work</source>
        <translation>Hat nicht geklappt</translation>
    </message>
    <message>
        <source>Did {n:count} unclear transfer arrive?|Did all {n:count} unclear transfers arrive?</source>
        <translation>Ist {n:count} unklare Übertragung angekommen?|Sind alle {n:count} unklaren Übertragungen angekommen?</translation>
    </message>
    <message>
        <source>Do not send</source>
        <translation>Nicht senden</translation>
    </message>
    <message>
        <source>Do this always</source>
        <translation>Immer so machen</translation>
    </message>
    <message>
        <source>Document…</source>
        <translation>Dokument…</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>Fertig.</translation>
    </message>
    <message>
        <source>Drop files here to send them with this preset</source>
        <translation>Dateien hier ablegen, um sie mit dieser Vorlage zu senden</translation>
    </message>
    <message>
        <source>Drop files or folders here</source>
        <translation>Dateien oder Ordner hier ablegen</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplizieren</translation>
    </message>
    <message>
        <source>Each entry may be there only once.</source>
        <translation>Jeder Eintrag darf nur einmal vorkommen.</translation>
    </message>
    <message>
        <source>Edit the preset</source>
        <translation>Die Vorlage bearbeiten</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <source>Email address</source>
        <translation>E-Mail-Adresse</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Enter a date and time such as 2025-07-23T14:30:00Z.</source>
        <translation>Geben Sie Datum und Uhrzeit ein, etwa 2025-07-23T14:30:00Z.</translation>
    </message>
    <message>
        <source>Enter a date such as 2025-07-23.</source>
        <translation>Geben Sie ein Datum ein, etwa 2025-07-23.</translation>
    </message>
    <message>
        <source>Enter a full web address such as https://example.com/page.</source>
        <translation>Geben Sie eine vollständige Webadresse ein, etwa https://example.com/page.</translation>
    </message>
    <message>
        <source>Enter a new key</source>
        <translation>Neuen Schlüssel eingeben</translation>
    </message>
    <message>
        <source>Enter a number.</source>
        <translation>Geben Sie eine Zahl ein.</translation>
    </message>
    <message>
        <source>Enter a time such as 14:30:00.</source>
        <translation>Geben Sie eine Uhrzeit ein, etwa 14:30:00.</translation>
    </message>
    <message>
        <source>Enter a whole number.</source>
        <translation>Geben Sie eine ganze Zahl ein.</translation>
    </message>
    <message>
        <source>Enter an email address such as name@example.com.</source>
        <translation>Geben Sie eine E-Mail-Adresse ein, etwa name@example.com.</translation>
    </message>
    <message>
        <source>Enter an id such as 3fa85f64-5717-4562-b3fc-2c963f66afa6.</source>
        <translation>Geben Sie eine Kennung ein, etwa 3fa85f64-5717-4562-b3fc-2c963f66afa6.</translation>
    </message>
    <message>
        <source>Enter key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Enter name and password in their own fields, not in the address.</source>
        <translation>Geben Sie Namen und Passwort in ihren eigenen Feldern ein, nicht in der Adresse.</translation>
    </message>
    <message>
        <source>Enter text.</source>
        <translation>Geben Sie Text ein.</translation>
    </message>
    <message>
        <source>Enter the address to ask and the publisher's key first.</source>
        <translation>Geben Sie zuerst die Adresse und den Schlüssel des Herausgebers ein.</translation>
    </message>
    <message>
        <source>Entry {number}</source>
        <translation>Eintrag {number}</translation>
    </message>
    <message>
        <source>Entry {number}: {problem}</source>
        <translation>Eintrag {number}: {problem}</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>Jeden Tag</translation>
    </message>
    <message>
        <source>Everything had been sent, so it may have arrived.</source>
        <translation>Alles war gesendet, es kann also angekommen sein.</translation>
    </message>
    <message>
        <source>Everything is finished.</source>
        <translation>Alles ist fertig.</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Files and the key would go to:</source>
        <translation>Dateien und Schlüssel würden dorthin gehen:</translation>
    </message>
    <message>
        <source>Files are still being sent</source>
        <translation>Es werden noch Dateien gesendet</translation>
    </message>
    <message>
        <source>Files at once</source>
        <translation>Dateien gleichzeitig</translation>
    </message>
    <message>
        <source>Files it takes ({kinds})</source>
        <translation>Passende Dateien ({kinds})</translation>
    </message>
    <message>
        <source>Files to send</source>
        <translation>Zu sendende Dateien</translation>
    </message>
    <message>
        <source>Fill in what the vendor asks for and press Send. Nothing leaves before that.</source>
        <translation>Füllen Sie aus, was der Anbieter wissen möchte, und drücken Sie Senden. Vorher verlässt nichts den Computer.</translation>
    </message>
    <message>
        <source>Fine</source>
        <translation>In Ordnung</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Folder or document</source>
        <translation>Ordner oder Dokument</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Ordner…</translation>
    </message>
    <message>
        <source>For everything that is sent together. It holds at once, also for what is being sent now.</source>
        <translation>Für alles zusammen, was gesendet wird. Sie gilt sofort, auch für das, was gerade gesendet wird.</translation>
    </message>
    <message>
        <source>For example Marketing</source>
        <translation>Zum Beispiel Marketing</translation>
    </message>
    <message>
        <source>For example May leads</source>
        <translation>Zum Beispiel Mai-Kontakte</translation>
    </message>
    <message>
        <source>For example {value}</source>
        <translation>Zum Beispiel {value}</translation>
    </message>
    <message>
        <source>For practice: nothing leaves this computer.</source>
        <translation>Zum Üben: Nichts verlässt diesen Computer.</translation>
    </message>
    <message>
        <source>For “{file}”: {problem}</source>
        <translation>Für „{file}“: {problem}</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Give a list of entries.</source>
        <translation>Geben Sie eine Liste von Einträgen an.</translation>
    </message>
    <message>
        <source>Give at least {n:count} entry.|Give at least {n:count} entries.</source>
        <translation>Geben Sie mindestens {n:count} Eintrag an.|Geben Sie mindestens {n:count} Einträge an.</translation>
    </message>
    <message>
        <source>Give at most {n:count} entry.|Give at most {n:count} entries.</source>
        <translation>Geben Sie höchstens {n:count} Eintrag an.|Geben Sie höchstens {n:count} Einträge an.</translation>
    </message>
    <message>
        <source>Give names and values.</source>
        <translation>Geben Sie Namen und Werte an.</translation>
    </message>
    <message>
        <source>Give the account a name.</source>
        <translation>Geben Sie dem Konto einen Namen.</translation>
    </message>
    <message>
        <source>Give the preset a name.</source>
        <translation>Geben Sie der Vorlage einen Namen.</translation>
    </message>
    <message>
        <source>Go to History</source>
        <translation>Zum Verlauf</translation>
    </message>
    <message>
        <source>Go to Send</source>
        <translation>Zum Senden</translation>
    </message>
    <message>
        <source>Go to Transfers</source>
        <translation>Zu den Übertragungen</translation>
    </message>
    <message>
        <source>Goes after others</source>
        <translation>Geht nach anderen</translation>
    </message>
    <message>
        <source>Goes before others</source>
        <translation>Geht vor anderen</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>Geht an</translation>
    </message>
    <message>
        <source>HTTP, encrypted</source>
        <translation>HTTP, verschlüsselt</translation>
    </message>
    <message>
        <source>Handed over, waiting for the rest of the batch</source>
        <translation>Übergeben, wartet auf den Rest des Stapels</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
    <message>
        <source>Hide this message</source>
        <translation>Diese Meldung ausblenden</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>High priority</source>
        <translation>Hohe Priorität</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Holds the same as “{name}” in this list.</source>
        <translation>Enthält dasselbe wie „{name}“ in dieser Liste.</translation>
    </message>
    <message>
        <source>How several files are sent: {mode}.</source>
        <translation>Wie mehrere Dateien gesendet werden: {mode}.</translation>
    </message>
    <message>
        <source>How to send them</source>
        <translation>Wie gesendet wird</translation>
    </message>
    <message>
        <source>I have signed in</source>
        <translation>Ich habe mich angemeldet</translation>
    </message>
    <message>
        <source>I trust this vendor with my files and my key</source>
        <translation>Ich vertraue diesem Anbieter meine Dateien und meinen Schlüssel an</translation>
    </message>
    <message>
        <source>Id at the vendor</source>
        <translation>Kennung beim Anbieter</translation>
    </message>
    <message>
        <source>If it keeps sending, Sendoff ends by itself when all is sent.</source>
        <translation>Wenn es weiter sendet, beendet sich Sendoff von selbst, sobald alles gesendet ist.</translation>
    </message>
    <message>
        <source>In its metadata “{key}” is {kind}, in that of “{other}” {first}. It must be the same in all files.</source>
        <translation>In den Metadaten ist „{key}“ hier {kind}, bei „{other}“ aber {first}. Es muss in allen Dateien gleich sein.</translation>
    </message>
    <message>
        <source>In practice mode nobody is asked.</source>
        <translation>Im Übungsmodus wird niemand gefragt.</translation>
    </message>
    <message>
        <source>In this computer's password store</source>
        <translation>Im Passwortspeicher dieses Computers</translation>
    </message>
    <message>
        <source>Instead of a reply from {name} came a web page, such as a network's sign-in page.</source>
        <translation>Statt einer Antwort von {name} kam eine Webseite, etwa die Anmeldeseite eines Netzwerks.</translation>
    </message>
    <message>
        <source>Instead of a reply from {name} came a web page.</source>
        <translation>Statt einer Antwort von {name} kam eine Webseite.</translation>
    </message>
    <message>
        <source>It arrived</source>
        <translation>Es ist angekommen</translation>
    </message>
    <message>
        <source>It arrived: found at the vendor.</source>
        <translation>Es ist angekommen: beim Anbieter gefunden.</translation>
    </message>
    <message>
        <source>It asks each time for: {fields}.</source>
        <translation>Sie fragt jedes Mal nach: {fields}.</translation>
    </message>
    <message>
        <source>It begins with https://. It is reached as the network settings say.</source>
        <translation>Sie beginnt mit https:// und wird so erreicht, wie es die Netzwerkeinstellungen sagen.</translation>
    </message>
    <message>
        <source>It did not work</source>
        <translation>Es hat nicht geklappt</translation>
    </message>
    <message>
        <source>It did not work. The row says why, and Retry sends it again.</source>
        <translation>Es hat nicht geklappt. Die Zeile sagt warum, und Wiederholen sendet noch einmal.</translation>
    </message>
    <message>
        <source>It does not look into folders.</source>
        <translation>Sie schaut nicht in Ordner.</translation>
    </message>
    <message>
        <source>It fills in “{field}”: {value}</source>
        <translation>Sie füllt „{field}“ aus: {value}</translation>
    </message>
    <message>
        <source>It goes on by itself: at a time, or when the network or a key is back.</source>
        <translation>Es geht von selbst weiter: zu einer Uhrzeit, oder wenn Netz oder Schlüssel wieder da sind.</translation>
    </message>
    <message>
        <source>It goes on.</source>
        <translation>Es geht weiter.</translation>
    </message>
    <message>
        <source>It is for “{vendor}”, which this Sendoff does not know. Add that vendor first.</source>
        <translation>Sie ist für „{vendor}“, und diesen Anbieter kennt dieses Sendoff nicht. Fügen Sie ihn zuerst hinzu.</translation>
    </message>
    <message>
        <source>It is not certain whether {n:count} file arrived: open Sendoff to decide.|It is not certain whether {n:count} files arrived: open Sendoff to decide.</source>
        <translation>Es ist nicht sicher, ob {n:count} Datei angekommen ist: Öffnen Sie Sendoff, um zu entscheiden.|Es ist nicht sicher, ob {n:count} Dateien angekommen sind: Öffnen Sie Sendoff, um zu entscheiden.</translation>
    </message>
    <message>
        <source>It is sent as “{name}”.</source>
        <translation>Es wird als „{name}“ gesendet.</translation>
    </message>
    <message>
        <source>It is there. Following it needs a key that works</source>
        <translation>Es ist dort. Um es zu verfolgen, fehlt ein gültiger Schlüssel</translation>
    </message>
    <message>
        <source>It may or may not have arrived</source>
        <translation>Es kann angekommen sein oder auch nicht</translation>
    </message>
    <message>
        <source>It sends files to {vendor} ({hosts}), and to the storage that {vendor} names.</source>
        <translation>Sie sendet Dateien an {vendor} ({hosts}) und an den Speicher, den {vendor} nennt.</translation>
    </message>
    <message>
        <source>It sends them under the name “{name}”.</source>
        <translation>Sie sendet sie unter dem Namen „{name}“.</translation>
    </message>
    <message>
        <source>It takes files called {patterns} only.</source>
        <translation>Sie nimmt nur Dateien mit Namen wie {patterns}.</translation>
    </message>
    <message>
        <source>It takes the place of {name}, which you added before. Accounts of {name} will be used with it.</source>
        <translation>Er tritt an die Stelle von {name}, den Sie früher hinzugefügt haben. Konten von {name} werden mit ihm verwendet.</translation>
    </message>
    <message>
        <source>It was made for another version of {vendor}'s form: {words}</source>
        <translation>Sie wurde für eine andere Fassung des Formulars von {vendor} gemacht: {words}</translation>
    </message>
    <message>
        <source>It was only asked for something, which changes nothing there.</source>
        <translation>Es wurde nur etwas abgefragt, das ändert dort nichts.</translation>
    </message>
    <message>
        <source>It will be sent as “{name}”.</source>
        <translation>Wird als „{name}“ gesendet.</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Just a moment</source>
        <translation>Einen Augenblick</translation>
    </message>
    <message>
        <source>Keep Sendoff open</source>
        <translation>Sendoff offen lassen</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Keep sending in the tray</source>
        <translation>Im Infobereich weiter senden</translation>
    </message>
    <message>
        <source>Keep sending, minimised</source>
        <translation>Minimiert weiter senden</translation>
    </message>
    <message>
        <source>Keep the computer awake while sending</source>
        <translation>Den Computer beim Senden wach halten</translation>
    </message>
    <message>
        <source>Keep the key for this run only</source>
        <translation>Schlüssel nur für dieses Mal behalten</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Keys are kept in {name}.</source>
        <translation>Schlüssel werden in {name} aufbewahrt.</translation>
    </message>
    <message>
        <source>Kind of proxy</source>
        <translation>Art des Proxys</translation>
    </message>
    <message>
        <source>Last asked: {when}</source>
        <translation>Zuletzt gefragt: {when}</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Lassen</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>Weglassen</translation>
    </message>
    <message>
        <source>Leave it where it is</source>
        <translation>Bleibt sie, wo sie ist</translation>
    </message>
    <message>
        <source>Leave name and password out of the address of the rules: it is kept in a plain file.</source>
        <translation>Lassen Sie Namen und Passwort aus der Adresse der Regeln weg: Sie steht unverschlüsselt in einer Datei.</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Weglassen</translation>
    </message>
    <message>
        <source>Leave the waiting files out</source>
        <translation>Wartende Dateien weglassen</translation>
    </message>
    <message>
        <source>Leave them out</source>
        <translation>Weglassen</translation>
    </message>
    <message>
        <source>Leave this out, or say that there is no value</source>
        <translation>Dies weglassen oder sagen, dass es keinen Wert gibt</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Let go to add them</source>
        <translation>Loslassen, um sie hinzuzufügen</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Limit again</source>
        <translation>Wieder begrenzen</translation>
    </message>
    <message>
        <source>Limit during this time</source>
        <translation>Grenze in dieser Zeit</translation>
    </message>
    <message>
        <source>Limited to {rate:bytes}/s</source>
        <translation>Begrenzt auf {rate:bytes}/s</translation>
    </message>
    <message>
        <source>Limited to {rate:bytes}/s until {time}</source>
        <translation>Begrenzt auf {rate:bytes}/s bis {time}</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Link</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>Load list</source>
        <translation>Liste laden</translation>
    </message>
    <message>
        <source>Load the list for {name} again</source>
        <translation>Die Liste für {name} noch einmal laden</translation>
    </message>
    <message>
        <source>Load the list, or type a name</source>
        <translation>Liste laden oder Namen eintippen</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen…</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Protokolle</translation>
    </message>
    <message>
        <source>Look at the waiting files</source>
        <translation>Wartende Dateien ansehen</translation>
    </message>
    <message>
        <source>Look at them</source>
        <translation>Ansehen</translation>
    </message>
    <message>
        <source>Look into folders</source>
        <translation>In Ordner schauen</translation>
    </message>
    <message>
        <source>Look it up</source>
        <translation>Nachsehen</translation>
    </message>
    <message>
        <source>Look now</source>
        <translation>Jetzt nachsehen</translation>
    </message>
    <message>
        <source>Look the unclear ones up</source>
        <translation>Bei den unklaren nachsehen</translation>
    </message>
    <message>
        <source>Looking into the folder.</source>
        <translation>Der Ordner wird durchgesehen.</translation>
    </message>
    <message>
        <source>Looking it up did not work: {reason} It may still have arrived or not.</source>
        <translation>Das Nachsehen hat nicht geklappt: {reason} Ob es angekommen ist, ist weiter offen.</translation>
    </message>
    <message>
        <source>Low priority</source>
        <translation>Niedrige Priorität</translation>
    </message>
    <message>
        <source>Manage accounts</source>
        <translation>Konten verwalten</translation>
    </message>
    <message>
        <source>Manage accounts and keys…</source>
        <translation>Konten und Schlüssel verwalten…</translation>
    </message>
    <message>
        <source>Manage…</source>
        <translation>Verwalten…</translation>
    </message>
    <message>
        <source>Marked as arrived by you.</source>
        <translation>Von Ihnen als angekommen vermerkt.</translation>
    </message>
    <message>
        <source>Meanwhile nothing is being sent any more.</source>
        <translation>Inzwischen wird nichts mehr gesendet.</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>More about pausing</source>
        <translation>Mehr zum Anhalten</translation>
    </message>
    <message>
        <source>More about {name}</source>
        <translation>Mehr über {name}</translation>
    </message>
    <message>
        <source>More for {name}</source>
        <translation>Mehr zu {name}</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Move it into the folder “sent”, or “failed”, in there</source>
        <translation>Kommt sie in den Ordner „sent“ oder „failed“ darin</translation>
    </message>
    <message>
        <source>Move the chosen preset up or down</source>
        <translation>Die gewählte Vorlage nach oben oder unten schieben</translation>
    </message>
    <message>
        <source>Move the files of one batch at a time.</source>
        <translation>Verschieben Sie die Dateien eines Stapels auf einmal.</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name at least one file to send.</source>
        <translation>Nennen Sie mindestens eine Datei, die gesendet werden soll.</translation>
    </message>
    <message>
        <source>Name for the proxy</source>
        <translation>Name für den Proxy</translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation>Name der Vorlage</translation>
    </message>
    <message>
        <source>Name the file to write with --to.</source>
        <translation>Nennen Sie die Datei, die geschrieben werden soll, mit --to.</translation>
    </message>
    <message>
        <source>Name the key's variable with --key-env; a dry run does not send it.</source>
        <translation>Nennen Sie mit --key-env die Variable des Schlüssels; ein Probelauf sendet ihn nicht.</translation>
    </message>
    <message>
        <source>Name to send the file under</source>
        <translation>Name, unter dem die Datei gesendet wird</translation>
    </message>
    <message>
        <source>Names and values</source>
        <translation>Namen und Werte</translation>
    </message>
    <message>
        <source>Needed</source>
        <translation>Nötig</translation>
    </message>
    <message>
        <source>Needed.</source>
        <translation>Nötig.</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>Braucht Sie</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netzwerk</translation>
    </message>
    <message>
        <source>New files in {folder} are sent from now on.</source>
        <translation>Neue Dateien in {folder} werden ab jetzt gesendet.</translation>
    </message>
    <message>
        <source>New files in {folder} are sent.</source>
        <translation>Neue Dateien in {folder} werden gesendet.</translation>
    </message>
    <message>
        <source>New key…</source>
        <translation>Neuer Schlüssel…</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>No answer · {s} s</source>
        <translation>Keine Antwort · {s} s</translation>
    </message>
    <message>
        <source>No failed transfer fits this choice.</source>
        <translation>Keine gescheiterte Übertragung passt zu dieser Auswahl.</translation>
    </message>
    <message>
        <source>No file chosen</source>
        <translation>Keine Datei gewählt</translation>
    </message>
    <message>
        <source>No finished transfer fits this choice.</source>
        <translation>Keine fertige Übertragung passt zu dieser Auswahl.</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Keine Grenze</translation>
    </message>
    <message>
        <source>No limit for now</source>
        <translation>Vorerst keine Grenze</translation>
    </message>
    <message>
        <source>No limit until {time}</source>
        <translation>Keine Grenze bis {time}</translation>
    </message>
    <message>
        <source>No proxy</source>
        <translation>Kein Proxy</translation>
    </message>
    <message>
        <source>No secure connection to {host} could be agreed on. Nothing was sent.</source>
        <translation>Mit {host} kam keine sichere Verbindung zustande. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>No transfer fits this choice.</source>
        <translation>Keine Übertragung passt zu dieser Auswahl.</translation>
    </message>
    <message>
        <source>No transfers yet</source>
        <translation>Noch keine Übertragungen</translation>
    </message>
    <message>
        <source>No value</source>
        <translation>Kein Wert</translation>
    </message>
    <message>
        <source>Nobody knows whether these arrived. Those that did are there twice then, and where sending costs something, it costs twice.</source>
        <translation>Niemand weiß, ob diese angekommen sind. Was angekommen ist, gibt es dort dann doppelt, und wo das Senden etwas kostet, kostet es zweimal.</translation>
    </message>
    <message>
        <source>Nobody was asked yet.</source>
        <translation>Es wurde noch niemand gefragt.</translation>
    </message>
    <message>
        <source>None but those of this computer.</source>
        <translation>Keinen außer denen dieses Computers.</translation>
    </message>
    <message>
        <source>None chosen yet</source>
        <translation>Noch keiner gewählt</translation>
    </message>
    <message>
        <source>None: always ask</source>
        <translation>Keine: immer fragen</translation>
    </message>
    <message>
        <source>Normal priority</source>
        <translation>Normale Priorität</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Jetzt nicht</translation>
    </message>
    <message>
        <source>Not set</source>
        <translation>Nicht gesetzt</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>Nothing has been sent yet.</source>
        <translation>Es wurde noch nichts gesendet.</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>Hier ist nichts</translation>
    </message>
    <message>
        <source>Nothing is being sent</source>
        <translation>Es wird nichts gesendet</translation>
    </message>
    <message>
        <source>Nothing is kept yet. Add --yes to keep it.</source>
        <translation>Noch ist nichts behalten. Mit --yes wird es behalten.</translation>
    </message>
    <message>
        <source>Nothing is lost: what is stopped now goes on when Sendoff is opened again.</source>
        <translation>Nichts geht verloren: Was jetzt angehalten wird, geht beim nächsten Öffnen von Sendoff weiter.</translation>
    </message>
    <message>
        <source>Nothing that was sent fits “{words}”.</source>
        <translation>Nichts Gesendetes passt zu „{words}“.</translation>
    </message>
    <message>
        <source>Nothing to fill in here.</source>
        <translation>Hier gibt es nichts auszufüllen.</translation>
    </message>
    <message>
        <source>Nothing was heard from {host} for {seconds:seconds}. {left}</source>
        <translation>Von {host} war {seconds:seconds} lang nichts zu hören. {left}</translation>
    </message>
    <message>
        <source>Nothing was sent yet</source>
        <translation>Es wurde noch nichts gesendet</translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <translation>Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>Nothing was sent. Add --again to send it again, or --skip-sent to leave it out.</source>
        <translation>Es wurde nichts gesendet. Mit --again wird es noch einmal gesendet, mit --skip-sent weggelassen.</translation>
    </message>
    <message>
        <source>Nothing was sent. “sendoff fields --provider {id}” shows all fields.</source>
        <translation>Nichts wurde gesendet. „sendoff fields --provider {id}“ zeigt alle Felder.</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>Number at the vendor</source>
        <translation>Nummer beim Anbieter</translation>
    </message>
    <message>
        <source>On the desktop</source>
        <translation>Auf dem Schreibtisch</translation>
    </message>
    <message>
        <source>Once a day, the address below is asked. Nothing about you, your files or this computer goes along, and nothing is installed by itself.</source>
        <translation>Einmal am Tag wird die Adresse unten gefragt. Nichts über Sie, Ihre Dateien oder diesen Computer geht mit, und nichts wird von selbst installiert.</translation>
    </message>
    <message>
        <source>One of a list</source>
        <translation>Eines aus einer Liste</translation>
    </message>
    <message>
        <source>One of a list, or text</source>
        <translation>Eines aus einer Liste, oder Text</translation>
    </message>
    <message>
        <source>Only after sending went on without the window.</source>
        <translation>Nur wenn ohne das Fenster weiter gesendet wurde.</translation>
    </message>
    <message>
        <source>Only files called</source>
        <translation>Nur Dateien mit Namen wie</translation>
    </message>
    <message>
        <source>Only the beginning is shown. Copy takes all of it.</source>
        <translation>Nur der Anfang wird gezeigt. Kopieren nimmt alles.</translation>
    </message>
    <message>
        <source>Only the certificates of this computer are trusted now.</source>
        <translation>Jetzt wird nur den Zertifikaten dieses Computers vertraut.</translation>
    </message>
    <message>
        <source>Only where the company reads along, and its certificate is not installed on this computer yet.</source>
        <translation>Nur wo die Firma mitliest und ihr Zertifikat noch nicht auf diesem Computer installiert ist.</translation>
    </message>
    <message>
        <source>Open Sendoff</source>
        <translation>Sendoff öffnen</translation>
    </message>
    <message>
        <source>Open the network settings</source>
        <translation>Netzwerkeinstellungen öffnen</translation>
    </message>
    <message>
        <source>Open the page where the key is</source>
        <translation>Die Seite öffnen, auf der der Schlüssel steht</translation>
    </message>
    <message>
        <source>Option</source>
        <translation>Möglichkeit</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>Other server address</source>
        <translation>Andere Serveradresse</translation>
    </message>
    <message>
        <source>Outcome unknown</source>
        <translation>Ausgang unbekannt</translation>
    </message>
    <message>
        <source>Part of this name is not readable. It will be sent as “{name}”.</source>
        <translation>Ein Teil dieses Namens ist nicht lesbar. Gesendet wird die Datei als „{name}“.</translation>
    </message>
    <message>
        <source>Password for the proxy</source>
        <translation>Passwort für den Proxy</translation>
    </message>
    <message>
        <source>Paste a key first.</source>
        <translation>Fügen Sie zuerst einen Schlüssel ein.</translation>
    </message>
    <message>
        <source>Paste files</source>
        <translation>Dateien einfügen</translation>
    </message>
    <message>
        <source>Paste the vendor's key once. It stays in this computer's password store.</source>
        <translation>Fügen Sie den Schlüssel des Anbieters einmal ein. Er bleibt im Passwortspeicher dieses Computers.</translation>
    </message>
    <message>
        <source>Paste your {name} key</source>
        <translation>Fügen Sie Ihren Schlüssel für {name} ein</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Pause all</source>
        <translation>Alle anhalten</translation>
    </message>
    <message>
        <source>Pause or resume all</source>
        <translation>Alle anhalten oder fortsetzen</translation>
    </message>
    <message>
        <source>Pause watching</source>
        <translation>Überwachen anhalten</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Paused: new files in {folder} wait until you resume it.</source>
        <translation>Angehalten: Neue Dateien in {folder} warten, bis Sie fortsetzen.</translation>
    </message>
    <message>
        <source>Pick a vendor at the side, then drop files or folders anywhere on the window.</source>
        <translation>Wählen Sie an der Seite einen Anbieter und legen Sie Dateien oder Ordner irgendwo auf dem Fenster ab.</translation>
    </message>
    <message>
        <source>Pick the vendor's OpenAPI document, or a file or folder that someone made for Sendoff.</source>
        <translation>Wählen Sie das OpenAPI-Dokument des Anbieters oder eine Datei oder einen Ordner, den jemand für Sendoff gemacht hat.</translation>
    </message>
    <message>
        <source>Pick where your files go</source>
        <translation>Wohin sollen Ihre Dateien gehen?</translation>
    </message>
    <message>
        <source>Pin to the top</source>
        <translation>Oben anheften</translation>
    </message>
    <message>
        <source>Place to drop files</source>
        <translation>Ablage für Dateien</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>Üben</translation>
    </message>
    <message>
        <source>Practice: nothing leaves this computer</source>
        <translation>Üben: Nichts verlässt diesen Computer</translation>
    </message>
    <message>
        <source>Preset {name}</source>
        <translation>Vorlage {name}</translation>
    </message>
    <message>
        <source>Preset {name}, does not fit any more</source>
        <translation>Vorlage {name}, passt nicht mehr</translation>
    </message>
    <message>
        <source>Preset {name}, pinned</source>
        <translation>Vorlage {name}, angeheftet</translation>
    </message>
    <message>
        <source>Preset {name}, watches a folder</source>
        <translation>Vorlage {name}, überwacht einen Ordner</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>Presets ({kinds})</source>
        <translation>Vorlagen ({kinds})</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>Publisher's key</source>
        <translation>Schlüssel des Herausgebers</translation>
    </message>
    <message>
        <source>Queue and receipts</source>
        <translation>Warteschlange und Belege</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Quit Sendoff</source>
        <translation>Sendoff beenden</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove account</source>
        <translation>Konto entfernen</translation>
    </message>
    <message>
        <source>Remove all</source>
        <translation>Alle entfernen</translation>
    </message>
    <message>
        <source>Remove all files from the list</source>
        <translation>Alle Dateien von der Liste nehmen</translation>
    </message>
    <message>
        <source>Remove from list</source>
        <translation>Von der Liste nehmen</translation>
    </message>
    <message>
        <source>Remove row</source>
        <translation>Zeile entfernen</translation>
    </message>
    <message>
        <source>Remove the chosen file or transfer</source>
        <translation>Gewählte Datei oder Übertragung entfernen</translation>
    </message>
    <message>
        <source>Remove the row from {name}</source>
        <translation>Die Zeile aus {name} entfernen</translation>
    </message>
    <message>
        <source>Remove this account and forget its key? Receipts stay.</source>
        <translation>Dieses Konto entfernen und seinen Schlüssel vergessen? Belege bleiben.</translation>
    </message>
    <message>
        <source>Remove this time</source>
        <translation>Diese Zeit entfernen</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <translation>{name} entfernen</translation>
    </message>
    <message>
        <source>Remove {name} from the list</source>
        <translation>{name} von der Liste nehmen</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Rename the preset</source>
        <translation>Die Vorlage umbenennen</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen…</translation>
    </message>
    <message>
        <source>Replace preset</source>
        <translation>Vorlage ersetzen</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Request id</source>
        <translation>Nummer der Anfrage</translation>
    </message>
    <message>
        <source>Requests and replies: {name}</source>
        <translation>Anfragen und Antworten: {name}</translation>
    </message>
    <message>
        <source>Requests and replies…</source>
        <translation>Anfragen und Antworten…</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Resume all</source>
        <translation>Alle fortsetzen</translation>
    </message>
    <message>
        <source>Resume watching</source>
        <translation>Weiter überwachen</translation>
    </message>
    <message>
        <source>Resume what is paused</source>
        <translation>Angehaltenes fortsetzen</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Retry all failed</source>
        <translation>Alle gescheiterten wiederholen</translation>
    </message>
    <message>
        <source>Retry failed of these</source>
        <translation>Gescheiterte davon erneut</translation>
    </message>
    <message>
        <source>Retry what failed of this choice</source>
        <translation>Wiederholen, was von dieser Auswahl gescheitert ist</translation>
    </message>
    <message>
        <source>Row {number} has a value but no name.</source>
        <translation>Zeile {number} hat einen Wert, aber keinen Namen.</translation>
    </message>
    <message>
        <source>Row {row}, {column}: {problem}</source>
        <translation>Zeile {row}, {column}: {problem}</translation>
    </message>
    <message>
        <source>Row {row}: {problem}</source>
        <translation>Zeile {row}: {problem}</translation>
    </message>
    <message>
        <source>Rules from an address (PAC)</source>
        <translation>Regeln von einer Adresse (PAC)</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>SHA-256 of {name}</source>
        <translation>SHA-256 von {name}</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save a list of what was not sent</source>
        <translation>Eine Liste des nicht Gesendeten speichern</translation>
    </message>
    <message>
        <source>Save a list of what was not sent of this choice</source>
        <translation>Eine Liste dessen speichern, was von dieser Auswahl nicht gesendet wurde</translation>
    </message>
    <message>
        <source>Save all presets as a file…</source>
        <translation>Alle Vorlagen als Datei sichern…</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>Speichern unter</translation>
    </message>
    <message>
        <source>Save as a file to share…</source>
        <translation>Als Datei zum Weitergeben sichern…</translation>
    </message>
    <message>
        <source>Save as a preset</source>
        <translation>Als Vorlage speichern</translation>
    </message>
    <message>
        <source>Save as preset…</source>
        <translation>Als Vorlage speichern…</translation>
    </message>
    <message>
        <source>Save list of these…</source>
        <translation>Liste davon speichern…</translation>
    </message>
    <message>
        <source>Save list…</source>
        <translation>Liste speichern…</translation>
    </message>
    <message>
        <source>Save preset</source>
        <translation>Vorlage speichern</translation>
    </message>
    <message>
        <source>Save this</source>
        <translation>Diese speichern</translation>
    </message>
    <message>
        <source>Save this as a preset</source>
        <translation>Dies als Vorlage speichern</translation>
    </message>
    <message>
        <source>Save what you send often.</source>
        <translation>Speichern Sie, was Sie oft senden.</translation>
    </message>
    <message>
        <source>Saved as the preset “{name}”.</source>
        <translation>Als Vorlage „{name}“ gespeichert.</translation>
    </message>
    <message>
        <source>Say where to send it with --provider, or name a --preset.</source>
        <translation>Sagen Sie mit --provider, wohin gesendet wird, oder nennen Sie eine Vorlage mit --preset.</translation>
    </message>
    <message>
        <source>Say which account with --account: {names}.</source>
        <translation>Sagen Sie mit --account, welches Konto: {names}.</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search in {name}</source>
        <translation>In {name} suchen</translation>
    </message>
    <message>
        <source>Search transfers</source>
        <translation>Übertragungen durchsuchen</translation>
    </message>
    <message>
        <source>Search what was sent</source>
        <translation>Gesendetes durchsuchen</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Noch einmal senden</translation>
    </message>
    <message>
        <source>Send as “no value”</source>
        <translation>Als „kein Wert“ senden</translation>
    </message>
    <message>
        <source>Send files</source>
        <translation>Dateien senden</translation>
    </message>
    <message>
        <source>Send it again</source>
        <translation>Noch einmal senden</translation>
    </message>
    <message>
        <source>Send last</source>
        <translation>Zuletzt senden</translation>
    </message>
    <message>
        <source>Send next</source>
        <translation>Als Nächstes senden</translation>
    </message>
    <message>
        <source>Send the unclear ones again</source>
        <translation>Die unklaren noch einmal senden</translation>
    </message>
    <message>
        <source>Send them again</source>
        <translation>Noch einmal senden</translation>
    </message>
    <message>
        <source>Send them as</source>
        <translation>Senden als</translation>
    </message>
    <message>
        <source>Send to</source>
        <translation>Senden an</translation>
    </message>
    <message>
        <source>Send to {name}</source>
        <translation>An {name} senden</translation>
    </message>
    <message>
        <source>Send with a preset</source>
        <translation>Mit einer Vorlage senden</translation>
    </message>
    <message>
        <source>Send {n:count} file|Send {n:count} files</source>
        <translation>{n:count} Datei senden|{n:count} Dateien senden</translation>
    </message>
    <message>
        <source>Send {n:count} row…|Send {n:count} rows…</source>
        <translation>{n:count} Zeile senden…|{n:count} Zeilen senden…</translation>
    </message>
    <message>
        <source>Send {n:count} unclear transfer again?|Send {n:count} unclear transfers again?</source>
        <translation>{n:count} unklare Übertragung noch einmal senden?|{n:count} unklare Übertragungen noch einmal senden?</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Wird gesendet</translation>
    </message>
    <message>
        <source>Sending costs something. Files sent in 24 hours without asking:</source>
        <translation>Das Senden kostet etwas. Dateien, die in 24 Stunden ohne Frage gesendet werden:</translation>
    </message>
    <message>
        <source>Sending costs something. Rows sent in 24 hours without asking:</source>
        <translation>Das Senden kostet etwas. Zeilen, die in 24 Stunden ohne Frage gesendet werden:</translation>
    </message>
    <message>
        <source>Sending it again could cost a second time.</source>
        <translation>Noch einmal senden könnte ein zweites Mal kosten.</translation>
    </message>
    <message>
        <source>Sending it again could make a second copy.</source>
        <translation>Noch einmal senden könnte eine zweite Kopie anlegen.</translation>
    </message>
    <message>
        <source>Sending off…</source>
        <translation>Wird abgeschickt…</translation>
    </message>
    <message>
        <source>Sending {n} %</source>
        <translation>{n} % gesendet</translation>
    </message>
    <message>
        <source>Sendoff</source>
        <translation>Sendoff</translation>
    </message>
    <message>
        <source>Sendoff is closing. Nothing was sent.</source>
        <translation>Sendoff wird geschlossen. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>Sendoff is open already with this data. Use that window, or choose another folder with --data.</source>
        <translation>Sendoff ist mit diesen Daten schon offen. Benutzen Sie jenes Fenster oder wählen Sie mit --data einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Sendoff is open already, and these are too many files to hand over at once. Nothing was handed over: name their folder instead, or drop it on the window.</source>
        <translation>Sendoff ist schon offen, und dies sind zu viele Dateien, um sie auf einmal zu übergeben. Es wurde nichts übergeben: Nennen Sie stattdessen ihren Ordner, oder ziehen Sie ihn auf das Fenster.</translation>
    </message>
    <message>
        <source>Sendoff is open already, but its window does not answer. Nothing was handed over, and nothing is lost: wait until it moves again, or end it and try once more.</source>
        <translation>Sendoff ist schon geöffnet, aber sein Fenster antwortet nicht. Es wurde nichts übergeben, und nichts ist verloren: Warten Sie, bis es sich wieder bewegt, oder beenden Sie es und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Sendoff is open with this data, and a key named with --key-env is not handed to its window. Use a saved account, or choose another folder with --data.</source>
        <translation>Sendoff ist mit diesen Daten geöffnet, und ein mit --key-env genannter Schlüssel wird seinem Fenster nicht übergeben. Nehmen Sie ein gespeichertes Konto oder wählen Sie mit --data einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Sendoff is open with this data, and its window goes its own way to the network. Leave out --proxy, or choose another folder with --data.</source>
        <translation>Sendoff ist mit diesen Daten offen, und sein Fenster geht seinen eigenen Weg ins Netz. Lassen Sie --proxy weg, oder wählen Sie mit --data einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Sendoff is open with this data, and its window keeps to its own limit. Leave out --limit, or choose another folder with --data.</source>
        <translation>Sendoff ist mit diesen Daten geöffnet, und sein Fenster hält sich an seine eigene Grenze. Lassen Sie --limit weg, oder wählen Sie mit --data einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Sendoff is open with this data: open “{file}” there.</source>
        <translation>Sendoff ist mit diesen Daten geöffnet: öffnen Sie „{file}“ dort.</translation>
    </message>
    <message>
        <source>Sendoff is open. Quit it, then try again. Nothing was removed.</source>
        <translation>Sendoff ist geöffnet. Beenden Sie es und versuchen Sie es noch einmal. Nichts wurde entfernt.</translation>
    </message>
    <message>
        <source>Sendoff is open: its window sends this now, and shows how it goes.</source>
        <translation>Sendoff ist geöffnet: Sein Fenster sendet dies jetzt und zeigt, wie es vorangeht.</translation>
    </message>
    <message>
        <source>Sendoff keeps its queue, accounts and settings in “{folder}”, which cannot be used: {reason}. Nothing was sent. Mend that, or choose another folder with --data.</source>
        <translation>Sendoff bewahrt Warteschlange, Konten und Einstellungen in „{folder}“ auf, und dort lässt sich nicht arbeiten: {reason}. Nichts wurde gesendet. Beheben Sie das, oder wählen Sie mit --data einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Sendoff may not write to the folder of its list of transfers. What was saved before is untouched. Allow it, or choose another folder.</source>
        <translation>Sendoff darf nicht in den Ordner seiner Liste der Übertragungen schreiben. Was vorher gespeichert wurde, ist unberührt. Erlauben Sie es oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Sendoff needs you</source>
        <translation>Sendoff braucht Sie</translation>
    </message>
    <message>
        <source>Sendoff was closed while this was under way. {left}</source>
        <translation>Sendoff wurde geschlossen, während dies lief. {left}</translation>
    </message>
    <message>
        <source>Sendoff was cut off while this was being sent. It may or may not have arrived, so it is not sent again by itself.</source>
        <translation>Sendoff wurde unterbrochen, während dies gesendet wurde. Es kann angekommen sein oder auch nicht, deshalb wird es nicht von selbst noch einmal gesendet.</translation>
    </message>
    <message>
        <source>Sendoff {version} is there.</source>
        <translation>Sendoff {version} ist da.</translation>
    </message>
    <message>
        <source>Sendoff's list of transfers could not be read or saved. What was saved before is untouched.</source>
        <translation>Die Liste der Übertragungen konnte nicht gelesen oder gespeichert werden. Was vorher gespeichert wurde, ist unberührt.</translation>
    </message>
    <message>
        <source>Sendoff's list of transfers is damaged. Open Sendoff's window once: it keeps what can be read and puts the damaged file aside.</source>
        <translation>Die Liste der Übertragungen ist beschädigt. Öffnen Sie einmal das Fenster von Sendoff: Es behält, was lesbar ist, und legt die beschädigte Datei beiseite.</translation>
    </message>
    <message>
        <source>Sendoff's list of transfers was damaged, and with it the record of how far this upload got. Look at the vendor whether it arrived.</source>
        <translation>Die Liste der Übertragungen war beschädigt und damit auch, wie weit dieser Upload kam. Sehen Sie beim Anbieter nach, ob er angekommen ist.</translation>
    </message>
    <message>
        <source>Sendoff's list of transfers was damaged. {kept:count} of its transfers could be read and are here; the damaged file is kept beside it as “{name}”. Uploads that were under way are marked: look at the vendor whether they arrived before you send them again.</source>
        <translation>Die Liste der Übertragungen war beschädigt. {kept:count} Übertragungen waren lesbar und sind hier; die beschädigte Datei liegt als „{name}“ daneben. Laufende Uploads sind gekennzeichnet: Sehen Sie beim Anbieter nach, ob sie angekommen sind, bevor Sie sie noch einmal senden.</translation>
    </message>
    <message>
        <source>Sendoff: {story}</source>
        <translation>Sendoff: {story}</translation>
    </message>
    <message>
        <source>Sends to {server}</source>
        <translation>Sendet an {server}</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Sent already on {at:day}, as “{name}”.</source>
        <translation>Schon am {at:day} gesendet, als „{name}“.</translation>
    </message>
    <message>
        <source>Sent already on {at:day}.</source>
        <translation>Schon am {at:day} gesendet.</translation>
    </message>
    <message>
        <source>Sent already; whether it arrived is not known yet. See Transfers.</source>
        <translation>Schon gesendet; ob es ankam, ist noch nicht bekannt. Siehe Übertragungen.</translation>
    </message>
    <message>
        <source>Sent as</source>
        <translation>Gesendet als</translation>
    </message>
    <message>
        <source>Sent as “no value”</source>
        <translation>Als „kein Wert“ gesendet</translation>
    </message>
    <message>
        <source>Sent at {time}</source>
        <translation>Gesendet um {time}</translation>
    </message>
    <message>
        <source>Sent to</source>
        <translation>Gesendet an</translation>
    </message>
    <message>
        <source>Sent, waiting for the answer</source>
        <translation>Gesendet, wartet auf die Antwort</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Several entries</source>
        <translation>Mehrere Einträge</translation>
    </message>
    <message>
        <source>Several files cannot be one request's body.</source>
        <translation>Mehrere Dateien können nicht der Inhalt einer Anfrage sein.</translation>
    </message>
    <message>
        <source>Several of a list</source>
        <translation>Mehrere aus einer Liste</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Show the key</source>
        <translation>Schlüssel zeigen</translation>
    </message>
    <message>
        <source>Show the next file that is left out</source>
        <translation>Die nächste Datei zeigen, die nicht mitgeht</translation>
    </message>
    <message>
        <source>Show the transfers to</source>
        <translation>Zeige die Übertragungen an</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Show transfers</source>
        <translation>Übertragungen zeigen</translation>
    </message>
    <message>
        <source>Show {name}</source>
        <translation>{name} zeigen</translation>
    </message>
    <message>
        <source>Show: {words}</source>
        <translation>Zeigen: {words}</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Something went wrong inside Sendoff ({reason}).</source>
        <translation>In Sendoff selbst ist etwas schiefgegangen ({reason}).</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Stop after the current ones</source>
        <translation>Nach den laufenden anhalten</translation>
    </message>
    <message>
        <source>Stop watching</source>
        <translation>Nicht mehr überwachen</translation>
    </message>
    <message>
        <source>Stop, go on next time</source>
        <translation>Stoppen, nächstes Mal weiter</translation>
    </message>
    <message>
        <source>Stopped before one came.</source>
        <translation>Gestoppt, bevor eine kam.</translation>
    </message>
    <message>
        <source>Stopped · {s} s</source>
        <translation>Gestoppt · {s} s</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Take finished ones of this choice off the list</source>
        <translation>Fertige dieser Auswahl von der Liste nehmen</translation>
    </message>
    <message>
        <source>Take finished ones off the list</source>
        <translation>Fertige von der Liste nehmen</translation>
    </message>
    <message>
        <source>Take note</source>
        <translation>Zu beachten</translation>
    </message>
    <message>
        <source>Taken over. What waited for the network tries again now.</source>
        <translation>Übernommen. Was auf das Netzwerk gewartet hat, versucht es jetzt wieder.</translation>
    </message>
    <message>
        <source>Tell me how sending ended</source>
        <translation>Sagen, wie das Senden ausging</translation>
    </message>
    <message>
        <source>Tell me when there is a newer version</source>
        <translation>Sagen, wenn es eine neuere Version gibt</translation>
    </message>
    <message>
        <source>Test the connection</source>
        <translation>Verbindung testen</translation>
    </message>
    <message>
        <source>Test the key</source>
        <translation>Schlüssel prüfen</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>The account of this upload was removed. Nothing more was sent.</source>
        <translation>Das Konto dieses Uploads wurde entfernt. Weiter wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>The address of {host} begins with http://, so the key could be read on the way. Use https://. Nothing was sent.</source>
        <translation>Die Adresse von {host} beginnt mit http://, der Schlüssel könnte unterwegs mitgelesen werden. Nehmen Sie https://. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>The address of {host} holds a user name, which is not safe. Nothing was sent.</source>
        <translation>Die Adresse von {host} enthält einen Benutzernamen, das ist nicht sicher. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>The address to send the file to is not known.</source>
        <translation>Die Adresse, an die die Datei gehen soll, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The answer of {host} was cut off. {left}</source>
        <translation>Die Antwort von {host} brach ab. {left}</translation>
    </message>
    <message>
        <source>The certificate of {host} comes from somebody this computer does not trust. Nothing was sent. In a company network, ask the IT department to install its certificate on this computer.</source>
        <translation>Das Zertifikat von {host} stammt von jemandem, dem dieser Computer nicht vertraut. Nichts wurde gesendet. In einem Firmennetz bitten Sie die IT-Abteilung, ihr Zertifikat auf diesem Computer einzurichten.</translation>
    </message>
    <message>
        <source>The certificate of {host} has expired, so it cannot be told whether it is the right server. Nothing was sent. If the clock of this computer is right, the vendor must act.</source>
        <translation>Das Zertifikat von {host} ist abgelaufen, deshalb ist nicht sicher, ob es der richtige Server ist. Nichts wurde gesendet. Wenn die Uhr dieses Computers richtig geht, muss der Anbieter handeln.</translation>
    </message>
    <message>
        <source>The certificate of {host} is not valid yet. Check the clock of this computer. Nothing was sent.</source>
        <translation>Das Zertifikat von {host} gilt noch nicht. Prüfen Sie die Uhr dieses Computers. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>The certificate of {host} was not accepted. Nothing was sent.</source>
        <translation>Das Zertifikat von {host} wurde nicht anerkannt. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>The chosen way to send several files is gone.</source>
        <translation>Die gewählte Art, mehrere Dateien zu senden, gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>The connection broke after the file had begun to leave. It may or may not have arrived, and sending it again could cost a second time.</source>
        <translation>Die Verbindung brach ab, als die Datei schon unterwegs war. Sie kann angekommen sein oder auch nicht, und noch einmal zu senden könnte ein zweites Mal kosten.</translation>
    </message>
    <message>
        <source>The connection broke after the file had left. It may or may not have arrived, and sending it again could make a second copy.</source>
        <translation>Die Verbindung brach ab, nachdem die Datei unterwegs war. Sie kann angekommen sein oder auch nicht, und noch einmal zu senden könnte eine zweite Kopie ergeben.</translation>
    </message>
    <message>
        <source>The connection broke after the file had left. Sendoff asks rather than send it twice.</source>
        <translation>Die Verbindung brach ab, nachdem die Datei unterwegs war. Sendoff fragt lieber, als sie zweimal zu senden.</translation>
    </message>
    <message>
        <source>The connection broke while the file was leaving. It may or may not have arrived, and sending it again could make a second copy.</source>
        <translation>Die Verbindung brach ab, während die Datei unterwegs war. Sie kann angekommen sein oder auch nicht, und noch einmal zu senden könnte eine zweite Kopie ergeben.</translation>
    </message>
    <message>
        <source>The connection to {host} broke. {left}</source>
        <translation>Die Verbindung zu {host} brach ab. {left}</translation>
    </message>
    <message>
        <source>The connection to {host} ended before anything was sent.</source>
        <translation>Die Verbindung zu {host} endete, bevor etwas gesendet war.</translation>
    </message>
    <message>
        <source>The disk did not take Sendoff's list of transfers. What was saved before is untouched. Check the disk and the room on it, then go on.</source>
        <translation>Der Datenträger nahm die Liste der Übertragungen nicht an. Was vorher gespeichert wurde, ist unberührt. Prüfen Sie den Datenträger und seinen freien Platz und machen Sie dann weiter.</translation>
    </message>
    <message>
        <source>The disk is full, so Sendoff cannot save its list of transfers. What was saved before is untouched. Make room, then go on.</source>
        <translation>Der Datenträger ist voll, Sendoff kann seine Liste der Übertragungen nicht speichern. Was vorher gespeichert wurde, ist unberührt. Schaffen Sie Platz und machen Sie dann weiter.</translation>
    </message>
    <message>
        <source>The disk with the file did not answer for {seconds:seconds}. {left}</source>
        <translation>Der Datenträger mit der Datei antwortete {seconds:seconds} lang nicht. {left}</translation>
    </message>
    <message>
        <source>The disk with the files did not answer for {seconds:seconds}.</source>
        <translation>Der Datenträger mit den Dateien hat {seconds:seconds} lang nicht geantwortet.</translation>
    </message>
    <message>
        <source>The disk with the folder {folder} does not answer. It goes on when it does.</source>
        <translation>Der Datenträger mit dem Ordner {folder} antwortet nicht. Sobald er antwortet, geht es weiter.</translation>
    </message>
    <message>
        <source>The disk with {name} did not answer for {seconds:seconds}. It was not sent.</source>
        <translation>Der Datenträger mit {name} hat {seconds:seconds} lang nicht geantwortet. Die Datei wurde nicht gesendet.</translation>
    </message>
    <message>
        <source>The document does not know the type “{type}” for this.</source>
        <translation>Das Dokument kennt den Typ „{type}“ dafür nicht.</translation>
    </message>
    <message>
        <source>The document has no operation “{ref}”.</source>
        <translation>Das Dokument enthält keine Operation „{ref}“.</translation>
    </message>
    <message>
        <source>The document has no operation “{ref}”. Near it: {names}.</source>
        <translation>Das Dokument enthält keine Operation „{ref}“. Ähnlich sind: {names}.</translation>
    </message>
    <message>
        <source>The document refers to “{ref}”, which is not in it.</source>
        <translation>Das Dokument verweist auf „{ref}“, das nicht darin steht.</translation>
    </message>
    <message>
        <source>The download did not work ({status}). Try it again.</source>
        <translation>Das Herunterladen hat nicht geklappt ({status}). Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The environment variable {name} holds no key.</source>
        <translation>Die Umgebungsvariable {name} enthält keinen Schlüssel.</translation>
    </message>
    <message>
        <source>The fields that belong to the upload address are not known.</source>
        <translation>Die Felder, die zur Upload-Adresse gehören, sind nicht bekannt.</translation>
    </message>
    <message>
        <source>The file arrived, but the vendor could not read it in.</source>
        <translation>Die Datei kam an, aber der Anbieter konnte sie nicht einlesen.</translation>
    </message>
    <message>
        <source>The file for “{name}” was not read. Nothing was sent.</source>
        <translation>Die Datei für „{name}“ wurde nicht gelesen. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>The file is there, and the vendor is working on it.</source>
        <translation>Die Datei ist da, und der Anbieter arbeitet daran.</translation>
    </message>
    <message>
        <source>The file was handed over, but how it goes on cannot be read: {words}</source>
        <translation>Die Datei wurde übergeben, aber wie es weitergeht, ist nicht lesbar: {words}</translation>
    </message>
    <message>
        <source>The file with extra certificates cannot be read. Nothing was sent. Choose it again in the settings.</source>
        <translation>Die Datei mit zusätzlichen Zertifikaten kann nicht gelesen werden. Nichts wurde gesendet. Wählen Sie sie in den Einstellungen noch einmal.</translation>
    </message>
    <message>
        <source>The file with the proxy rules cannot be used: {reason}. Nothing was sent. Look at the network settings.</source>
        <translation>Die Datei mit den Proxyregeln ist nicht verwendbar: {reason}. Nichts wurde gesendet. Sehen Sie in den Netzwerkeinstellungen nach.</translation>
    </message>
    <message>
        <source>The first file</source>
        <translation>Die erste Datei</translation>
    </message>
    <message>
        <source>The first line that fits counts. A time that ends before it begins goes on into the next day.</source>
        <translation>Die erste passende Zeile zählt. Eine Zeit, die vor ihrem Anfang endet, reicht in den nächsten Tag.</translation>
    </message>
    <message>
        <source>The folder is not watched any more. Its files are where they were.</source>
        <translation>Der Ordner wird nicht mehr überwacht. Seine Dateien sind, wo sie waren.</translation>
    </message>
    <message>
        <source>The folder to watch</source>
        <translation>Der zu überwachende Ordner</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be opened: {reason}.</source>
        <translation>Der Ordner {folder} kann nicht geöffnet werden: {reason}.</translation>
    </message>
    <message>
        <source>The folder {folder} is not there. It goes on when it is back.</source>
        <translation>Der Ordner {folder} ist nicht da. Sobald er wieder da ist, geht es weiter.</translation>
    </message>
    <message>
        <source>The folder {folder} may not be opened. Nothing in it is sent until it may.</source>
        <translation>Der Ordner {folder} darf nicht geöffnet werden. Bis dahin wird nichts daraus gesendet.</translation>
    </message>
    <message>
        <source>The form is for another vendor. The preset “{name}” stays as it is.</source>
        <translation>Das Formular ist für einen anderen Anbieter. Die Vorlage „{name}“ bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>The journal can be written again.</source>
        <translation>Das Journal kann wieder geschrieben werden.</translation>
    </message>
    <message>
        <source>The key holds a line break or another invisible sign. Enter it again. Nothing was sent.</source>
        <translation>Der Schlüssel enthält einen Zeilenumbruch oder ein anderes unsichtbares Zeichen. Geben Sie ihn noch einmal ein. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>The key is kept for this run only.</source>
        <translation>Der Schlüssel wird nur für dieses Mal behalten.</translation>
    </message>
    <message>
        <source>The key is kept in this computer's password store.</source>
        <translation>Der Schlüssel liegt im Passwortspeicher dieses Computers.</translation>
    </message>
    <message>
        <source>The largest value is {limit}.</source>
        <translation>Der größte Wert ist {limit}.</translation>
    </message>
    <message>
        <source>The limit on bandwidth could not be read. Nothing is limited until you set it again.</source>
        <translation>Die Begrenzung der Bandbreite konnte nicht gelesen werden. Nichts ist begrenzt, bis Sie sie neu einstellen.</translation>
    </message>
    <message>
        <source>The list is saved as {place}.</source>
        <translation>Die Liste ist gespeichert als {place}.</translation>
    </message>
    <message>
        <source>The list of transfers is open for reading only. Nothing was changed.</source>
        <translation>Die Liste der Übertragungen ist nur zum Lesen offen. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>The name or the password for the proxy {proxy} holds letters that cannot be handed to it. Nothing was sent. Enter others in the network settings.</source>
        <translation>Der Name oder das Passwort für den Proxy {proxy} enthält Zeichen, die ihm nicht übergeben werden können. Nichts wurde gesendet. Geben Sie in den Netzwerkeinstellungen andere ein.</translation>
    </message>
    <message>
        <source>The name they are sent under</source>
        <translation>Der Name, unter dem sie gesendet werden</translation>
    </message>
    <message>
        <source>The name {host} was not found: this computer may be offline, or the address may be wrong. Nothing was sent.</source>
        <translation>Der Name {host} wurde nicht gefunden: Dieser Computer ist vielleicht offline, oder die Adresse stimmt nicht. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>The name “{name}” is there twice.</source>
        <translation>Der Name „{name}“ kommt zweimal vor.</translation>
    </message>
    <message>
        <source>The network is back.</source>
        <translation>Das Netzwerk ist wieder da.</translation>
    </message>
    <message>
        <source>The network is reached another way.</source>
        <translation>Das Netzwerk wird anders erreicht.</translation>
    </message>
    <message>
        <source>The open window of Sendoff took this over, but did not say how it went. Look there before you send it again.</source>
        <translation>Das geöffnete Fenster von Sendoff hat dies übernommen, aber nicht gesagt, wie es ausging. Sehen Sie dort nach, bevor Sie es noch einmal senden.</translation>
    </message>
    <message>
        <source>The other Sendoff is of another version. Quit it, and start this one again.</source>
        <translation>Das andere Sendoff hat eine andere Version. Beenden Sie es und starten Sie dieses noch einmal.</translation>
    </message>
    <message>
        <source>The outcome of this transfer is known already.</source>
        <translation>Der Ausgang dieser Übertragung ist schon bekannt.</translation>
    </message>
    <message>
        <source>The password store that is set up for Python programs on this computer ({name}) does not keep keys safe, so Sendoff does not use it. A key can be kept for this run only.</source>
        <translation>Der Passwortspeicher, der auf diesem Computer für Python-Programme eingerichtet ist ({name}), bewahrt Schlüssel nicht sicher auf, deshalb benutzt Sendoff ihn nicht. Ein Schlüssel kann nur für dieses Mal behalten werden.</translation>
    </message>
    <message>
        <source>The pattern “{pattern}” cannot be checked here; the vendor will check it.</source>
        <translation>Das Muster „{pattern}“ kann hier nicht geprüft werden; der Anbieter prüft es.</translation>
    </message>
    <message>
        <source>The picture cannot be written to {file}.</source>
        <translation>Das Bild kann nicht in {file} geschrieben werden.</translation>
    </message>
    <message>
        <source>The preset asks for this each time.</source>
        <translation>Die Vorlage fragt jedes Mal danach.</translation>
    </message>
    <message>
        <source>The preset takes files only, no folders.</source>
        <translation>Die Vorlage nimmt nur Dateien, keine Ordner.</translation>
    </message>
    <message>
        <source>The preset takes {patterns} only.</source>
        <translation>Die Vorlage nimmt nur {patterns}.</translation>
    </message>
    <message>
        <source>The preset “{name}” has no account. Choose one on the Send page and save it again.</source>
        <translation>Die Vorlage „{name}“ hat kein Konto. Wählen Sie auf der Seite „Senden“ eines und speichern Sie sie erneut.</translation>
    </message>
    <message>
        <source>The preset “{name}” is back.</source>
        <translation>Die Vorlage „{name}“ ist wieder da.</translation>
    </message>
    <message>
        <source>The preset “{name}” is deleted.</source>
        <translation>Die Vorlage „{name}“ ist gelöscht.</translation>
    </message>
    <message>
        <source>The preset “{name}” was not applied, since its vendor changed what is asked. {words}</source>
        <translation>Die Vorlage „{name}“ wurde nicht angewendet, weil der Anbieter jetzt anderes wissen will. {words}</translation>
    </message>
    <message>
        <source>The preset “{name}” was not applied. {words}</source>
        <translation>Die Vorlage „{name}“ wurde nicht angewendet. {words}</translation>
    </message>
    <message>
        <source>The preset “{name}” watches this folder already.</source>
        <translation>Die Vorlage „{name}“ überwacht diesen Ordner schon.</translation>
    </message>
    <message>
        <source>The preset “{name}” watches this folder already: {folder} is the same one.</source>
        <translation>Die Vorlage „{name}“ überwacht diesen Ordner schon: {folder} ist derselbe.</translation>
    </message>
    <message>
        <source>The preset “{name}” watches {folder} already. One of the two folders lies in the other, so files would be sent twice.</source>
        <translation>Die Vorlage „{name}“ überwacht schon {folder}. Der eine Ordner liegt im anderen, also würden Dateien zweimal gesendet.</translation>
    </message>
    <message>
        <source>The proxy in the network settings is of a kind that Sendoff cannot use ({scheme}). Nothing was sent.</source>
        <translation>Der Proxy in den Netzwerkeinstellungen ist von einer Art, die Sendoff nicht benutzen kann ({scheme}). Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>The proxy {proxy} cannot be reached. Nothing was sent.</source>
        <translation>Der Proxy {proxy} ist nicht erreichbar. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>The proxy {proxy} did not make the connection to {host}. Nothing was sent.</source>
        <translation>Der Proxy {proxy} stellte die Verbindung zu {host} nicht her. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>The proxy {proxy} wants a name and a password, or other ones. Nothing was sent. Enter them in the network settings.</source>
        <translation>Der Proxy {proxy} verlangt einen Namen und ein Passwort, oder andere. Nichts wurde gesendet. Geben Sie sie in den Netzwerkeinstellungen ein.</translation>
    </message>
    <message>
        <source>The reply of {name} cannot be read.</source>
        <translation>Die Antwort von {name} ist nicht lesbar.</translation>
    </message>
    <message>
        <source>The reply of {name} does not say how far it is.</source>
        <translation>Die Antwort von {name} sagt nicht, wie weit es ist.</translation>
    </message>
    <message>
        <source>The reply of {name} lacks “{output}”.</source>
        <translation>In der Antwort von {name} fehlt „{output}“.</translation>
    </message>
    <message>
        <source>The request had been sent, so it may have had its effect.</source>
        <translation>Die Anfrage war gesendet, sie kann also gewirkt haben.</translation>
    </message>
    <message>
        <source>The request to {host} could not be made. Nothing was sent.</source>
        <translation>Die Anfrage an {host} kam nicht zustande. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>The screen may go dark; the computer does not fall asleep until all files have left.</source>
        <translation>Der Bildschirm darf dunkel werden; der Computer schläft erst ein, wenn alle Dateien unterwegs sind.</translation>
    </message>
    <message>
        <source>The server passed the request on again and again.</source>
        <translation>Der Server hat die Anfrage immer wieder weitergereicht.</translation>
    </message>
    <message>
        <source>The smallest value is {limit}.</source>
        <translation>Der kleinste Wert ist {limit}.</translation>
    </message>
    <message>
        <source>The storage answered with an address that cannot be used. Nothing was stored.</source>
        <translation>Der Speicher antwortete mit einer Adresse, die nicht benutzt werden kann. Nichts wurde gespeichert.</translation>
    </message>
    <message>
        <source>The storage passed the request on again and again. Nothing was stored.</source>
        <translation>Der Speicher leitete die Anfrage immer wieder weiter. Nichts wurde gespeichert.</translation>
    </message>
    <message>
        <source>The unclear ones arrived</source>
        <translation>Die unklaren sind angekommen</translation>
    </message>
    <message>
        <source>The upload session ended after “{step}”, which would have to be done a second time in the next one: that could make a second copy, or cost again. Look there, then send the file anew if it is needed.</source>
        <translation>Die Upload-Sitzung endete nach „{step}“, was in der nächsten ein zweites Mal geschehen müsste: Das könnte eine zweite Kopie ergeben oder noch einmal kosten. Sehen Sie dort nach und senden Sie die Datei dann bei Bedarf neu.</translation>
    </message>
    <message>
        <source>The upload session ended again and again. The file was not handed over.</source>
        <translation>Die Upload-Sitzung endete immer wieder. Die Datei wurde nicht übergeben.</translation>
    </message>
    <message>
        <source>The upload session is gone at the vendor.</source>
        <translation>Die Upload-Sitzung gibt es beim Anbieter nicht mehr.</translation>
    </message>
    <message>
        <source>The value for “{name}” holds a line break or another invisible sign. Nothing was sent.</source>
        <translation>Der Wert für „{name}“ enthält einen Zeilenumbruch oder ein anderes unsichtbares Zeichen. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>The vendor asked to wait.</source>
        <translation>Der Anbieter hat um eine Pause gebeten.</translation>
    </message>
    <message>
        <source>The vendor could not be kept: {reason}.</source>
        <translation>Der Anbieter konnte nicht aufgenommen werden: {reason}.</translation>
    </message>
    <message>
        <source>The vendor did not open an upload session.</source>
        <translation>Der Anbieter öffnete keine Upload-Sitzung.</translation>
    </message>
    <message>
        <source>The vendor is working on it</source>
        <translation>Der Anbieter arbeitet daran</translation>
    </message>
    <message>
        <source>The vendor lists one upload that this could be, and so could another file of the same name. Look there, then say here.</source>
        <translation>Der Anbieter führt einen Upload auf, der dieser sein könnte, aber auch der einer anderen Datei dieses Namens. Sehen Sie dort nach und sagen Sie es dann hier.</translation>
    </message>
    <message>
        <source>The vendor's server named an address inside this computer or its network ({host}) as the place for the file. Sendoff does not go there. Nothing was sent to it.</source>
        <translation>Der Server des Anbieters nannte als Ort für die Datei eine Adresse in diesem Computer oder seinem Netz ({host}). Dorthin geht Sendoff nicht. Nichts wurde dorthin gesendet.</translation>
    </message>
    <message>
        <source>The vendor's server named an address without encryption at {host} as the place for the file. Nothing was sent to it.</source>
        <translation>Der Server des Anbieters nannte als Ort für die Datei eine unverschlüsselte Adresse bei {host}. Nichts wurde dorthin gesendet.</translation>
    </message>
    <message>
        <source>The watched folder is in order.</source>
        <translation>Mit dem überwachten Ordner ist alles in Ordnung.</translation>
    </message>
    <message>
        <source>The whole file had left, but no answer came, and the address that it went to has ended since. It may or may not have arrived at {name}, and sending it again could make a second copy.</source>
        <translation>Die ganze Datei war gesendet, aber es kam keine Antwort, und die Adresse, an die sie ging, ist inzwischen abgelaufen. Sie kann bei {name} angekommen sein oder nicht, und ein zweites Senden könnte eine zweite Kopie erzeugen.</translation>
    </message>
    <message>
        <source>Then drop files on this window. Sendoff checks them before anything is sent.</source>
        <translation>Legen Sie dann Dateien auf diesem Fenster ab. Sendoff prüft sie, bevor etwas gesendet wird.</translation>
    </message>
    <message>
        <source>There are no accounts yet. Add one with --add NAME --provider ID --key-env VAR.</source>
        <translation>Es gibt noch keine Konten. Mit --add NAME --provider ID --key-env VAR kommt eines dazu.</translation>
    </message>
    <message>
        <source>There are no presets yet. Save one in the window, or take one in with --import FILE.</source>
        <translation>Es gibt noch keine Vorlagen. Speichern Sie eine im Fenster, oder nehmen Sie eine mit --import FILE auf.</translation>
    </message>
    <message>
        <source>There is a header row but nothing below it.</source>
        <translation>Es gibt eine Kopfzeile, aber nichts darunter.</translation>
    </message>
    <message>
        <source>There is a name in it that is not accepted here.</source>
        <translation>Darin ist ein Name, der hier nicht angenommen wird.</translation>
    </message>
    <message>
        <source>There is a new key.</source>
        <translation>Es gibt einen neuen Schlüssel.</translation>
    </message>
    <message>
        <source>There is a preset called “{name}” already.</source>
        <translation>Es gibt schon eine Vorlage „{name}“.</translation>
    </message>
    <message>
        <source>There is a preset of this name already, which stays: this one gets a number.</source>
        <translation>Eine Vorlage dieses Namens gibt es schon, und sie bleibt: Diese bekommt eine Nummer.</translation>
    </message>
    <message>
        <source>There is a vendor “{id}” already, and it came with Sendoff.</source>
        <translation>Es gibt schon einen Anbieter „{id}“, und er kam mit Sendoff.</translation>
    </message>
    <message>
        <source>There is no account for {id} yet. Name its key with --key-env.</source>
        <translation>Für {id} gibt es noch kein Konto. Nennen Sie seinen Schlüssel mit --key-env.</translation>
    </message>
    <message>
        <source>There is no account yet. Add one to send files to a vendor.</source>
        <translation>Es gibt noch kein Konto. Fügen Sie eines hinzu, um einem Anbieter Dateien zu senden.</translation>
    </message>
    <message>
        <source>There is no account “{name}” of this vendor.</source>
        <translation>Es gibt kein Konto „{name}“ bei diesem Anbieter.</translation>
    </message>
    <message>
        <source>There is no column “{column}” in this file.</source>
        <translation>In dieser Datei gibt es keine Spalte „{column}“.</translation>
    </message>
    <message>
        <source>There is no field “{key}”. Did you mean {near}?</source>
        <translation>Es gibt kein Feld „{key}“. Gemeint ist vielleicht {near}?</translation>
    </message>
    <message>
        <source>There is no field “{key}”. Known are: {known}.</source>
        <translation>Es gibt kein Feld „{key}“. Bekannt sind: {known}.</translation>
    </message>
    <message>
        <source>There is no file to send.</source>
        <translation>Es gibt keine Datei zum Senden.</translation>
    </message>
    <message>
        <source>There is no header row: the file holds no text.</source>
        <translation>Es gibt keine Kopfzeile: Die Datei enthält keinen Text.</translation>
    </message>
    <message>
        <source>There is no key for this account yet.</source>
        <translation>Für dieses Konto gibt es noch keinen Schlüssel.</translation>
    </message>
    <message>
        <source>There is no mode “{mode}”. Known are: {names}.</source>
        <translation>Es gibt keine Art „{mode}“. Bekannt sind: {names}.</translation>
    </message>
    <message>
        <source>There is no preset in “{file}”.</source>
        <translation>In „{file}“ ist keine Vorlage.</translation>
    </message>
    <message>
        <source>There is no preset “{name}”.</source>
        <translation>Es gibt keine Vorlage „{name}“.</translation>
    </message>
    <message>
        <source>There is no preset “{name}”. Known are: {names}.</source>
        <translation>Es gibt keine Vorlage „{name}“. Bekannt sind: {names}.</translation>
    </message>
    <message>
        <source>There is no vendor in “{file}”: it needs one “{flow}”.</source>
        <translation>In „{file}“ ist kein Anbieter: Darin muss genau ein „{flow}“ liegen.</translation>
    </message>
    <message>
        <source>There is no vendor “{id}”. Known are: {known}.</source>
        <translation>Es gibt keinen Anbieter „{id}“. Bekannt sind: {known}.</translation>
    </message>
    <message>
        <source>There is no way to {host}: this computer seems to be offline. Nothing was sent.</source>
        <translation>Es gibt keinen Weg zu {host}: Dieser Computer scheint offline zu sein. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>There is not exactly one account called “{name}”.</source>
        <translation>Es gibt nicht genau ein Konto namens „{name}“.</translation>
    </message>
    <message>
        <source>There is nothing newer than Sendoff {version}, which you have.</source>
        <translation>Es gibt nichts Neueres als Sendoff {version}, das Sie haben.</translation>
    </message>
    <message>
        <source>These presets come from a file. Nothing is sent before you press Send.</source>
        <translation>Diese Vorlagen kommen aus einer Datei. Nichts wird gesendet, bevor Sie auf Senden drücken.</translation>
    </message>
    <message>
        <source>They are noted as sent, in the history too, and are not sent again. If one of them did not arrive, nothing reminds you of it any more.</source>
        <translation>Sie gelten dann als gesendet, auch im Verlauf, und werden nicht noch einmal gesendet. Ist eine davon nicht angekommen, erinnert nichts mehr daran.</translation>
    </message>
    <message>
        <source>They arrived</source>
        <translation>Sie sind angekommen</translation>
    </message>
    <message>
        <source>They work in texts of the form and in names. What will be sent is shown beside them.</source>
        <translation>Sie gelten in Texten des Formulars und in Namen. Was gesendet wird, steht dabei.</translation>
    </message>
    <message>
        <source>This account is not there any more.</source>
        <translation>Dieses Konto gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>This cannot be empty.</source>
        <translation>Dies darf nicht leer sein.</translation>
    </message>
    <message>
        <source>This cannot be undone.</source>
        <translation>Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>This computer does not let Sendoff keep it awake. If it falls asleep while sending, nothing is lost: sending goes on when it wakes.</source>
        <translation>Dieser Computer lässt sich von Sendoff nicht wach halten. Schläft er während des Sendens ein, geht nichts verloren: Das Senden geht weiter, sobald er aufwacht.</translation>
    </message>
    <message>
        <source>This computer has no password store that Sendoff can use. A key can be kept for this run only, and has to be pasted again after the next start.</source>
        <translation>Dieser Computer hat keinen Passwortspeicher, den Sendoff benutzen kann. Ein Schlüssel kann nur für dieses Mal behalten werden und muss nach dem nächsten Start neu eingefügt werden.</translation>
    </message>
    <message>
        <source>This costs something</source>
        <translation>Dies kostet etwas</translation>
    </message>
    <message>
        <source>This does not fit what is accepted here.</source>
        <translation>Dies passt nicht zu dem, was hier angenommen wird.</translation>
    </message>
    <message>
        <source>This does not have the form that is accepted here.</source>
        <translation>Dies hat nicht die Form, die hier angenommen wird.</translation>
    </message>
    <message>
        <source>This does not have the form that is accepted here. An example: {example}</source>
        <translation>Dies hat nicht die Form, die hier angenommen wird. Ein Beispiel: {example}</translation>
    </message>
    <message>
        <source>This does not look like a key of {name}. It can be tried all the same.</source>
        <translation>Dies sieht nicht nach einem Schlüssel von {name} aus. Versuchen lässt es sich trotzdem.</translation>
    </message>
    <message>
        <source>This file cannot be read ({reason}).</source>
        <translation>Diese Datei kann nicht gelesen werden ({reason}).</translation>
    </message>
    <message>
        <source>This file is empty.</source>
        <translation>Diese Datei ist leer.</translation>
    </message>
    <message>
        <source>This file is on its way to {place} already.</source>
        <translation>Diese Datei ist schon unterwegs zu {place}.</translation>
    </message>
    <message>
        <source>This file may have been sent to {place} before.</source>
        <translation>Diese Datei wurde vielleicht schon einmal an {place} gesendet.</translation>
    </message>
    <message>
        <source>This file was sent to {place} on {at:day}.</source>
        <translation>Diese Datei wurde am {at:day} an {place} gesendet.</translation>
    </message>
    <message>
        <source>This fits none of the forms that are accepted here.</source>
        <translation>Dies passt zu keiner der Formen, die hier angenommen werden.</translation>
    </message>
    <message>
        <source>This fits none of the forms that “{name}” can have.</source>
        <translation>Dies passt zu keiner der Formen, die „{name}“ haben kann.</translation>
    </message>
    <message>
        <source>This folder cannot be opened. What is in it is left out.</source>
        <translation>Dieser Ordner lässt sich nicht öffnen. Sein Inhalt wird ausgelassen.</translation>
    </message>
    <message>
        <source>This is asked for each time. Fill it in.</source>
        <translation>Das wird jedes Mal gefragt. Füllen Sie es aus.</translation>
    </message>
    <message>
        <source>This is no CSV that can be read ({reason}).</source>
        <translation>Dies ist keine lesbare CSV-Datei ({reason}).</translation>
    </message>
    <message>
        <source>This is no address of a proxy. It looks like proxy.example.com.</source>
        <translation>Das ist keine Adresse eines Proxys. Sie sieht aus wie proxy.example.com.</translation>
    </message>
    <message>
        <source>This is no file that can be sent.</source>
        <translation>Dies ist keine Datei, die gesendet werden kann.</translation>
    </message>
    <message>
        <source>This is no key. The publisher gives it as one line of 44 characters.</source>
        <translation>Das ist kein Schlüssel. Der Herausgeber nennt ihn als eine Zeile mit 44 Zeichen.</translation>
    </message>
    <message>
        <source>This is no secure web address. It looks like https://example.com/version.json.</source>
        <translation>Das ist keine sichere Webadresse. Sie sieht so aus: https://example.com/version.json.</translation>
    </message>
    <message>
        <source>This is no web address. It looks like http://proxy.example.com/proxy.pac.</source>
        <translation>Das ist keine Webadresse. Sie sieht aus wie http://proxy.example.com/proxy.pac.</translation>
    </message>
    <message>
        <source>This is not JSON: numbers have to be finite, and parts not too deep.</source>
        <translation>Dies ist kein JSON: Zahlen müssen endlich sein, und Teile nicht zu tief verschachtelt.</translation>
    </message>
    <message>
        <source>This is not a web address that can be used. Nothing was sent.</source>
        <translation>Dies ist keine Webadresse, die benutzt werden kann. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>This is not complete JSON yet: line {line}, column {column}.</source>
        <translation>Dies ist noch kein vollständiges JSON: Zeile {line}, Spalte {column}.</translation>
    </message>
    <message>
        <source>This is not valid JSON.</source>
        <translation>Dies ist kein gültiges JSON.</translation>
    </message>
    <message>
        <source>This is sent once for all files together, so {stem} and {ext} cannot be in it. {date} and {user} can.</source>
        <translation>Das wird einmal für alle Dateien zusammen gesendet, deshalb können {stem} und {ext} nicht darin stehen. {date} und {user} können es.</translation>
    </message>
    <message>
        <source>This is {name}.</source>
        <translation>Das ist {name}.</translation>
    </message>
    <message>
        <source>This list of transfers was made by a newer Sendoff. Install that version to go on with it.</source>
        <translation>Diese Liste der Übertragungen stammt von einem neueren Sendoff. Installieren Sie jene Version, um damit weiterzumachen.</translation>
    </message>
    <message>
        <source>This network wants you to sign in first, at {portal}. Nothing was sent to {host}.</source>
        <translation>Dieses Netzwerk verlangt zuerst eine Anmeldung, bei {portal}. An {host} wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>This network wants you to sign in first. Nothing was sent to {host}.</source>
        <translation>Dieses Netzwerk verlangt zuerst eine Anmeldung. An {host} wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>This preset asks for something each time: new files wait until you have filled it in.</source>
        <translation>Diese Vorlage fragt jedes Mal nach etwas: Neue Dateien warten, bis Sie es ausgefüllt haben.</translation>
    </message>
    <message>
        <source>This preset is not there any more.</source>
        <translation>Diese Vorlage gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>This proxy</source>
        <translation>Dieser Proxy</translation>
    </message>
    <message>
        <source>This text is in {encoding}; UTF-8 is expected.</source>
        <translation>Dieser Text ist in {encoding}; erwartet wird UTF-8.</translation>
    </message>
    <message>
        <source>This transfer is not in the list any more.</source>
        <translation>Diese Übertragung steht nicht mehr auf der Liste.</translation>
    </message>
    <message>
        <source>This vendor asks for nothing but the files.</source>
        <translation>Dieser Anbieter will nichts als die Dateien wissen.</translation>
    </message>
    <message>
        <source>This was stopped while it was being sent. It may or may not have arrived, so it is not sent again by itself.</source>
        <translation>Dies wurde angehalten, während es gesendet wurde. Vielleicht ist es angekommen, vielleicht nicht; von allein wird es nicht noch einmal gesendet.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Uhrzeit</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitverlauf</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>To change what is filled in: Use it, fill in, then Update from the form.</source>
        <translation>Was ausgefüllt ist, ändern Sie so: verwenden, ausfüllen, dann „Aus dem Formular aktualisieren“.</translation>
    </message>
    <message>
        <source>To paste elsewhere</source>
        <translation>Zum Einfügen anderswo</translation>
    </message>
    <message>
        <source>To try the key, fill in first: {fields}. It is kept and will be tried with the first upload.</source>
        <translation>Um den Schlüssel zu prüfen, füllen Sie zuerst aus: {fields}. Er wird behalten und beim ersten Upload geprüft.</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Took {ms} ms</source>
        <translation>Dauer {ms} ms</translation>
    </message>
    <message>
        <source>Transfers</source>
        <translation>Übertragungen</translation>
    </message>
    <message>
        <source>Transfers {n}</source>
        <translation>Übertragungen {n}</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Trust them no longer</source>
        <translation>Ihnen nicht mehr vertrauen</translation>
    </message>
    <message>
        <source>Try everything with vendors inside this computer</source>
        <translation>Alles mit Anbietern in diesem Computer ausprobieren</translation>
    </message>
    <message>
        <source>Try it with practice files first</source>
        <translation>Erst mit Übungsdateien ausprobieren</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Trying again at {time}</source>
        <translation>Nächster Versuch um {time}</translation>
    </message>
    <message>
        <source>Trying the key…</source>
        <translation>Schlüssel wird geprüft…</translation>
    </message>
    <message>
        <source>Turn Practice on to try all of it with vendors inside this computer.</source>
        <translation>Schalten Sie Üben ein, um alles mit Anbietern in diesem Computer auszuprobieren.</translation>
    </message>
    <message>
        <source>Type to search</source>
        <translation>Zum Suchen tippen</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation>Unverändert</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>Unterwegs</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Nicht mehr anheften</translation>
    </message>
    <message>
        <source>Update from the form</source>
        <translation>Aus dem Formular aktualisieren</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>Neue Versionen</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Use a multiple of {step}.</source>
        <translation>Nehmen Sie ein Vielfaches von {step}.</translation>
    </message>
    <message>
        <source>Use a number above {limit}.</source>
        <translation>Nehmen Sie eine Zahl über {limit}.</translation>
    </message>
    <message>
        <source>Use a number below {limit}.</source>
        <translation>Nehmen Sie eine Zahl unter {limit}.</translation>
    </message>
    <message>
        <source>Use at least {n:count} character.|Use at least {n:count} characters.</source>
        <translation>Nehmen Sie mindestens {n:count} Zeichen.|Nehmen Sie mindestens {n:count} Zeichen.</translation>
    </message>
    <message>
        <source>Use at most {n:count} character; there are {have:count} now.|Use at most {n:count} characters; there are {have:count} now.</source>
        <translation>Nehmen Sie höchstens {n:count} Zeichen; jetzt sind es {have:count}.|Nehmen Sie höchstens {n:count} Zeichen; jetzt sind es {have:count}.</translation>
    </message>
    <message>
        <source>Use preset {n}</source>
        <translation>Vorlage {n} verwenden</translation>
    </message>
    <message>
        <source>Use the first to the ninth preset</source>
        <translation>Die erste bis neunte Vorlage verwenden</translation>
    </message>
    <message>
        <source>Use these settings</source>
        <translation>Diese Einstellungen verwenden</translation>
    </message>
    <message>
        <source>Use this key</source>
        <translation>Diesen Schlüssel benutzen</translation>
    </message>
    <message>
        <source>Vendor</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Vendor {name}</source>
        <translation>Anbieter {name}</translation>
    </message>
    <message>
        <source>Vendors</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Vendors you added</source>
        <translation>Anbieter, die Sie hinzugefügt haben</translation>
    </message>
    <message>
        <source>Vendors' files and OpenAPI documents</source>
        <translation>Anbieterdateien und OpenAPI-Dokumente</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>Waited {s:seconds}</source>
        <translation>{s:seconds} gewartet</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Waiting for a key that works</source>
        <translation>Wartet auf einen gültigen Schlüssel</translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation>Wartet, bis sie an der Reihe ist</translation>
    </message>
    <message>
        <source>Waiting for the network</source>
        <translation>Wartet auf das Netz</translation>
    </message>
    <message>
        <source>Watch a folder</source>
        <translation>Einen Ordner überwachen</translation>
    </message>
    <message>
        <source>Watch a folder…</source>
        <translation>Einen Ordner überwachen…</translation>
    </message>
    <message>
        <source>Watch this folder</source>
        <translation>Diesen Ordner überwachen</translation>
    </message>
    <message>
        <source>Watched folder…</source>
        <translation>Überwachter Ordner…</translation>
    </message>
    <message>
        <source>Web address</source>
        <translation>Webadresse</translation>
    </message>
    <message>
        <source>Weekdays</source>
        <translation>Werktags</translation>
    </message>
    <message>
        <source>Weekends</source>
        <translation>Am Wochenende</translation>
    </message>
    <message>
        <source>What a company puts between its computers and the internet.</source>
        <translation>Was eine Firma zwischen ihre Computer und das Internet stellt.</translation>
    </message>
    <message>
        <source>What answered under the name {host} shows the certificate of another server. Nothing was sent. Check the address, and whether the network wants you to sign in first.</source>
        <translation>Was unter dem Namen {host} antwortet, zeigt das Zertifikat eines anderen Servers. Nichts wurde gesendet. Prüfen Sie die Adresse, und ob das Netz erst eine Anmeldung verlangt.</translation>
    </message>
    <message>
        <source>What came of it could not be written out: {reason}. Sendoff's queue and receipts have it.</source>
        <translation>Was daraus wurde, ließ sich nicht ausgeben: {reason}. Es steht in Sendoffs Warteschlange und Belegen.</translation>
    </message>
    <message>
        <source>What goes beyond that waits for your go-ahead, with its cost.</source>
        <translation>Was darüber hinausgeht, wartet mit seinen Kosten auf Ihr Ja.</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>What is filled in by itself</source>
        <translation>Was von selbst ausgefüllt wird</translation>
    </message>
    <message>
        <source>What is new</source>
        <translation>Was ist neu</translation>
    </message>
    <message>
        <source>What the signs mean</source>
        <translation>Was die Zeichen bedeuten</translation>
    </message>
    <message>
        <source>What the vendor answered</source>
        <translation>Was der Anbieter geantwortet hat</translation>
    </message>
    <message>
        <source>What the vendor says</source>
        <translation>Was der Anbieter sagt</translation>
    </message>
    <message>
        <source>What was not signed with it is ignored. It is public, no secret.</source>
        <translation>Was nicht mit ihm unterschrieben ist, wird nicht beachtet. Er ist öffentlich, kein Geheimnis.</translation>
    </message>
    <message>
        <source>What was sent</source>
        <translation>Was gesendet wurde</translation>
    </message>
    <message>
        <source>What was sent stays here, with its receipt.</source>
        <translation>Was gesendet wurde, bleibt hier, mit seinem Beleg.</translation>
    </message>
    <message>
        <source>What was typed into a hidden field for this upload is not kept on the disk, and Sendoff was closed since. It was not sent. Send it again from the Send page.</source>
        <translation>Was für diesen Upload in ein verdecktes Feld getippt wurde, steht nicht auf der Platte, und Sendoff wurde seither beendet. Es wurde nicht gesendet. Senden Sie es noch einmal von der Seite „Senden“ aus.</translation>
    </message>
    <message>
        <source>What you send shows here, with how far it is.</source>
        <translation>Was Sie senden, steht hier, und wie weit es ist.</translation>
    </message>
    <message>
        <source>What {host} answered cannot be read. {left}</source>
        <translation>Was {host} antwortete, ist nicht lesbar. {left}</translation>
    </message>
    <message>
        <source>What {host} answered is not signed by the publisher, or out of date. It is ignored; nothing has changed.</source>
        <translation>Was {host} geantwortet hat, ist nicht vom Herausgeber unterschrieben oder veraltet. Es wird nicht beachtet; nichts hat sich geändert.</translation>
    </message>
    <message>
        <source>What {name} gave for “{step}” has ended, and “{other}” would have to be done a second time for another: that could make a second copy, or cost again. Look there, then send the file anew if it is needed.</source>
        <translation>Was {name} für „{step}“ gegeben hat, ist abgelaufen, und „{other}“ müsste für etwas Neues ein zweites Mal geschehen: Das könnte eine zweite Kopie ergeben oder noch einmal kosten. Sehen Sie dort nach und senden Sie die Datei dann bei Bedarf neu.</translation>
    </message>
    <message>
        <source>What {vendor} needs to know</source>
        <translation>Was {vendor} wissen muss</translation>
    </message>
    <message>
        <source>When a file was sent</source>
        <translation>Wenn eine Datei gesendet ist</translation>
    </message>
    <message>
        <source>When all is sent and the window is closed</source>
        <translation>Wenn alles gesendet und das Fenster geschlossen ist</translation>
    </message>
    <message>
        <source>When the window is closed while sending</source>
        <translation>Wenn das Fenster beim Senden geschlossen wird</translation>
    </message>
    <message>
        <source>Where things are kept</source>
        <translation>Wo alles aufbewahrt wird</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>Wohin</translation>
    </message>
    <message>
        <source>While Sendoff is open, new files in this folder are sent with “{preset}”, each once, as soon as they are whole. What comes while it is closed follows at the next start. Hidden, temporary and unfinished files are left alone.</source>
        <translation>Solange Sendoff offen ist, werden neue Dateien in diesem Ordner mit „{preset}“ gesendet, jede einmal, sobald sie vollständig ist. Was kommt, während es geschlossen ist, folgt beim nächsten Start. Versteckte, temporäre und unfertige Dateien bleiben liegen.</translation>
    </message>
    <message>
        <source>While Sendoff's window is open, new files in {folder} are sent.</source>
        <translation>Solange das Fenster von Sendoff offen ist, werden neue Dateien in {folder} gesendet.</translation>
    </message>
    <message>
        <source>Whole number</source>
        <translation>Ganze Zahl</translation>
    </message>
    <message>
        <source>Will be filled in for each file.</source>
        <translation>Wird für jede Datei ausgefüllt.</translation>
    </message>
    <message>
        <source>Will be sent as: {value}</source>
        <translation>Wird gesendet als: {value}</translation>
    </message>
    <message>
        <source>Will be sent with “{file}” as: {value}</source>
        <translation>Wird mit „{file}“ gesendet als: {value}</translation>
    </message>
    <message>
        <source>With a notification, when the window is not in front, also when something needs you.</source>
        <translation>Mit einer Mitteilung, wenn das Fenster nicht vorne ist, auch wenn etwas Sie braucht.</translation>
    </message>
    <message>
        <source>With {name}</source>
        <translation>Mit {name}</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>Yes or no</source>
        <translation>Ja oder nein</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>Your computer's password store did not do what it was asked ({kind}). Nothing was changed.</source>
        <translation>Der Passwortspeicher Ihres Computers tat nicht, worum er gebeten wurde ({kind}). Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Your computer's password store did not keep the key. Try again.</source>
        <translation>Der Passwortspeicher Ihres Computers hat den Schlüssel nicht behalten. Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Your computer's password store does not answer. Unlock or restart it, then try again.</source>
        <translation>Der Passwortspeicher Ihres Computers antwortet nicht. Entsperren oder starten Sie ihn neu und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Your computer's password store has no keyring that Sendoff can open. Make one in your system's program for passwords, then try again. A key can be kept for this run only.</source>
        <translation>Der Passwortspeicher Ihres Computers hat keinen Schlüsselbund, den Sendoff öffnen kann. Legen Sie im Passwortprogramm Ihres Systems einen an und versuchen Sie es noch einmal. Ein Schlüssel kann für dieses Mal behalten werden.</translation>
    </message>
    <message>
        <source>Your computer's password store is locked. Unlock it, then try again.</source>
        <translation>Der Passwortspeicher Ihres Computers ist gesperrt. Entsperren Sie ihn und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Your list of transfers is being opened.</source>
        <translation>Ihre Liste der Übertragungen wird geöffnet.</translation>
    </message>
    <message>
        <source>a JSON Pointer begins with “/”, as in “#/a/b”</source>
        <translation>ein JSON-Zeiger beginnt mit „/“, wie in „#/a/b“</translation>
    </message>
    <message>
        <source>a key has to be text</source>
        <translation>ein Schlüssel muss Text sein</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>eine Liste</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>a poll by status needs “good”: the statuses of a happy end</source>
        <translation>ein Abfragen nach Status braucht „good“: die Status eines guten Endes</translation>
    </message>
    <message>
        <source>a poll needs either “status” with “good”, or “total” and “done”</source>
        <translation>ein Abfragen braucht entweder „status“ mit „good“ oder „total“ und „done“</translation>
    </message>
    <message>
        <source>a step has either a body or a multipart</source>
        <translation>ein Schritt hat entweder body oder multipart</translation>
    </message>
    <message>
        <source>a step needs exactly one of call, put, post and patch</source>
        <translation>ein Schritt braucht genau eines von call, put, post und patch</translation>
    </message>
    <message>
        <source>a step per batch has no “${root}”</source>
        <translation>ein Schritt je Stapel hat kein „${root}“</translation>
    </message>
    <message>
        <source>a step per companion needs “files: companion:”</source>
        <translation>ein Schritt je Begleitdatei braucht „files: companion:“</translation>
    </message>
    <message>
        <source>a step that is safe to repeat needs no “recover”</source>
        <translation>ein Schritt, der gefahrlos wiederholt werden kann, braucht kein „recover“</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>ein Text</translation>
    </message>
    <message>
        <source>about {s:seconds} left</source>
        <translation>noch etwa {s:seconds}</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>ein Objekt</translation>
    </message>
    <message>
        <source>did not work</source>
        <translation>hat nicht geklappt</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>expected a length of time such as 30s, 15m or 1h</source>
        <translation>erwartet wird eine Dauer wie 30s, 15m oder 1h</translation>
    </message>
    <message>
        <source>expected a name here, as in “$file.name”</source>
        <translation>hier wird ein Name erwartet, wie in „$file.name“</translation>
    </message>
    <message>
        <source>expected a size such as 100 MB, or a number of bytes</source>
        <translation>erwartet wird eine Größe wie 100 MB oder eine Anzahl Bytes</translation>
    </message>
    <message>
        <source>expected an expression that begins with “$”</source>
        <translation>erwartet wird ein Ausdruck, der mit „$“ beginnt</translation>
    </message>
    <message>
        <source>expected the name of a file in this folder</source>
        <translation>erwartet wird der Name einer Datei in diesem Ordner</translation>
    </message>
    <message>
        <source>expected {expected}, not {given}</source>
        <translation>erwartet wird {expected}, nicht {given}</translation>
    </message>
    <message>
        <source>http://proxy.example.com/proxy.pac</source>
        <translation>http://proxy.example.com/proxy.pac</translation>
    </message>
    <message>
        <source>key not accepted</source>
        <translation>Schlüssel nicht anerkannt</translation>
    </message>
    <message>
        <source>key not tested yet</source>
        <translation>Schlüssel noch nicht geprüft</translation>
    </message>
    <message>
        <source>key works</source>
        <translation>Schlüssel gültig</translation>
    </message>
    <message>
        <source>no call of the flow takes “{name}”{hint}</source>
        <translation>kein Aufruf des Ablaufs nimmt „{name}“{hint}</translation>
    </message>
    <message>
        <source>no key yet</source>
        <translation>noch kein Schlüssel</translation>
    </message>
    <message>
        <source>not sent.csv</source>
        <translation>nicht gesendet.csv</translation>
    </message>
    <message>
        <source>password store locked</source>
        <translation>Passwortspeicher gesperrt</translation>
    </message>
    <message>
        <source>proxy.example.com</source>
        <translation>proxy.example.com</translation>
    </message>
    <message>
        <source>the call “{call}” takes no “{name}”{hint}. It takes: {known}</source>
        <translation>der Aufruf „{call}“ nimmt kein „{name}“{hint}. Er nimmt: {known}</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>die Datei ist leer</translation>
    </message>
    <message>
        <source>the hole that opens here is not closed by a brace</source>
        <translation>die Lücke, die hier beginnt, ist nicht mit einer Klammer geschlossen</translation>
    </message>
    <message>
        <source>the step “{step}” comes later, so it has no outputs yet</source>
        <translation>der Schritt „{step}“ kommt später und hat noch keine Ausgaben</translation>
    </message>
    <message>
        <source>the step “{step}” has no output “{output}”{hint}</source>
        <translation>der Schritt „{step}“ hat keine Ausgabe „{output}“{hint}</translation>
    </message>
    <message>
        <source>there is a second document in this file</source>
        <translation>in dieser Datei steht ein zweites Dokument</translation>
    </message>
    <message>
        <source>there is another “{id}” above</source>
        <translation>weiter oben gibt es noch ein „{id}“</translation>
    </message>
    <message>
        <source>there is no file “{name}” in this folder</source>
        <translation>in diesem Ordner gibt es keine Datei „{name}“</translation>
    </message>
    <message>
        <source>there is no step “{step}”{hint}</source>
        <translation>es gibt keinen Schritt „{step}“{hint}</translation>
    </message>
    <message>
        <source>there is no “{name}”{hint}. Known: {known}</source>
        <translation>es gibt kein „{name}“{hint}. Bekannt: {known}</translation>
    </message>
    <message>
        <source>this is nested too deeply</source>
        <translation>dies ist zu tief verschachtelt</translation>
    </message>
    <message>
        <source>this is not UTF-8 text</source>
        <translation>dies ist kein UTF-8-Text</translation>
    </message>
    <message>
        <source>this is not valid YAML or JSON</source>
        <translation>dies ist kein gültiges YAML oder JSON</translation>
    </message>
    <message>
        <source>this regular expression cannot be read: {why}</source>
        <translation>dieser reguläre Ausdruck ist nicht lesbar: {why}</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>to come</source>
        <translation>kommt noch</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>was {name}</source>
        <translation>vorher {name}</translation>
    </message>
    <message>
        <source>yes or no</source>
        <translation>ja oder nein</translation>
    </message>
    <message>
        <source>{column}, row {row}</source>
        <translation>{column}, Zeile {row}</translation>
    </message>
    <message>
        <source>{cost} Add --yes to agree to it.</source>
        <translation>{cost} Mit --yes stimmen Sie zu.</translation>
    </message>
    <message>
        <source>{cost} Agree to this first.</source>
        <translation>{cost} Stimmen Sie dem zuerst zu.</translation>
    </message>
    <message>
        <source>{date}, {user}, {stem} and {ext} are filled in when files are sent.</source>
        <translation>{date}, {user}, {stem} und {ext} werden beim Senden ausgefüllt.</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation>{day}, {time}</translation>
    </message>
    <message>
        <source>{done:count} of {total:count} done</source>
        <translation>{done:count} von {total:count} fertig</translation>
    </message>
    <message>
        <source>{done:count} of {total:count} processed</source>
        <translation>{done:count} von {total:count} verarbeitet</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message>
        <source>{failed:count} of {total:count} files of this batch could not be read in; the vendor does not say which.</source>
        <translation>{failed:count} von {total:count} Dateien dieses Stapels konnten nicht eingelesen werden; der Anbieter sagt nicht, welche.</translation>
    </message>
    <message>
        <source>{field}: {problem}</source>
        <translation>{field}: {problem}</translation>
    </message>
    <message>
        <source>{field}: {words}</source>
        <translation>{field}: {words}</translation>
    </message>
    <message>
        <source>{files}, still looking…</source>
        <translation>{files}, sucht noch…</translation>
    </message>
    <message>
        <source>{file} cannot be read ({reason}).</source>
        <translation>{file} kann nicht gelesen werden ({reason}).</translation>
    </message>
    <message>
        <source>{file} cannot be read.</source>
        <translation>{file} kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>{file} is not written in UTF-8.</source>
        <translation>{file} ist nicht in UTF-8 geschrieben.</translation>
    </message>
    <message>
        <source>{file} is too large.</source>
        <translation>{file} ist zu groß.</translation>
    </message>
    <message>
        <source>{file}:{line}:{column}: {words}.</source>
        <translation>{file}:{line}:{column}: {words}.</translation>
    </message>
    <message>
        <source>{first}
{rest}</source>
        <translation>{first}
{rest}</translation>
    </message>
    <message>
        <source>{first} {found}</source>
        <translation>{first} {found}</translation>
    </message>
    <message>
        <source>{first} {second}</source>
        <translation>{first} {second}</translation>
    </message>
    <message>
        <source>{folder}: there is a provider “{id}” already.</source>
        <translation>{folder}: Einen Anbieter „{id}“ gibt es schon.</translation>
    </message>
    <message>
        <source>{found}. The encoding seems to be {encoding}; UTF-8 is safer.</source>
        <translation>{found}. Die Kodierung scheint {encoding} zu sein; UTF-8 ist sicherer.</translation>
    </message>
    <message>
        <source>{given} is not possible here{hint}. Expected one of: {known}</source>
        <translation>{given} geht hier nicht{hint}. Erwartet wird eines von: {known}</translation>
    </message>
    <message>
        <source>{grade}: {words}</source>
        <translation>{grade}: {words}</translation>
    </message>
    <message>
        <source>{host} answered with more than {cap:bytes}, which cannot be right. {left}</source>
        <translation>{host} antwortete mit mehr als {cap:bytes}, das kann nicht stimmen. {left}</translation>
    </message>
    <message>
        <source>{host} answers, through the proxy {proxy}.</source>
        <translation>{host} antwortet, über den Proxy {proxy}.</translation>
    </message>
    <message>
        <source>{host} answers, without a proxy.</source>
        <translation>{host} antwortet, ohne Proxy.</translation>
    </message>
    <message>
        <source>{host} did not answer as it should.</source>
        <translation>{host} hat nicht so geantwortet, wie es soll.</translation>
    </message>
    <message>
        <source>{host} did not answer within {seconds:seconds}. Nothing was sent.</source>
        <translation>{host} antwortete nicht innerhalb von {seconds:seconds}. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>{host} does not take connections just now. Nothing was sent.</source>
        <translation>{host} nimmt gerade keine Verbindungen an. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>{host} said “done” before it had everything. {left}</source>
        <translation>{host} sagte „fertig“, bevor alles da war. {left}</translation>
    </message>
    <message>
        <source>{host} wanted to pass the file on to {other}, which does not belong to it. Sendoff does not follow. Nothing was stored.</source>
        <translation>{host} wollte die Datei an {other} weitergeben, das nicht dazugehört. Sendoff folgt dem nicht. Nichts wurde gespeichert.</translation>
    </message>
    <message>
        <source>{key}: {reason}</source>
        <translation>{key}: {reason}</translation>
    </message>
    <message>
        <source>{kinds} and {n} more</source>
        <translation>{kinds} und {n} weitere</translation>
    </message>
    <message>
        <source>{kinds} files</source>
        <translation>Dateien: {kinds}</translation>
    </message>
    <message>
        <source>{kinds} files with a header row</source>
        <translation>Dateien mit Kopfzeile: {kinds}</translation>
    </message>
    <message>
        <source>{known} Leave it out, or send it again.</source>
        <translation>{known} Lassen Sie das weg, oder senden Sie es noch einmal.</translation>
    </message>
    <message>
        <source>{label} (outdated)</source>
        <translation>{label} (veraltet)</translation>
    </message>
    <message>
        <source>{label} (try {n})</source>
        <translation>{label} (Versuch {n})</translation>
    </message>
    <message>
        <source>{n:count}</source>
        <translation>{n:count}</translation>
    </message>
    <message>
        <source>{n:count} being worked on</source>
        <translation>{n:count} beim Anbieter</translation>
    </message>
    <message>
        <source>{n:count} cancelled</source>
        <translation>{n:count} abgebrochen</translation>
    </message>
    <message>
        <source>{n:count} certificate is trusted now.|{n:count} certificates are trusted now.</source>
        <translation>Jetzt wird {n:count} Zertifikat vertraut.|Jetzt wird {n:count} Zertifikaten vertraut.</translation>
    </message>
    <message>
        <source>{n:count} chosen</source>
        <translation>{n:count} gewählt</translation>
    </message>
    <message>
        <source>{n:count} did not work</source>
        <translation>{n:count} gescheitert</translation>
    </message>
    <message>
        <source>{n:count} done</source>
        <translation>{n:count} fertig</translation>
    </message>
    <message>
        <source>{n:count} failed: open Sendoff to see why.</source>
        <translation>{n:count} fehlgeschlagen: Öffnen Sie Sendoff, um zu sehen, warum.</translation>
    </message>
    <message>
        <source>{n:count} fields need a change. {first}</source>
        <translation>{n:count} Felder sind zu ändern. {first}</translation>
    </message>
    <message>
        <source>{n:count} file failed|{n:count} files failed</source>
        <translation>{n:count} Datei fehlgeschlagen|{n:count} Dateien fehlgeschlagen</translation>
    </message>
    <message>
        <source>{n:count} file is being sent.|{n:count} files are being sent.</source>
        <translation>{n:count} Datei wird gesendet.|{n:count} Dateien werden gesendet.</translation>
    </message>
    <message>
        <source>{n:count} file is done.|{n:count} files are done.</source>
        <translation>{n:count} Datei ist erledigt.|{n:count} Dateien sind erledigt.</translation>
    </message>
    <message>
        <source>{n:count} file is left out.|{n:count} files are left out.</source>
        <translation>{n:count} Datei wird weggelassen.|{n:count} Dateien werden weggelassen.</translation>
    </message>
    <message>
        <source>{n:count} file is waiting for it.|{n:count} files are waiting for it.</source>
        <translation>{n:count} Datei wartet darauf.|{n:count} Dateien warten darauf.</translation>
    </message>
    <message>
        <source>{n:count} file left out|{n:count} files left out</source>
        <translation>{n:count} Datei ausgelassen|{n:count} Dateien ausgelassen</translation>
    </message>
    <message>
        <source>{n:count} file waits for its turn.|{n:count} files wait for their turn.</source>
        <translation>{n:count} Datei wartet, bis sie an der Reihe ist.|{n:count} Dateien warten, bis sie an der Reihe sind.</translation>
    </message>
    <message>
        <source>{n:count} file · {started}|{n:count} files · {started}</source>
        <translation>{n:count} Datei · {started}|{n:count} Dateien · {started}</translation>
    </message>
    <message>
        <source>{n:count} files are too many: up to {most:count} go into one upload.</source>
        <translation>{n:count} Dateien sind zu viele: Bis zu {most:count} gehen in einen Upload.</translation>
    </message>
    <message>
        <source>{n:count} file|{n:count} files</source>
        <translation>{n:count} Datei|{n:count} Dateien</translation>
    </message>
    <message>
        <source>{n:count} in line</source>
        <translation>{n:count} in der Schlange</translation>
    </message>
    <message>
        <source>{n:count} line between is in “Requests and replies”|{n:count} lines between are in “Requests and replies”</source>
        <translation>{n:count} Zeile dazwischen steht in „Anfragen und Antworten“|{n:count} Zeilen dazwischen stehen in „Anfragen und Antworten“</translation>
    </message>
    <message>
        <source>{n:count} more waits for its turn.|{n:count} more wait for their turn.</source>
        <translation>{n:count} weitere wartet noch.|{n:count} weitere warten noch.</translation>
    </message>
    <message>
        <source>{n:count} needs a key|{n:count} need a key</source>
        <translation>{n:count} braucht einen Schlüssel|{n:count} brauchen einen Schlüssel</translation>
    </message>
    <message>
        <source>{n:count} needs you|{n:count} need you</source>
        <translation>{n:count} braucht Sie|{n:count} brauchen Sie</translation>
    </message>
    <message>
        <source>{n:count} new file in “{folder}” waits for your go-ahead.|{n:count} new files in “{folder}” wait for your go-ahead.</source>
        <translation>{n:count} neue Datei in „{folder}“ wartet auf Ihr Ja.|{n:count} neue Dateien in „{folder}“ warten auf Ihr Ja.</translation>
    </message>
    <message>
        <source>{n:count} of these {files:count} files holds the same as another one.|{n:count} of these {files:count} files hold the same as others.</source>
        <translation>{n:count} dieser {files:count} Dateien enthält dasselbe wie eine andere.|{n:count} dieser {files:count} Dateien enthalten dasselbe wie andere.</translation>
    </message>
    <message>
        <source>{n:count} of these {files:count} files is on its way to {place} already.|{n:count} of these {files:count} files are on their way to {place} already.</source>
        <translation>{n:count} dieser {files:count} Dateien ist schon unterwegs zu {place}.|{n:count} dieser {files:count} Dateien sind schon unterwegs zu {place}.</translation>
    </message>
    <message>
        <source>{n:count} of these {files:count} files may have been sent to {place} before.</source>
        <translation>{n:count} dieser {files:count} Dateien wurden vielleicht schon einmal an {place} gesendet.</translation>
    </message>
    <message>
        <source>{n:count} of these {files:count} files was sent to {place} before.|{n:count} of these {files:count} files were sent to {place} before.</source>
        <translation>{n:count} dieser {files:count} Dateien wurde schon an {place} gesendet.|{n:count} dieser {files:count} Dateien wurden schon an {place} gesendet.</translation>
    </message>
    <message>
        <source>{n:count} of these {files:count} files was sent to {place} on {at:day}.|{n:count} of these {files:count} files were sent to {place} on {at:day}.</source>
        <translation>{n:count} dieser {files:count} Dateien wurde am {at:day} an {place} gesendet.|{n:count} dieser {files:count} Dateien wurden am {at:day} an {place} gesendet.</translation>
    </message>
    <message>
        <source>{n:count} of these {files:count} files were sent to {place} before, are on their way, or are here twice.</source>
        <translation>{n:count} dieser {files:count} Dateien wurden schon an {place} gesendet, sind unterwegs oder stehen hier zweimal.</translation>
    </message>
    <message>
        <source>{n:count} of {rows:count} rows has more or fewer cells than the header.|{n:count} of {rows:count} rows have more or fewer cells than the header.</source>
        <translation>{n:count} von {rows:count} Zeilen hat mehr oder weniger Zellen als die Kopfzeile.|{n:count} von {rows:count} Zeilen haben mehr oder weniger Zellen als die Kopfzeile.</translation>
    </message>
    <message>
        <source>{n:count} paused</source>
        <translation>{n:count} angehalten</translation>
    </message>
    <message>
        <source>{n:count} preset is added.|{n:count} presets are added.</source>
        <translation>{n:count} Vorlage ist hinzugefügt.|{n:count} Vorlagen sind hinzugefügt.</translation>
    </message>
    <message>
        <source>{n:count} row, header found|{n:count} rows, header found</source>
        <translation>{n:count} Zeile, Kopfzeile gefunden|{n:count} Zeilen, Kopfzeile gefunden</translation>
    </message>
    <message>
        <source>{n:count} row. The first row does not look like a header.|{n:count} rows. The first row does not look like a header.</source>
        <translation>{n:count} Zeile. Die erste Zeile sieht nicht nach einer Kopfzeile aus.|{n:count} Zeilen. Die erste Zeile sieht nicht nach einer Kopfzeile aus.</translation>
    </message>
    <message>
        <source>{n:count} sending</source>
        <translation>{n:count} in Arbeit</translation>
    </message>
    <message>
        <source>{n:count} transfer is on the list again.|{n:count} transfers are on the list again.</source>
        <translation>{n:count} Übertragung steht wieder auf der Liste.|{n:count} Übertragungen stehen wieder auf der Liste.</translation>
    </message>
    <message>
        <source>{n:count} transfer was taken off the list.|{n:count} transfers were taken off the list.</source>
        <translation>{n:count} Übertragung wurde von der Liste genommen.|{n:count} Übertragungen wurden von der Liste genommen.</translation>
    </message>
    <message>
        <source>{n:count} try between is not kept|{n:count} tries between are not kept</source>
        <translation>{n:count} Versuch dazwischen ist nicht aufgehoben|{n:count} Versuche dazwischen sind nicht aufgehoben</translation>
    </message>
    <message>
        <source>{n:count} unclear</source>
        <translation>{n:count} unklar</translation>
    </message>
    <message>
        <source>{n:count} valid number in “{column}”; at least {least:count} are needed.|{n:count} valid numbers in “{column}”; at least {least:count} are needed.</source>
        <translation>{n:count} gültige Nummer in „{column}“; mindestens {least:count} sind nötig.|{n:count} gültige Nummern in „{column}“; mindestens {least:count} sind nötig.</translation>
    </message>
    <message>
        <source>{n:count} waiting</source>
        <translation>{n:count} warten</translation>
    </message>
    <message>
        <source>{name} accepted the key.</source>
        <translation>{name} hat den Schlüssel anerkannt.</translation>
    </message>
    <message>
        <source>{name} and {n:count} more</source>
        <translation>{name} und {n:count} weitere</translation>
    </message>
    <message>
        <source>{name} answered “HTTP {status}” and nothing more.</source>
        <translation>{name} antwortete „HTTP {status}“ und sonst nichts.</translation>
    </message>
    <message>
        <source>{name} comes with Sendoff: others have it already.</source>
        <translation>{name} gehört zu Sendoff: Andere haben ihn schon.</translation>
    </message>
    <message>
        <source>{name} did not show its whole list of uploads. Look there yourself, then say here.</source>
        <translation>{name} zeigte seine Liste der Uploads nicht oder nicht ganz. Sehen Sie selbst dort nach und sagen Sie es dann hier.</translation>
    </message>
    <message>
        <source>{name} does not list it. It has most likely not arrived; look there before you send it again.</source>
        <translation>{name} führt es nicht auf. Es ist sehr wahrscheinlich nicht angekommen; sehen Sie dort nach, bevor Sie es noch einmal senden.</translation>
    </message>
    <message>
        <source>{name} gave no address to download from.</source>
        <translation>{name} nannte keine Adresse zum Herunterladen.</translation>
    </message>
    <message>
        <source>{name} has no action “{id}”.</source>
        <translation>{name} hat keine Aktion „{id}“.</translation>
    </message>
    <message>
        <source>{name} has no way to look this up. Look there yourself, then say here.</source>
        <translation>{name} bietet keinen Weg, dies nachzusehen. Sehen Sie selbst dort nach und sagen Sie es dann hier.</translation>
    </message>
    <message>
        <source>{name} holds no JSON object of names and values.</source>
        <translation>{name} enthält kein JSON-Objekt aus Namen und Werten.</translation>
    </message>
    <message>
        <source>{name} is larger than the {limit:bytes} that are allowed for it. It was not sent.</source>
        <translation>{name} ist größer als die erlaubten {limit:bytes}. Es wurde nicht gesendet.</translation>
    </message>
    <message>
        <source>{name} is larger than {most:bytes}.</source>
        <translation>{name} ist größer als {most:bytes}.</translation>
    </message>
    <message>
        <source>{name} is saved as “{file}”. No account and no key is in it.</source>
        <translation>{name} ist als „{file}“ gespeichert. Kein Konto und kein Schlüssel ist darin.</translation>
    </message>
    <message>
        <source>{name} lists {count} uploads that it could be. Look there, then say here.</source>
        <translation>{name} führt {count} Uploads auf, die es sein könnten. Sehen Sie dort nach und sagen Sie es dann hier.</translation>
    </message>
    <message>
        <source>{name} needs no key.</source>
        <translation>{name} braucht keinen Schlüssel.</translation>
    </message>
    <message>
        <source>{name} offers no way to try a key. The first upload will show.</source>
        <translation>{name} bietet keinen Weg, einen Schlüssel zu prüfen. Der erste Upload wird es zeigen.</translation>
    </message>
    <message>
        <source>{name} reports “{status}”.</source>
        <translation>{name} meldet „{status}“.</translation>
    </message>
    <message>
        <source>{name} says: “{words}”</source>
        <translation>{name} sagt: „{words}“</translation>
    </message>
    <message>
        <source>{name} uses the name “{key}”, which is taken.</source>
        <translation>{name} verwendet den Namen „{key}“, der schon vergeben ist.</translation>
    </message>
    <message>
        <source>{name} was still at work when Sendoff stopped asking.</source>
        <translation>{name} war noch bei der Arbeit, als Sendoff aufhörte zu fragen.</translation>
    </message>
    <message>
        <source>{name} would be larger than {limit:bytes}. It was not sent.</source>
        <translation>{name} wäre größer als {limit:bytes}. Es wurde nicht gesendet.</translation>
    </message>
    <message>
        <source>{name}, entry {number}</source>
        <translation>{name}, Eintrag {number}</translation>
    </message>
    <message>
        <source>{name}, name</source>
        <translation>{name}, Name</translation>
    </message>
    <message>
        <source>{name}, sent as {sent}</source>
        <translation>{name}, gesendet als {sent}</translation>
    </message>
    <message>
        <source>{name}, value</source>
        <translation>{name}, Wert</translation>
    </message>
    <message>
        <source>{name}: {entry}</source>
        <translation>{name}: {entry}</translation>
    </message>
    <message>
        <source>{name}: {status}</source>
        <translation>{name}: {status}</translation>
    </message>
    <message>
        <source>{name}: {words} Nothing was sent.</source>
        <translation>{name}: {words} Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>{ours} {name} says: “{words}”</source>
        <translation>{ours} {name} sagt: „{words}“</translation>
    </message>
    <message>
        <source>{ours}. {name} says: “{words}”</source>
        <translation>{ours}. {name} sagt: „{words}“</translation>
    </message>
    <message>
        <source>{place} · {preset}</source>
        <translation>{place} · {preset}</translation>
    </message>
    <message>
        <source>{place} · {target}</source>
        <translation>{place} · {target}</translation>
    </message>
    <message>
        <source>{place}: {problem}</source>
        <translation>{place}: {problem}</translation>
    </message>
    <message>
        <source>{problem}</source>
        <translation>{problem}</translation>
    </message>
    <message>
        <source>{problem} {again}</source>
        <translation>{problem} {again}</translation>
    </message>
    <message>
        <source>{rate:bytes}/s</source>
        <translation>{rate:bytes}/s</translation>
    </message>
    <message>
        <source>{s:seconds} left</source>
        <translation>noch {s:seconds}</translation>
    </message>
    <message>
        <source>{sent:bytes} of {total:bytes} had been sent.</source>
        <translation>{sent:bytes} von {total:bytes} waren gesendet.</translation>
    </message>
    <message>
        <source>{size:bytes}</source>
        <translation>{size:bytes}</translation>
    </message>
    <message>
        <source>{size:bytes} is too large: {vendor} takes up to {most:bytes}.</source>
        <translation>{size:bytes} ist zu groß: {vendor} nimmt bis zu {most:bytes}.</translation>
    </message>
    <message>
        <source>{size} of the file left</source>
        <translation>{size} der Datei gingen ab</translation>
    </message>
    <message>
        <source>{size} · {where}</source>
        <translation>{size} · {where}</translation>
    </message>
    <message>
        <source>{status} · {s} s</source>
        <translation>{status} · {s} s</translation>
    </message>
    <message>
        <source>{value} (not in the list)</source>
        <translation>{value} (nicht auf der Liste)</translation>
    </message>
    <message>
        <source>{value} if left empty</source>
        <translation>{value}, wenn leer gelassen</translation>
    </message>
    <message>
        <source>{vendor} asked for a pause until {until:clock}. What goes to “{account}” goes on by itself then.</source>
        <translation>{vendor} hat um eine Pause bis {until:clock} gebeten. Was an „{account}“ geht, geht dann von selbst weiter.</translation>
    </message>
    <message>
        <source>{vendor} did not accept the key of “{account}”. What goes there waits for another.</source>
        <translation>{vendor} hat den Schlüssel von „{account}“ nicht akzeptiert. Was dorthin geht, wartet auf einen anderen.</translation>
    </message>
    <message>
        <source>{vendor} did not accept this account's key. Enter a new one.</source>
        <translation>{vendor} hat den Schlüssel dieses Kontos nicht anerkannt. Geben Sie einen neuen ein.</translation>
    </message>
    <message>
        <source>{vendor} does not take this name.</source>
        <translation>{vendor} nimmt diesen Namen nicht an.</translation>
    </message>
    <message>
        <source>{vendor} does not take this name. {help}</source>
        <translation>{vendor} nimmt diesen Namen nicht an. {help}</translation>
    </message>
    <message>
        <source>{vendor} is known to work with {known}; it may refuse this one.</source>
        <translation>{vendor} kommt sicher mit {known} zurecht; diese Datei nimmt es vielleicht nicht.</translation>
    </message>
    <message>
        <source>{vendor} needs at least {least:bytes}.</source>
        <translation>{vendor} braucht mindestens {least:bytes}.</translation>
    </message>
    <message>
        <source>{vendor} takes files from {least:bytes} on. This one has {size:bytes}; it was not sent.</source>
        <translation>{vendor} nimmt Dateien ab {least:bytes}. Diese hat {size:bytes}; sie wurde nicht gesendet.</translation>
    </message>
    <message>
        <source>{vendor} takes files up to {most:bytes}. This one has {size:bytes}; it was not sent.</source>
        <translation>{vendor} nimmt Dateien bis {most:bytes}. Diese hat {size:bytes}; sie wurde nicht gesendet.</translation>
    </message>
    <message>
        <source>{vendor} takes {known} files only.</source>
        <translation>{vendor} nimmt nur Dateien vom Typ {known}.</translation>
    </message>
    <message>
        <source>{vendor} · {account}</source>
        <translation>{vendor} · {account}</translation>
    </message>
    <message>
        <source>{vendor}:</source>
        <translation>{vendor}:</translation>
    </message>
    <message>
        <source>{where}: a parameter has no name or no place; it is left out.</source>
        <translation>{where}: Ein Parameter hat keinen Namen oder keinen Ort; er wird weggelassen.</translation>
    </message>
    <message>
        <source>{where}: an action needs a “target”.</source>
        <translation>{where}: Eine Aktion braucht „target“.</translation>
    </message>
    <message>
        <source>{where}: an overlay needs “overlay: 1.0.0” and a list of “actions”.</source>
        <translation>{where}: Ein Overlay braucht „overlay: 1.0.0“ und eine Liste „actions“.</translation>
    </message>
    <message>
        <source>{where}: nothing in the document matches this target.</source>
        <translation>{where}: Nichts im Dokument passt zu diesem Ziel.</translation>
    </message>
    <message>
        <source>{where}: the document describes no operations.</source>
        <translation>{where}: Das Dokument beschreibt keine Operationen.</translation>
    </message>
    <message>
        <source>{where}: the document does not say which version of OpenAPI it is.</source>
        <translation>{where}: Das Dokument sagt nicht, welche Version von OpenAPI es ist.</translation>
    </message>
    <message>
        <source>{where}: the parameter “{name}” has no schema.</source>
        <translation>{where}: Der Parameter „{name}“ hat kein Schema.</translation>
    </message>
    <message>
        <source>{where}: the path has no “{name}”; that parameter is left out.</source>
        <translation>{where}: Der Pfad hat kein „{name}“; dieser Parameter wird weggelassen.</translation>
    </message>
    <message>
        <source>{where}: this is not an OpenAPI document.</source>
        <translation>{where}: Dies ist kein OpenAPI-Dokument.</translation>
    </message>
    <message>
        <source>{where}: {problem}.</source>
        <translation>{where}: {problem}.</translation>
    </message>
    <message>
        <source>{where}: “{name}” is the name of “{other}” too; refer to it as “{ref}”.</source>
        <translation>{where}: „{name}“ heißt auch „{other}“; verweisen Sie darauf als „{ref}“.</translation>
    </message>
    <message>
        <source>{where}: “{name}” of the path is not described; it is taken as text.</source>
        <translation>{where}: „{name}“ im Pfad ist nicht beschrieben; es wird als Text genommen.</translation>
    </message>
    <message>
        <source>{where}: “{rest}” is not understood as part of a JSONPath. Write it with names, indexes, “*”, “..” and filters such as [?@.name == 'x'].</source>
        <translation>{where}: „{rest}“ ist als Teil eines JSONPath nicht verständlich. Schreiben Sie es mit Namen, Nummern, „*“, „..“ und Filtern wie [?@.name == 'x'].</translation>
    </message>
    <message>
        <source>{words} (at character {n} of “{all}”)</source>
        <translation>{words} (bei Zeichen {n} von „{all}“)</translation>
    </message>
    <message>
        <source>{words} It may have arrived all the same.</source>
        <translation>{words} Es kann trotzdem angekommen sein.</translation>
    </message>
    <message>
        <source>{words} Its certificate is vouched for by “{issuer}”.</source>
        <translation>{words} Für sein Zertifikat bürgt „{issuer}“.</translation>
    </message>
    <message>
        <source>{words} Nothing was sent.</source>
        <translation>{words} Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>{words} Saved as {place}.</source>
        <translation>{words} Gespeichert als {place}.</translation>
    </message>
    <message>
        <source>{words} So it is not clear whether the key works.</source>
        <translation>{words} Deshalb ist nicht klar, ob der Schlüssel gültig ist.</translation>
    </message>
    <message>
        <source>{words} The file may have arrived all the same.</source>
        <translation>{words} Die Datei kann trotzdem angekommen sein.</translation>
    </message>
    <message>
        <source>{words} {note}</source>
        <translation>{words} {note}</translation>
    </message>
    <message>
        <source>{words} {share} %</source>
        <translation>{words} {share} %</translation>
    </message>
    <message>
        <source>“${name}” cannot be read that way; expected {form}</source>
        <translation>„${name}“ kann so nicht gelesen werden; erwartet wird {form}</translation>
    </message>
    <message>
        <source>“${name}” is not known{hint}</source>
        <translation>„${name}“ ist nicht bekannt{hint}</translation>
    </message>
    <message>
        <source>“${root}” means nothing here; expected one of: {known}</source>
        <translation>„${root}“ bedeutet hier nichts; erwartet wird eines von: {known}</translation>
    </message>
    <message>
        <source>“*{name}” refers to something that is not complete here</source>
        <translation>„*{name}“ verweist auf etwas, das hier nicht vollständig ist</translation>
    </message>
    <message>
        <source>“confirm” goes with “repeat: charges”</source>
        <translation>„confirm“ gehört zu „repeat: charges“</translation>
    </message>
    <message>
        <source>“for_each” and “then_call” go together</source>
        <translation>„for_each“ und „then_call“ gehören zusammen</translation>
    </message>
    <message>
        <source>“per: chunk” and “chunk_size” go together</source>
        <translation>„per: chunk“ und „chunk_size“ gehören zusammen</translation>
    </message>
    <message>
        <source>“{call}” is no operation of the API's document{hint}</source>
        <translation>„{call}“ ist keine Operation des API-Dokuments{hint}</translation>
    </message>
    <message>
        <source>“{field}” is gone.</source>
        <translation>„{field}“ gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>“{field}” is needed now.</source>
        <translation>„{field}“ wird jetzt gebraucht.</translation>
    </message>
    <message>
        <source>“{field}” is new and needed.</source>
        <translation>„{field}“ ist neu und wird gebraucht.</translation>
    </message>
    <message>
        <source>“{field}” is new.</source>
        <translation>„{field}“ ist neu.</translation>
    </message>
    <message>
        <source>“{field}” takes other values now: {problem}</source>
        <translation>„{field}“ nimmt jetzt andere Werte: {problem}</translation>
    </message>
    <message>
        <source>“{field}”: {words}</source>
        <translation>„{field}“: {words}</translation>
    </message>
    <message>
        <source>“{file}” cannot be read. It is sent as soon as it can.|{n:count} files, among them “{file}”, cannot be read. They are sent as soon as they can.</source>
        <translation>„{file}“ kann nicht gelesen werden. Sobald es geht, wird sie gesendet.|{n:count} Dateien, darunter „{file}“, können nicht gelesen werden. Sobald es geht, werden sie gesendet.</translation>
    </message>
    <message>
        <source>“{file}” cannot be read: {reason}.</source>
        <translation>„{file}“ kann nicht gelesen werden: {reason}.</translation>
    </message>
    <message>
        <source>“{file}” cannot be sent inside JSON, only as a file of its own.</source>
        <translation>„{file}“ kann nicht in JSON gesendet werden, nur als eigene Datei.</translation>
    </message>
    <message>
        <source>“{file}” could not be moved to the folder “{folder}”: the disk does not answer. It is not sent again.</source>
        <translation>„{file}“ konnte nicht in den Ordner „{folder}“ verschoben werden: Der Datenträger antwortet nicht. Die Datei wird nicht noch einmal gesendet.</translation>
    </message>
    <message>
        <source>“{file}” could not be moved to the folder “{folder}”: {reason}. It stays where it is and is not sent again.</source>
        <translation>„{file}“ konnte nicht in den Ordner „{folder}“ verschoben werden: {reason}. Die Datei bleibt, wo sie ist, und wird nicht noch einmal gesendet.</translation>
    </message>
    <message>
        <source>“{file}” holds a second preset called “{name}” and is left alone.</source>
        <translation>„{file}“ enthält eine zweite Vorlage namens „{name}“ und bleibt unberührt.</translation>
    </message>
    <message>
        <source>“{file}” holds {n:count} presets, which is too many: up to {most:count} are read.</source>
        <translation>„{file}“ enthält {n:count} Vorlagen. Das sind zu viele: bis zu {most:count} werden gelesen.</translation>
    </message>
    <message>
        <source>“{file}” holds {n:count} presets, without keys, accounts and paths.</source>
        <translation>„{file}“ enthält {n:count} Vorlagen, ohne Schlüssel, Konten und Pfade.</translation>
    </message>
    <message>
        <source>“{file}” holds “{name}”, which is no part of a vendor. Nothing was taken in.</source>
        <translation>„{file}“ enthält „{name}“, was nicht zu einem Anbieter gehört. Nichts wurde übernommen.</translation>
    </message>
    <message>
        <source>“{file}” in a watched folder is not sent. {words}</source>
        <translation>„{file}“ in einem überwachten Ordner wird nicht gesendet. {words}</translation>
    </message>
    <message>
        <source>“{file}” is far too large for a preset. It was not read.</source>
        <translation>„{file}“ ist viel zu groß für eine Vorlage. Sie wurde nicht gelesen.</translation>
    </message>
    <message>
        <source>“{file}” is far too large for a vendor. Nothing was taken in.</source>
        <translation>„{file}“ ist für einen Anbieter viel zu groß. Nichts wurde übernommen.</translation>
    </message>
    <message>
        <source>“{file}” is far too large for presets. It was not read.</source>
        <translation>„{file}“ ist viel zu groß für Vorlagen. Sie wurde nicht gelesen.</translation>
    </message>
    <message>
        <source>“{file}” is no preset, or a damaged one. Nothing was taken in.</source>
        <translation>„{file}“ ist keine Vorlage oder eine beschädigte. Nichts wurde übernommen.</translation>
    </message>
    <message>
        <source>“{file}” is no vendor's file, or a damaged one.</source>
        <translation>„{file}“ ist keine Anbieterdatei oder beschädigt.</translation>
    </message>
    <message>
        <source>“{file}” is no vendor's file.</source>
        <translation>„{file}“ ist keine Anbieterdatei.</translation>
    </message>
    <message>
        <source>“{file}” is no zip, or a damaged one.</source>
        <translation>„{file}“ ist kein Zip oder ein beschädigtes.</translation>
    </message>
    <message>
        <source>“{file}” is saved. It holds no key, no account and no path.</source>
        <translation>„{file}“ ist gesichert. Darin ist kein Schlüssel, kein Konto und kein Pfad.</translation>
    </message>
    <message>
        <source>“{file}” is saved. Left out, and asked for each time: {fields}.</source>
        <translation>„{file}“ ist gesichert. Weggelassen und jedes Mal gefragt: {fields}.</translation>
    </message>
    <message>
        <source>“{file}” was made by a newer Sendoff. Nothing was taken in.</source>
        <translation>„{file}“ stammt von einem neueren Sendoff. Nichts wurde übernommen.</translation>
    </message>
    <message>
        <source>“{folder}” could not be removed whole. Remove it by hand.</source>
        <translation>„{folder}“ konnte nicht ganz entfernt werden. Entfernen Sie den Ordner von Hand.</translation>
    </message>
    <message>
        <source>“{key}” is missing here</source>
        <translation>„{key}“ fehlt hier</translation>
    </message>
    <message>
        <source>“{key}” is not known here; expected {form}</source>
        <translation>„{key}“ ist hier nicht bekannt; erwartet wird {form}</translation>
    </message>
    <message>
        <source>“{key}” is not known here{hint}. Expected one of: {known}</source>
        <translation>„{key}“ ist hier nicht bekannt{hint}. Erwartet wird eines von: {known}</translation>
    </message>
    <message>
        <source>“{key}” is required, but “form: only” leaves it out.</source>
        <translation>„{key}“ ist nötig, aber „form: only“ lässt es weg.</translation>
    </message>
    <message>
        <source>“{key}” may be any of these fields: {candidates}. Write it in full.</source>
        <translation>„{key}“ kann jedes dieser Felder sein: {candidates}. Schreiben Sie es ganz aus.</translation>
    </message>
    <message>
        <source>“{key}” stands here again; it is on line {line} already</source>
        <translation>„{key}“ steht hier noch einmal; es steht schon in Zeile {line}</translation>
    </message>
    <message>
        <source>“{label}” is not filled in. Add --set {key}=… with what it is.</source>
        <translation>„{label}“ ist nicht ausgefüllt. Geben Sie es mit --set {key}=… an.</translation>
    </message>
    <message>
        <source>“{label}”: {words} Use --set {key}=… for it.</source>
        <translation>„{label}“: {words} Dafür ist --set {key}=… da.</translation>
    </message>
    <message>
        <source>“{name}” cannot be applied to what the vendor replied.</source>
        <translation>„{name}“ passt nicht auf das, was der Anbieter antwortete.</translation>
    </message>
    <message>
        <source>“{name}” cannot be read: {reason}.</source>
        <translation>„{name}“ kann nicht gelesen werden: {reason}.</translation>
    </message>
    <message>
        <source>“{name}” cannot be read: {reason}. {left}</source>
        <translation>„{name}“ kann nicht gelesen werden: {reason}. {left}</translation>
    </message>
    <message>
        <source>“{name}” cannot be the name of a header. Nothing was sent.</source>
        <translation>„{name}“ kann nicht der Name eines Kopffelds sein. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>“{name}” cannot have a line break in it. Nothing was sent.</source>
        <translation>„{name}“ darf keinen Zeilenumbruch enthalten. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>“{name}” changed after it was added. {left} Add it again to send it as it is now.</source>
        <translation>„{name}“ hat sich geändert, nachdem es hinzugefügt wurde. {left} Fügen Sie es noch einmal hinzu, um es so zu senden, wie es jetzt ist.</translation>
    </message>
    <message>
        <source>“{name}” could not be removed: {reason}.</source>
        <translation>„{name}“ konnte nicht entfernt werden: {reason}.</translation>
    </message>
    <message>
        <source>“{name}” could not be saved: {reason}.</source>
        <translation>„{name}“ konnte nicht gespeichert werden: {reason}.</translation>
    </message>
    <message>
        <source>“{name}” could not be saved: {reason}. What was saved before is untouched.</source>
        <translation>„{name}“ konnte nicht gespeichert werden: {reason}. Was vorher gespeichert wurde, ist unberührt.</translation>
    </message>
    <message>
        <source>“{name}” describes no request that takes a file, so there is nothing to upload with.</source>
        <translation>„{name}“ beschreibt keine Anfrage, die eine Datei nimmt; es gibt also nichts, womit man hochladen könnte.</translation>
    </message>
    <message>
        <source>“{name}” holds no certificate of an authority. Ask the IT department for its root certificate, as a PEM or CRT file.</source>
        <translation>„{name}“ enthält kein Zertifikat einer Zertifizierungsstelle. Frag die IT-Abteilung nach ihrem Stammzertifikat, als PEM- oder CRT-Datei.</translation>
    </message>
    <message>
        <source>“{name}” holds too many files for one vendor.</source>
        <translation>„{name}“ enthält zu viele Dateien für einen Anbieter.</translation>
    </message>
    <message>
        <source>“{name}” in “{file}” cannot be read.</source>
        <translation>„{name}“ in „{file}“ kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>“{name}” is damaged and in the way: {reason}.</source>
        <translation>„{name}“ ist beschädigt und im Weg: {reason}.</translation>
    </message>
    <message>
        <source>“{name}” is needed for the address. Nothing was sent.</source>
        <translation>„{name}“ wird für die Adresse gebraucht. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>“{name}” is needed.</source>
        <translation>„{name}“ ist nötig.</translation>
    </message>
    <message>
        <source>“{name}” is no filter; expected one of: {known}</source>
        <translation>„{name}“ ist kein Filter; erwartet wird einer von: {known}</translation>
    </message>
    <message>
        <source>“{name}” is no security scheme of the API's document</source>
        <translation>„{name}“ ist kein Sicherheitsschema des API-Dokuments</translation>
    </message>
    <message>
        <source>“{name}” is partly damaged and cannot be copied: {reason}.</source>
        <translation>„{name}“ ist teilweise beschädigt und kann nicht kopiert werden: {reason}.</translation>
    </message>
    <message>
        <source>“{name}” is required, but the document does not describe it.</source>
        <translation>„{name}“ ist nötig, aber das Dokument beschreibt es nicht.</translation>
    </message>
    <message>
        <source>“{name}” is still sending. Cancel its transfers first, then remove it.</source>
        <translation>„{name}“ sendet noch. Brechen Sie zuerst seine Übertragungen ab und entfernen Sie es dann.</translation>
    </message>
    <message>
        <source>“{name}” was damaged. It was set aside as “{aside}”.</source>
        <translation>„{name}“ war beschädigt. Es wurde als „{aside}“ beiseitegelegt.</translation>
    </message>
    <message>
        <source>“{name}” was written by a newer Sendoff and is left alone.</source>
        <translation>„{name}“ stammt von einem neueren Sendoff und bleibt unberührt.</translation>
    </message>
    <message>
        <source>“{name}” was written by a newer Sendoff. Start that one instead.</source>
        <translation>„{name}“ stammt von einem neueren Sendoff. Starten Sie stattdessen jenes.</translation>
    </message>
    <message>
        <source>“{name}”, ended {day}</source>
        <translation>„{name}“, abgelaufen {day}</translation>
    </message>
    <message>
        <source>“{name}”, until {day}</source>
        <translation>„{name}“, bis {day}</translation>
    </message>
    <message>
        <source>“{other}” would arrive under the same name. Rename one of them.</source>
        <translation>„{other}“ käme unter demselben Namen an. Benennen Sie eine davon um.</translation>
    </message>
    <message>
        <source>“{output}” in the reply of {name} is not what it has to be.</source>
        <translation>„{output}“ in der Antwort von {name} ist nicht, was es sein muss.</translation>
    </message>
    <message>
        <source>“{pair}” is no KEY=VALUE.</source>
        <translation>„{pair}“ ist kein NAME=WERT.</translation>
    </message>
    <message>
        <source>“{pattern}” is no pattern of file names, such as *.csv.</source>
        <translation>„{pattern}“ ist kein Muster für Dateinamen wie *.csv.</translation>
    </message>
    <message>
        <source>“{preset}”: {words}</source>
        <translation>„{preset}“: {words}</translation>
    </message>
    <message>
        <source>“{rest}” does not belong into an expression</source>
        <translation>„{rest}“ gehört nicht in einen Ausdruck</translation>
    </message>
    <message>
        <source>“{server}” is no server address. It looks like https://api.example.com.</source>
        <translation>„{server}“ ist keine Serveradresse. Sie sieht so aus: https://api.example.com.</translation>
    </message>
    <message>
        <source>“{server}” is not encrypted. Use an address with https.</source>
        <translation>„{server}“ ist nicht verschlüsselt. Nehmen Sie eine Adresse mit https.</translation>
    </message>
    <message>
        <source>“{step}” comes later</source>
        <translation>„{step}“ kommt später</translation>
    </message>
    <message>
        <source>“{step}” must not be run again by itself</source>
        <translation>„{step}“ darf nicht von selbst noch einmal laufen</translation>
    </message>
    <message>
        <source>“{typed}” is not a day and time.</source>
        <translation>„{typed}“ ist kein Zeitpunkt.</translation>
    </message>
    <message>
        <source>“{typed}” is not a day and time. Write it like {example}.</source>
        <translation>„{typed}“ ist kein Zeitpunkt. Schreiben Sie ihn wie {example}.</translation>
    </message>
    <message>
        <source>“{typed}” is not a day.</source>
        <translation>„{typed}“ ist kein Tag.</translation>
    </message>
    <message>
        <source>“{typed}” is not a day. Write it like {example}.</source>
        <translation>„{typed}“ ist kein Tag. Schreiben Sie ihn wie {example}.</translation>
    </message>
    <message>
        <source>“{typed}” is not a number.</source>
        <translation>„{typed}“ ist keine Zahl.</translation>
    </message>
    <message>
        <source>“{typed}” is not a time. Write it like {example}.</source>
        <translation>„{typed}“ ist keine Uhrzeit. Schreiben Sie sie wie {example}.</translation>
    </message>
    <message>
        <source>“{typed}” is not a whole number.</source>
        <translation>„{typed}“ ist keine ganze Zahl.</translation>
    </message>
    <message>
        <source>“{typed}” is not in the list.</source>
        <translation>„{typed}“ steht nicht auf der Liste.</translation>
    </message>
    <message>
        <source>“{type}” is not a type of JSON Schema; the field takes anything.</source>
        <translation>„{type}“ ist kein Typ von JSON Schema; das Feld nimmt alles.</translation>
    </message>
    <message>
        <source>“{value}” is no longer among the choices of “{field}”.</source>
        <translation>„{value}“ gehört nicht mehr zur Auswahl von „{field}“.</translation>
    </message>
    <message>
        <source>── {time} {step} ──</source>
        <translation>── {time} {step} ──</translation>
    </message>
    <message>
        <source>⚠ There is a preset of this name.</source>
        <translation>⚠ Es gibt schon eine Vorlage mit diesem Namen.</translation>
    </message>
    <message>
        <source>⚠ There is a preset of this name. It will be replaced.</source>
        <translation>⚠ Eine Vorlage dieses Namens gibt es schon. Sie wird ersetzt.</translation>
    </message>
</context>
</TS>
