"""Random faults over a list of 200: the server fails in every way, the program is killed at any moment. However often:
nobody gets two copies, nobody is forgotten, the report equals what the server saw.

    faults.py [FAULTS [SEED]]"""
import random, signal, time
from lib import *
from server import Server

WANTED = int(sys.argv[1]) if len(sys.argv) > 1 else 50
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else 1
PEOPLE, BETWEEN = 200, 25  # recipients; a fault about every so many commands
dice = random.Random(SEED)
faults = {}


def count(name):
    faults[name] = faults.get(name, 0) + 1


def script(verb, session):
    if dice.random() * BETWEEN >= 1:
        return None
    actions = ["451 4.3.0 later", "421 4.3.2 closing", "drop", "drop", "999 strange"]
    if verb in ("RCPT", "DOT") and dice.random() < 0.15:
        actions = ["550 5.7.1 never"]
    if verb == "DOT":
        actions += ["take-drop", "take-drop", "take-999 strange"]
    if verb == "BODY":
        actions = ["drop"]
    if dice.random() < 0.02:
        actions = ["stall"]
    action = dice.choice(actions)
    count(f"{verb} {action.split()[0]}")
    return action


event("e")
build()
media("e", [[f"Газета {i}", "", f"n{i}@d{i % 9}.example", ("ru", "ky", "en")[i % 3]] for i in range(PEOPLE)])
rounds = runs = 0
problems = []
begin = time.monotonic()
while sum(faults.values()) < WANTED:
    rounds += 1
    shutil.rmtree("out/forum/mail", True)
    server = Server(script)
    with open(os.open("mail.yaml", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(f"{{server: 'smtp://localhost:{server.port}', tls: none, rate: 1000000, pause: 0, retry: 0.001, attempts: 3, timeout: 1}}\n")
    env = {**os.environ, **TRACED, "BASMA_MAIL_SETTINGS": os.path.join(scratch, "mail.yaml")}
    for attempt in range(400):
        runs += 1
        command = [BASMA, "mail", "--send", "-o", "out", "e/event.yaml"]
        kind = dice.random()
        if kind < 0.45:  # killed at a call: the journal's syncs, what goes over the line
            call = dice.choice(["fdatasync", "fsync", "pwrite64", "sendto", "recvfrom", "poll"])
            command = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}",
                       "-e", f"inject={call}:signal=KILL:when={dice.randint(1, 60)}"] + command
        process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)
        try:
            said = process.communicate(timeout=dice.uniform(0.05, 0.8) if 0.45 <= kind < 0.85 else 100)[1].decode()
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            said = process.communicate()[1].decode()
        if process.returncode < 0:
            count("kill")
        elif process.returncode not in (0, 1):
            problems.append((process.returncode, said))
            break
        if not os.path.exists("out/forum/mail/journal.sqlite"):
            continue
        run("mail", "-o", "out", "--report", "r.json", "e/event.yaml")
        rows = {row["email"]: row for row in json.loads(read("r.json"))}
        taken = {}
        for sender, recipients, data in list(server.taken):
            for recipient in recipients:
                taken.setdefault(recipient, []).append(data)
        twice = [a for a, copies in taken.items() if len(copies) > 1]
        wrong = [a for a, row in rows.items() if (row["state"] == "sent") != (a in taken) and
                 row["state"] not in ("doubt", "handed", "sending")]
        if twice or wrong:
            problems.append(("twice", twice, "report and server differ", [(a, rows[a], a in taken) for a in wrong]))
            break
        # What a person would do who can ask the newsrooms.
        answers = [f"--resolve={a}={'sent' if a in taken else 'again'}" for a, row in rows.items() if row["state"] == "doubt"]
        if answers:
            run("mail", "-o", "out", *answers, "e/event.yaml")
        elif len(rows) == PEOPLE and all(row["state"] in ("sent", "refused") for row in rows.values()):
            break
    server.close()
    if not problems:
        forgotten = [a for a, row in rows.items() if row["state"] != "refused" and a not in taken]
        refused = sum(row["state"] == "refused" for row in rows.values())
        strange = [a for a, copies in taken.items() if parse(copies[0])["message-id"] != rows[a]["message-id"] or
                   parse(copies[0])["to"].addresses[0].addr_spec != a or
                   sha256(next(parse(copies[0]).iter_attachments()).get_content()) !=
                   sha256(read(f"out/forum/note.{rows[a]['language']}.pdf"))]
        if len(rows) != PEOPLE or forgotten or strange or len(taken) + refused != PEOPLE:
            problems.append((len(rows), len(taken), refused, forgotten, strange))
    if problems:
        break
print(f"# seed {SEED}: {sum(faults.values())} faults in {rounds} lists of {PEOPLE}, {runs} runs, {time.monotonic() - begin:.0f} s")
print("#", ", ".join(f"{name} {n}" for name, n in sorted(faults.items())))
check(f"{WANTED} random faults: no copy twice, nobody forgotten, the report true", not problems and sum(faults.values()) >= WANTED, *problems)
done()
