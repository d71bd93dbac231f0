"""Sending, to a server of our own: what arrives, what is asked for, what becomes of each message when a command fails."""
import signal, stat, threading, time
from lib import *
from server import Server, certificate

pem = certificate(scratch)
ROWS = [["Газета", "Анна", "one@a.example", "ru"], ["Радио", "", "two@b.example", "ky"], ["Post", "J. Miller", "three@c.example", "en"]]
SETTINGS = os.path.join(scratch, "mail.yaml")
SECRET = "hunter2: пароль"


def settings(at, mode=0o600, scheme="smtp", host="localhost", **more):
    values = {"server": f"{scheme}://{host}:{at.port}", "rate": 100000, "pause": 0, "retry": 0.05, "attempts": 3,
              "timeout": 20, **more}
    if os.path.exists(SETTINGS):
        os.unlink(SETTINGS)
    with open(os.open(SETTINGS, os.O_WRONLY | os.O_CREAT, mode), "w") as file:
        file.writelines(f"{key}: {json.dumps(value)}\n" for key, value in values.items() if value is not None)
    return {"BASMA_MAIL_SETTINGS": SETTINGS}


def fresh(folder="e"):
    shutil.rmtree("out/forum/mail", True)


def send(server, *arguments, **keywords):
    more = keywords.pop("settings", {})
    return mail("--send", *arguments, env={**settings(server, **more), **keywords.pop("env", {})}, **keywords)


PLAIN = {"settings": {"tls": "none"}}


def report(*arguments):
    run("mail", "-o", "out", "--report", "report.json", "e/event.yaml")
    return {row["email"] + ("" if row["version"] == 1 else f"/{row['version']}"): row for row in json.loads(read("report.json"))}


def states():
    return {address: row["state"] for address, row in report().items()}


event("e", mail="name: Институт\nreply-to: ask@dpi.example")
build()
media("e", ROWS)

# The usual case: encryption, password, one connection.
server = Server(tls=pem, user=("press", SECRET), features=("8BITMIME", "SIZE 10000000"))
status, said, err = send(server, settings={"user": "press", "password": SECRET, "ca": pem})
check("all are sent", status == 0 and len(server.taken) == 3, status, said, err, server.commands)
check("over one connection", server.connections == 1, server.connections)
check("one recipient each", [t[1] for t in server.taken] == [[row[2]] for row in ROWS], server.taken and server.taken[0][1])
check("with its size", all("SIZE=" in t[0] and t[0].startswith("MAIL FROM:<press@dpi.example>") for t in server.taken), [t[0] for t in server.taken])
parsed = [parse(t[2]) for t in server.taken]
pdf = {l: sha256(read(f"out/forum/note.{l}.pdf")) for l in ("ru", "ky", "en")}
check("what arrives is what was meant", [[sha256(a.get_content()) for a in m.iter_attachments()] for m in parsed] ==
      [[pdf[row[3]]] for row in ROWS] and not [d for m in parsed for p in m.walk() for d in p.defects] and
      [m["to"].addresses[0].addr_spec for m in parsed] == [row[2] for row in ROWS] and not any(m["x-unsent"] for m in parsed))
check("the page comes before the first message", 0 <= said.index(pdf["ru"]) < said.index("sent  "), said)
everything = said + err + read("out/forum/mail/journal.sqlite").decode("latin-1")
check("the password is nowhere", SECRET not in everything and "hunter2" not in everything)
check("journal: mode 0600, write-ahead log", all(stat.S_IMODE(os.stat(f"out/forum/mail/{n}").st_mode) == 0o600
      for n in os.listdir("out/forum/mail")) and read("out/forum/mail/journal.sqlite")[18:20] == b"\x02\x02")
status, said, err = send(server, settings={"user": "press", "password": SECRET, "ca": pem})
check("a second run sends nothing", status == 0 and len(server.taken) == 3, status, err)
rows = report()
check("the report equals what the server saw", {a: r["message-id"] for a, r in rows.items()} ==
      {m["to"].addresses[0].addr_spec: m["message-id"] for m in parsed} and {r["state"] for r in rows.values()} == {"sent"} and
      all(r["code"] == 250 and r["attempts"] == 1 for r in rows.values()), rows)
status, said, err = mail("--status", "--report", "r.csv")
table = list(csv.DictReader(io.StringIO(read("r.csv").decode())))
check("--status, and the report as CSV", status == 0 and "sent: 3" in said and [r["email"] for r in table] == [r[2] for r in ROWS] and
      table[0]["newsroom"] == "Газета", said, err, table)
fresh()
status, said, err = send(server, settings={"user": "press", "password": None, "password-command": f"echo '{SECRET}'", "ca": pem})
check("a password from a command", status == 0 and len(server.taken) == 6, err)
fresh()
status, said, err = send(server, settings={"ca": pem}, env={"BASMA_MAIL_USER": "press", "BASMA_MAIL_PASSWORD": SECRET})
check("a password from the environment", status == 0 and len(server.taken) == 9, err)
fresh()
for name, more, mode, code in [
        ("a wrong password", {"user": "press", "password": "wrong", "ca": pem}, 0o600, "mail-access"),
        ("a certificate nobody knows", {"user": "press", "password": SECRET}, 0o600, "mail-access"),
        ("another name than the certificate's", {"user": "press", "password": SECRET, "ca": pem, "host": "127.0.0.1"}, 0o600, "mail-access"),
        ("settings that others can read", {"user": "press", "password": SECRET, "ca": pem}, 0o644, "settings-mode"),
        ("a password over an open line", {"user": "press", "password": SECRET, "tls": "none"}, 0o600, "mail-password-open"),
        ("a command that fails", {"user": "press", "password-command": "exit 1", "ca": pem}, 0o600, "mail-password-command"),
        ("an unknown key in the settings", {"pasword": SECRET}, 0o600, "settings-form")]:
    status, said, err = send(server, settings={**more, "mode": mode})
    check(f"{name}: refused, nothing sent", status == 1 and f"[{code}]" in err and len(server.taken) == 9 and
          "hunter2" not in said + err, status, err)
server.close()
server = Server()
status, said, err = send(server)
check("a server without encryption is refused", status == 1 and "[mail-access]" in err and not server.taken, err)
status, said, err = send(server, settings={"server": None})
check("no server", status == 1 and "[mail-server]" in err, err)
server.close()
server = Server(tls=pem, implicit=True)
status, said, err = send(server, settings={"scheme": "smtps", "ca": pem})
check("TLS from the first byte", status == 0 and len(server.taken) == 3, err)
server.close()

# Each command, each way to fail, once; then the same again until nothing is left.
TRANSIENT, FINAL = "451 4.3.0 later", "550 5.7.1 never"
expected = {  # what the first recipient's message is after one run; the other two are sent unless the session is refused
    ("MAIL", FINAL): "refused", ("RCPT", FINAL): "refused", ("DATA", FINAL): "refused", ("DOT", FINAL): "refused",
    ("BODY", "drop"): "doubt", ("BODY", "stall"): "doubt", ("DOT", "drop"): "doubt", ("DOT", "stall"): "doubt", ("DOT", "garbage"): "doubt",
    ("DOT", "take-drop"): "doubt", ("DOT", "take-stall"): "doubt", ("DOT", "take-garbage"): "doubt"}
cases = [(verb, action) for verb in ("CONNECT", "EHLO", "STARTTLS", "AUTH", "NOOP", "MAIL", "RCPT", "DATA", "DOT")
         for action in (TRANSIENT, FINAL, "421 4.3.2 closing", "drop", "stall", "garbage")]
cases += [(verb, strange) for verb in ("MAIL", "RCPT", "DATA", "DOT") for strange in ("999 strange", "350 strange")]
expected.update({("DOT", "999 strange"): "doubt", ("DOT", "350 strange"): "doubt"})
cases += [("BODY", "drop"), ("BODY", "stall"), ("DOT", "take-drop"), ("DOT", "take-stall"), ("DOT", "take-garbage")]
results, lock = {}, threading.Lock()


def try_case(index, verb, action):
    """A folder of its own, so that cases run beside one another."""
    out, path = f"case/{index}", f"case/{index}.yaml"
    os.makedirs(out + "/forum", exist_ok=True)
    shutil.copy("out/manifest.json", out)
    for language in ("ru", "ky", "en"):
        shutil.copy(f"out/forum/note.{language}.pdf", out + "/forum")
    done = []

    def script(at, session):
        if at == verb and not done:
            done.append(1)
            return action
        return None
    server = Server(script, tls=pem, user=("press", "x"))
    with open(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
        file.write(f"{{server: 'smtp://localhost:{server.port}', user: press, password: x, ca: {pem}, rate: 100000, pause: 0, "
                   f"retry: 0.02, attempts: 3, timeout: 1}}\n")
    env = {"BASMA_MAIL_SETTINGS": os.path.abspath(path)}
    first = mail("--send", out=out, env=env, timeout=60)
    before = list(server.taken)
    run("mail", "-o", out, "--report", f"{out}/r.json", "e/event.yaml")
    states = {row["email"]: row["state"] for row in json.loads(read(f"{out}/r.json"))}
    second = mail("--send", out=out, env=env, timeout=60)
    server.close()
    with lock:
        results[verb, action] = (first, states, [t[1][0] for t in before], second, [t[1][0] for t in server.taken], bool(done))


def try_cases(share):
    for index in range(share, len(cases), 8):
        try_case(index, *cases[index])


threads = [threading.Thread(target=try_cases, args=(share,)) for share in range(8)]
[t.start() for t in threads]
[t.join() for t in threads]
for case in cases:
    first, state, before, second, taken, reached = results[case]
    want = expected.get(case, "sent")
    good = reached and all(taken.count(row[2]) <= 1 for row in ROWS)
    if case[0] in ("CONNECT", "EHLO", "STARTTLS", "AUTH", "NOOP"):
        # 5xx lets nobody in and ends the run; whatever else, the second run finishes.
        good = good and sorted(taken) == sorted(row[2] for row in ROWS)
        good = good and (first[0] == 1) == (sorted(before) != sorted(row[2] for row in ROWS))
    else:
        good = good and state == {"one@a.example": want, "two@b.example": "sent", "three@c.example": "sent"}
        good = good and first[0] == second[0] == (0 if want == "sent" else 1)
        good = good and taken.count("one@a.example") == (1 if want == "sent" or case[1].startswith("take") else 0)
    check(f"{case[0]} × {case[1]}", good, first, state, before, second, taken)

# In doubt, and what a person says about it.
fresh()
server = Server(lambda verb, session: "take-drop" if verb == "DOT" and session.address.startswith("two") else None)
status, said, err = send(server, **PLAIN)
check("a lost answer is in doubt", status == 1 and "[mail-doubt]" in err and states()["two@b.example"] == "doubt", err)
status, said, err = mail("--status")
check("--status lists it", status == 1 and "two@b.example  in doubt" in said and "sent: 2" in said, said)
status, said, err = mail("--resolve", "two@b.example=perhaps")
check("an answer that is none", status == 2 and "[resolve-form]" in err, err)
status, said, err = mail("--resolve", "nobody@b.example=sent")
check("an answer about nobody", status == 2 and "[resolve-nobody]" in err, err)
status, said, err = mail("--resolve", "two@b.example=sent")
check("--resolve ADDRESS=sent", status == 0 and states()["two@b.example"] == "sent", err)
fresh()
taken = len(server.taken)
send(server, **PLAIN)
server.script = lambda *_: None
status, said, err = mail("--resolve", "all=again")
check("--resolve all=again alone sends nothing", status == 0 and len(server.taken) == taken + 3, err)
status, said, err = send(server, **PLAIN)
check("then the next run does", status == 0 and len(server.taken) == taken + 4 and states()["two@b.example"] == "sent", err)
server.close()

# Killed while the server has the message and has not answered.
fresh()
server = Server(lambda verb, session: "take-stall" if verb == "DOT" and session.address.startswith("two") else None)
process = subprocess.Popen([BASMA, "mail", "--send", "-o", "out", "e/event.yaml"], env={**os.environ, **settings(server, tls="none")},
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
while len(server.taken) < 2:
    time.sleep(0.01)
status, said, err = send(server, **PLAIN)
check("two runs at once: one of them waits", status == 3 and "[mail-busy]" in err, status, err)
process.send_signal(signal.SIGKILL)
process.wait()
status, said, err = send(server, **PLAIN)
check("killed before the answer: in doubt, the rest is sent", status == 1 and "[mail-doubt]" in err and
      sorted(t[1][0] for t in server.taken) == sorted(row[2] for row in ROWS) and states()["two@b.example"] == "doubt", err)
server.close()

# Killed at each time that the journal is brought to the disk, and when the disk is full.
fresh()
kills = dead = 0
for when in range(1, 26):
    fresh()
    server = Server()
    env = {**os.environ, **settings(server, tls="none"), **TRACED}
    process = subprocess.run(["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fdatasync,fsync", "-e",
                              f"inject=fdatasync,fsync:signal=KILL:when={when}", BASMA, "mail", "--send", "-o", "out", "e/event.yaml"],
                             env=env, capture_output=True)
    kills += process.returncode < 0
    if process.returncode >= 0:
        break
    send(server, **PLAIN)
    rows = states() if os.path.exists("out/forum/mail/journal.sqlite") else {}
    taken = [t[1][0] for t in server.taken]
    dead += not all(taken.count(row[2]) == (1 if rows.get(row[2]) == "sent" else taken.count(row[2])) <= 1 and
                    rows.get(row[2]) in ("sent", "doubt") for row in ROWS)
    server.close()
check(f"killed at {kills} moments, one after the other: nobody gets two, nobody is forgotten", kills >= 9 and dead == 0, kills, dead)
fresh()
server = Server()
process = subprocess.run(["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=pwrite64", "-e", "inject=pwrite64:error=ENOSPC:when=40+",
                          BASMA, "mail", "--send", "-o", "out", "e/event.yaml"], capture_output=True,
                         env={**os.environ, **settings(server, tls="none"), **TRACED})
full = len(server.taken)
status, said, err = send(server, **PLAIN)
check("a full disk stops the run, and the next one goes on", process.returncode == 3 and b"[mail-journal]" in process.stderr and full < 3 and
      sorted(t[1][0] for t in server.taken) + [a for a, s in states().items() if s == "doubt" and a not in [t[1][0] for t in server.taken]]
      == sorted(row[2] for row in ROWS), process.returncode, process.stderr, full, err, states())
server.close()

# Embargo.
fresh()
event("e", release="embargo: 2099-01-01T10:00+06:00")
build()
server = Server()
status, said, err = send(server, **PLAIN)
check("nothing before the embargo's end", status == 1 and "[mail-embargo]" in err and not server.commands and "event.yaml:" in err, err)
status, said, err = send(server, "--to", "me@dpi.example", **PLAIN)
check("not even a test", status == 1 and not server.taken, err)
status, said, err = send(server, "--lift", **PLAIN)
check("--lift", status == 0 and len(server.taken) == 3 and all("2099" in parse(t[2])["subject"] for t in server.taken), err)
server.close()
fresh()
event("e", release="embargo: 2019-01-01T10:00+06:00")
build()
server = Server()
status, said, err = send(server, **PLAIN)
check("an embargo that is over", status == 0 and len(server.taken) == 3, err)
server.close()

# Corrections.
fresh()
event("e")
build()
server = Server(lambda verb, session: FINAL if verb == "RCPT" and session.address.startswith("three") else None)
send(server, **PLAIN)
ids = {t[1][0]: parse(t[2])["message-id"] for t in server.taken}
event("e", headline="Другой заголовок")
build()
media("e", ROWS[:1] + [["Новое", "", "new@n.example", "ru"]])
status, said, err = send(server, **PLAIN)
check("a text that changed after it was sent, with the same version", status == 1 and "[mail-changed]" in err and len(server.taken) == 2, err)
event("e", headline="Другой заголовок", release="version: 2")
build()
server.script = lambda *_: None
status, said, err = send(server, **PLAIN)
second = {t[1][0]: parse(t[2]) for t in server.taken[2:]}
check("a correction goes to those who got the old one, and to nobody else", status == 0 and sorted(second) == ["one@a.example", "two@b.example"], err, list(second))
check("marked, and in thread", all(m["in-reply-to"] == ids[a] and m["references"] == ids[a] and m["message-id"] != ids[a]
      for a, m in second.items()) and second["one@a.example"]["subject"].startswith("Исправление") and
      second["two@b.example"]["content-language"] == "ky", [m.items() for m in second.values()])
event("e", release="version: 3", mail="suppress: no.txt")
open("e/no.txt", "w").write("two@b.example\n")
build()
status, said, err = send(server, **PLAIN)
third = [parse(t[2]) for t in server.taken[4:]]
check("the third: whole thread, but not to those who want no mail", status == 0 and len(third) == 1 and
      third[0]["references"].split() == [ids["one@a.example"], second["one@a.example"]["message-id"]] and
      third[0]["in-reply-to"] == second["one@a.example"]["message-id"], err, third and third[0].items())
server.close()

# Test mode, sizes, alphabets, pauses.
fresh()
event("e")
build()
media("e", ROWS + [["Ещё", "", "four@a.example", "ru"]])
server = Server()
status, said, err = send(server, "--to", "me@dpi.example", **PLAIN)
check("a test: each language once, to me", status == 0 and [t[1] for t in server.taken] == [["me@dpi.example"]] * 3 and
      sorted(parse(t[2])["content-language"] for t in server.taken) == ["en", "ky", "ru"], err)
check("and no trace", not os.path.exists("out/forum/mail/journal.sqlite"))
status, said, err = send(server, **PLAIN)
check("it does not count as sent", status == 0 and len(server.taken) == 7, err)
server.close()
fresh()
media("e", ROWS[:1] + [["Д", "", "дом@b.example", "ru"]])
server = Server(features=("SIZE 2000",))
status, said, err = send(server, **PLAIN)
check("a message larger than the server takes is not tried", status == 1 and not server.taken and
      not [c for c in server.commands if c.startswith("MAIL")] and set(states().values()) == {"refused"}, err)
server.close()
fresh()
server = Server(features=("8BITMIME",))
status, said, err = send(server, **PLAIN)
check("a Cyrillic address needs SMTPUTF8", status == 1 and [t[1] for t in server.taken] == [["one@a.example"]] and
      states()["дом@b.example"] == "refused", err)
server.close()
fresh()
server = Server(features=("8BITMIME", "SMTPUTF8"))
status, said, err = send(server, **PLAIN)
check("with it, it goes", status == 0 and server.taken[1][1] == ["дом@b.example"] and "SMTPUTF8" in server.taken[1][0], err, server.taken)
server.close()
fresh()
media("e", [["A", "", f"{n}@{d}.example", "ru"] for n, d in ((1, "a"), (2, "a"), (3, "b"), (4, "b"))])
server = Server()
begin = time.monotonic()
status, said, err = send(server, settings={"tls": "none", "pause": 0.7})
check("a pause between messages to one domain, not between others", status == 0 and
      [t[1][0] for t in server.taken] == ["1@a.example", "3@b.example", "2@a.example", "4@b.example"] and
      server.times[2] - server.times[0] >= 0.65 and server.times[1] - server.times[0] < 0.6, server.times, [t[1] for t in server.taken])
server.close()
fresh()
server = Server()
status, said, err = send(server, settings={"tls": "none", "rate": 200})
check("no more than `rate` a minute", status == 0 and server.times[3] - server.times[0] >= 0.85, server.times)
server.close()
fresh()
server = Server()
process = subprocess.Popen([BASMA, "mail", "--send", "-o", "out", "e/event.yaml"], env={**os.environ, **settings(server, tls="none", rate=60)},
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
while not server.taken:
    time.sleep(0.01)
process.send_signal(signal.SIGTERM)
check("a signal ends the run between messages", process.wait(10) == 1 and 1 <= len(server.taken) < 4, len(server.taken))
status, said, err = send(server, **PLAIN)
check("and the next one goes on", status == 0 and sorted(t[1][0][0] for t in server.taken) == ["1", "2", "3", "4"], err)
server.close()
done()
