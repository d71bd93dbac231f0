#!/usr/bin/env python3
"""Times whole processes of basma beside their floor. Medians of several runs; no figure here fails anything.

The floor of a document is the cost of deflating the streams it holds and writing them: what no program that makes the
same file can do without.
"""
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

BUILD = os.environ.get("BUILD", "build")
BASMA = os.path.abspath(f"{BUILD}/basma")
SAMPLE = os.path.abspath("samples/exchange-2019")
HERE = os.path.dirname(os.path.abspath(__file__))


def run(command, folder):
    """Wall and processor seconds of a command with all its children, and the peak memory of the largest in MB."""
    shutil.rmtree(f"{folder}/out", ignore_errors=True)
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status:
        sys.exit(f"{' '.join(command)} ended with {status}: {errors.decode()[:2000]}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def median(command, folder, runs):
    run(command, folder)
    figures = [run(command, folder) for _ in range(runs)]
    return [statistics.median(column) for column in zip(*figures)]


def outputs(folder):
    return [os.path.join(path, name) for path, _, names in os.walk(f"{folder}/out") for name in names
            if name.endswith(".pdf")]


def floor(files, folder):
    seconds = 0.0
    for file in files:
        plain = f"{folder}/plain.pdf"
        subprocess.run(["qpdf", "--stream-data=uncompress", file, plain], check=True)
        seconds += float(subprocess.run([f"{BUILD}/floor", plain, f"{folder}/floor.out"], check=True,
                                        capture_output=True, text=True).stdout.split()[0])
    return seconds


def line(name, units, command, folder, runs):
    wall, cpu, memory = median(command, folder, runs)
    files = outputs(folder)
    size = sum(os.path.getsize(file) for file in files)
    least = floor(files[:20], folder) * len(files) / min(len(files), 20)
    print(f"{name:28} {units / wall:11.1f} {wall / units * 1e3:9.3f} {cpu / units * 1e3:9.3f} {memory:8.1f} "
          f"{size / units:10.0f} {least / units * 1e3:9.3f} {cpu / least:6.1f}", flush=True)


def typographer(folder, build, events):
    """Processor time of different releases with the typographer's hand and without, in turns; the least of each, for what
    else runs can only add."""
    subprocess.run([sys.executable, f"{HERE}/inputs.py", "plain", f"{folder}/plain", str(len(events))], check=True)
    least = {"many": float("inf"), "plain": float("inf")}
    for _ in range(15):
        for place in least:
            cpu = run(build + ["-j", "1", "-d", "press-release"] + events, f"{folder}/{place}")[1]
            least[place] = min(least[place], cpu)
    more = least["many"] / least["plain"] - 1
    print(f"typographer's hand, {len(events)} different releases: {least['many'] * 1e3:.0f} ms cpu with it, "
          f"{least['plain'] * 1e3:.0f} ms without: {more * 100:+.1f} % (at most 20)", flush=True)


def main():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, f"{HERE}/inputs.py", "badges", f"{folder}/list", "1000000"], check=True)
        subprocess.run([sys.executable, f"{HERE}/../cli/lists.py", "rows_many", f"{folder}/list/people.xlsx", "1000000"],
                       check=True)
        for name in ("people.csv", "people.xlsx"):
            subprocess.run([f"{BUILD}/reading", f"{folder}/list", name], check=True)
        shutil.rmtree(f"{folder}/list")
        print(f"{'':28} {'documents/s':>11} {'ms wall':>9} {'ms cpu':>9} {'MB peak':>8} {'bytes':>10} {'floor ms':>9}"
              f" {'x':>6}")
        shutil.copytree(SAMPLE, f"{folder}/sample")
        build = [BASMA, "build", "--progress", "never"]
        line("release, cold", 1, build + ["-l", "ru", "-d", "press-release", "event.yaml"], f"{folder}/sample", 21)
        line("three documents, cold", 1, build + ["-l", "ru", "event.yaml"], f"{folder}/sample", 11)
        line("in three languages, cold", 1, build + ["event.yaml"], f"{folder}/sample", 11)
        subprocess.run([sys.executable, f"{HERE}/inputs.py", "releases", f"{folder}/many", "100"], check=True)
        events = [f"{number}/event.yaml" for number in range(1, 101)]
        line("100 different releases", 100, build + ["-d", "press-release"] + events, f"{folder}/many", 5)
        typographer(folder, build, events)
        for count, runs in ((1000, 5), (10000, 5), (100000, 3)):
            place = f"{folder}/{count}"
            subprocess.run([sys.executable, f"{HERE}/inputs.py", "badges", place, str(count)], check=True)
            line(f"{count} badges, one core", count, build + ["-j", "1", "event.yaml"], place, runs)


main()
