"""Messages prepared a second, and the memory it takes: the sample's release with its document, to 1,000 and 10,000
newsrooms. The page alone, as before sending; then as files."""
from lib import *

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
shutil.copytree(f"{ROOT}/samples/exchange-2019", "e")
assert run("build", "-o", "out", "-d", "press-release", "e/event.yaml")[0] == 0


def measure(count, *arguments):
    with open("e/media.csv", "w") as file:
        file.write("newsroom,name,email,language\n")
        file.writelines(f"Газета {i},Анна Петрова,desk{i}@paper{i % 900}.example,{('ru', 'ky', 'en')[i % 3]}\n" for i in range(count))
    command = ["/usr/bin/time", "-f", "%e %M", "-o", "time", BASMA, "mail", "-o", "out", *arguments, "e/event.yaml"]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seconds, kib = read("time").decode().split()[-2:]
    return float(seconds), int(kib) / 1024


print(f"\n{'messages':28} {'seconds':>8} {'a second':>9} {'MiB':>6}")
for name, arguments in (("checked, shown", ("--send",)), ("as files of 70 KB", ())):
    for count in (1000, 10000):
        seconds, memory = measure(count, *arguments)
        print(f"{count:6} {name:21} {seconds:8.2f} {count / max(seconds, 0.01):9.0f} {memory:6.1f}")
        shutil.rmtree("out/exchange-2019-09/mail", True)
