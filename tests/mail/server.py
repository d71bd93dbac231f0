"""A mail server that does what a script says: each command can be answered, refused, answered with nonsense, or not at
all. What it has taken it keeps, whatever it answers."""
import base64, os, socket, ssl, subprocess, threading, time


def certificate(folder):
    """A key and a certificate for localhost that trusts itself."""
    path = os.path.join(folder, "server.pem")
    if not os.path.exists(path):
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", path + ".key", "-out", path,
                        "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
                       check=True, capture_output=True)
    return path


class Server:
    """script(verb, connection) gives None (the usual answer), a text to answer instead, "drop", "stall", "garbage", and
    for DOT also "take-drop", "take-stall", "take-garbage": the message is taken, the answer is not the usual one."""

    def __init__(self, script=None, tls=None, implicit=False, features=("8BITMIME",), user=None):
        self.script, self.tls, self.implicit, self.features, self.user = script or (lambda *_: None), tls, implicit, features, user
        self.taken, self.commands, self.connections, self.lock = [], [], 0, threading.Lock()
        self.closing = threading.Event()
        self.times = []
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def close(self):
        self.closing.set()
        self.socket.close()

    def accept(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            with self.lock:
                self.connections += 1
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        try:
            Session(self, connection).run()
        except (OSError, EOFError, ssl.SSLError):
            pass
        finally:
            connection.close()


class Session:
    def __init__(self, server, connection):
        self.server, self.connection, self.buffer = server, connection, b""
        self.encrypted = self.known = False
        self.sender, self.recipients = None, []

    def wrap(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.server.tls, self.server.tls + ".key")
        self.connection = context.wrap_socket(self.connection, server_side=True)
        self.encrypted, self.buffer = True, b""

    def line(self):
        while b"\n" not in self.buffer:
            data = self.connection.recv(65536)
            if not data:
                raise EOFError
            self.buffer += data
        line, self.buffer = self.buffer.split(b"\n", 1)
        return line.rstrip(b"\r").decode("utf-8", "surrogateescape")

    def say(self, text):
        self.connection.sendall(text.encode() + b"\r\n")

    def act(self, verb, usual):
        """True when the usual answer went out."""
        return self.do(self.server.script(verb, self), usual)

    def do(self, action, usual):
        if action is None:
            self.say(usual)
            return True
        if action.startswith("take-"):
            action = action[5:]
        if action == "drop":
            self.connection.shutdown(socket.SHUT_RDWR)
            raise EOFError
        if action == "stall":
            self.server.closing.wait(60)
            raise EOFError
        if action == "garbage":
            self.say("\x01\x02 what? \xff no code\r\n99 \x1b[2J")
            self.server.closing.wait(3)
            raise EOFError
        self.say(action)
        if action.startswith("421"):
            raise EOFError
        return False

    def run(self):
        if self.server.implicit:
            self.wrap()
        if not self.act("CONNECT", "220 localhost ready"):
            return
        while True:
            line = self.line()
            verb = line.split(" ")[0].split(":")[0].upper()
            with self.server.lock:
                self.server.commands.append(line)
            handler = getattr(self, "on_" + verb.lower(), None)
            if handler is None:
                self.say("502 what?")
            elif handler(line) == "end":
                return

    def on_ehlo(self, line):
        abilities = list(self.server.features)
        if self.server.tls and not self.encrypted:
            abilities.append("STARTTLS")
        if self.server.user and (self.encrypted or not self.server.tls):
            abilities.append("AUTH PLAIN LOGIN")
        lines = ["localhost"] + abilities
        self.act("EHLO", "\r\n".join(f"250{'-' if i + 1 < len(lines) else ' '}{l}" for i, l in enumerate(lines)))

    def on_helo(self, line):
        self.act("HELO", "250 localhost")

    def on_starttls(self, line):
        if self.act("STARTTLS", "220 go"):
            self.wrap()

    def on_auth(self, line):
        action = self.server.script("AUTH", self)
        if action is not None:
            self.do(action, "")
            return
        words = line.split(" ")
        data = words[2] if len(words) > 2 else (self.say("334 "), self.line())[1]
        good = base64.b64decode(data).split(b"\0")[1:] == [part.encode() for part in self.server.user]
        self.known = good
        self.say("235 welcome" if good else "535 5.7.8 no")

    def on_mail(self, line):
        if self.server.user and not self.known:
            self.say("530 5.7.0 authentication required")
        elif self.act("MAIL", "250 2.1.0 ok"):
            self.sender, self.recipients = line, []

    def on_rcpt(self, line):
        address = line[line.index("<") + 1:line.rindex(">")]
        self.address = address
        if self.act("RCPT", "250 2.1.5 ok"):
            self.recipients.append(address)

    def on_data(self, line):
        if not self.act("DATA", "354 go on"):
            return
        action = self.server.script("BODY", self)
        if action in ("drop", "stall"):
            self.line()
            self.server.closing.wait(60 if action == "stall" else 0)
            self.connection.shutdown(socket.SHUT_RDWR)
            raise EOFError
        lines = []
        while (line := self.raw()) != b".":
            lines.append(line[1:] if line.startswith(b".") else line)
        action = self.server.script("DOT", self)
        if action is None or action.startswith("take-"):
            with self.server.lock:
                self.server.taken.append((self.sender, list(self.recipients), b"\r\n".join(lines) + b"\r\n"))
                self.server.times.append(time.monotonic())
        self.do(action, "250 2.0.0 taken")

    def raw(self):
        while b"\r\n" not in self.buffer:
            data = self.connection.recv(262144)
            if not data:
                raise EOFError
            self.buffer += data
        line, self.buffer = self.buffer.split(b"\r\n", 1)
        return line

    def on_noop(self, line):
        self.act("NOOP", "250 ok")

    def on_rset(self, line):
        self.say("250 ok")

    def on_quit(self, line):
        self.say("221 bye")
        return "end"
