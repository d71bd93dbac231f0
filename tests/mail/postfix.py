"""Postfix, an instance of its own in a scratch folder on loopback, delivering to maildirs: what it delivers is parsed
back and compared."""
import glob, pwd, socket, time
from lib import *
from server import certificate

if os.geteuid() != 0 or not shutil.which("postfix", path=os.environ["PATH"] + ":/usr/sbin"):
    print("ok 1 - postfix is not here, or this is not the superuser # SKIP\n1..1")
    sys.exit(0)
os.environ["PATH"] += ":/usr/sbin"
os.chmod(scratch, 0o755)
pem = certificate(scratch)
with socket.create_server(("127.0.0.1", 0)) as probe:
    port = probe.getsockname()[1]
nobody = pwd.getpwnam("nobody")
etc, spool, data, boxes = (os.path.join(scratch, name) for name in ("postfix", "spool", "data", "boxes"))
for folder in (etc, spool, data, boxes):
    os.makedirs(folder)
shutil.chown(data, "postfix")
os.chown(boxes, nobody.pw_uid, nobody.pw_gid)
with open(f"{etc}/boxes", "w") as file:
    file.writelines(f"{name}@{domain} {domain}/{name}/\n" for name, domain in (
        ("news", "a.example"), ("efir", "b.example"), ("editor", "c.example"), ("дом", "a.example")))
with open(f"{etc}/main.cf", "w") as file:
    file.write(f"""compatibility_level = 3.6
queue_directory = {spool}
data_directory = {data}
maillog_file = {scratch}/postfix.log
maillog_file_prefixes = {scratch}
mail_owner = postfix
setgid_group = postdrop
inet_interfaces = loopback-only
inet_protocols = ipv4
myhostname = localhost.example
mydestination =
mynetworks = 127.0.0.0/8
alias_maps =
alias_database =
smtputf8_enable = yes
smtpd_tls_cert_file = {pem}
smtpd_tls_key_file = {pem}.key
smtpd_tls_security_level = encrypt
smtpd_recipient_restrictions = permit_mynetworks, reject
virtual_mailbox_domains = a.example b.example c.example
virtual_mailbox_base = {boxes}
virtual_mailbox_maps = texthash:{etc}/boxes
virtual_uid_maps = static:{nobody.pw_uid}
virtual_gid_maps = static:{nobody.pw_gid}
default_transport = error:only here
message_size_limit = 3000000
""")
with open(f"{etc}/master.cf", "w") as file:
    file.write(f"127.0.0.1:{port} inet n - n - - smtpd\npostlog unix-dgram n - n - 1 postlogd\n")
    for name, program, kind in [("cleanup", "cleanup", "unix n - n - 0"), ("qmgr", "qmgr", "unix n - n 300 1"),
                                ("rewrite", "trivial-rewrite", "unix - - n - -"), ("bounce", "bounce", "unix - - n - 0"),
                                ("defer", "bounce", "unix - - n - 0"), ("trace", "bounce", "unix - - n - 0"),
                                ("verify", "verify", "unix - - n - 1"), ("proxymap", "proxymap", "unix - - n - -"),
                                ("error", "error", "unix - - n - -"), ("retry", "error", "unix - - n - -"),
                                ("virtual", "virtual", "unix - n n - -"), ("anvil", "anvil", "unix - - n - 1"),
                                ("tlsmgr", "tlsmgr", "unix - - n 1000? 1"), ("flush", "flush", "unix n - n 1000? 0")]:
        file.write(f"{name} {kind} {program}\n")
started = subprocess.run(["postfix", "-c", etc, "start"], capture_output=True, timeout=60)
atexit.register(lambda: subprocess.run(["postfix", "-c", etc, "stop"], capture_output=True))


def log():
    return read(f"{scratch}/postfix.log").decode() if os.path.exists(f"{scratch}/postfix.log") else ""


def waits(condition, seconds=30):
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.1)
    return condition()


def up():
    try:
        with socket.create_connection(("127.0.0.1", port), 2) as connection:
            return connection.recv(100).startswith(b"220")
    except OSError:
        return False


check("postfix starts", started.returncode == 0 and waits(up), started, log())
ROWS = [["«Южная газета»", "Анна Петрова из очень длинного отдела", "news@a.example", "ru"], ["Радио", "", "efir@b.example", "ky"],
        ["Post, Ltd.", "", "editor@c.example", "en"], ["Дом", "", "дом@a.example", "ru"]]
event("e", mail="name: {ru: Институт политики развития, ky: Институт, en: Institute}", headline="Заголовок с «кавычками» и тире — длинный, длинный, длинный, длинный")
build()
media("e", ROWS)
with open(os.open("mail.yaml", os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
    file.write(f"{{server: 'smtp://localhost:{port}', ca: {pem}, pause: 0, rate: 10000, retry: 0.1}}\n")
status, said, err = mail("--send", env={"BASMA_MAIL_SETTINGS": os.path.join(scratch, "mail.yaml")})
check("postfix takes all of it", status == 0 and said.count("sent  ") == 4, status, said, err, log()[-2000:])


def delivered():
    return glob.glob(f"{boxes}/*/*/new/*")


check("four messages in four boxes", waits(lambda: len(delivered()) == 4), delivered(), log()[-3000:])
boxed = {path.split("/")[-3] + "@" + path.split("/")[-4]: parse(read(path)) for path in delivered()}
pdf = {l: sha256(read(f"out/forum/note.{l}.pdf")) for l in ("ru", "ky", "en")}
for newsroom, name, address, language in ROWS:
    m = boxed.get(address) or parse(b"")
    facts = {"defects": not address.isascii() or not [d for p in m.walk() for d in p.defects],  # Python knows no RFC 6532
             "document": [sha256(a.get_content()) for a in m.iter_attachments()] == [pdf[language]],
             "subject": m["subject"] == "Заголовок с «кавычками» и тире — длинный, длинный, длинный, длинный",
             "to": str(m["to"]).endswith(f"<{address}>") and str(m["delivered-to"]) == address,
             "text": "Первый абзац" in m.get_body(("plain",)).get_content() and
                     "<h1>Заголовок" in m.get_body(("html",)).get_content()}
    check(f"{address}: as it was meant", all(facts.values()), facts, m.items())
run("mail", "-o", "out", "--report", "r.json", "e/event.yaml")
rows = json.loads(read("r.json"))
check("the report names what was delivered", {r["email"]: r["message-id"] for r in rows} == {a: m["message-id"] for a, m in boxed.items()}, rows)
done()
