#!/usr/bin/env python3
"""The text of an event's press release in one language, in the order it is read, from the event file itself.

  event_text.py EVENT LANGUAGE TEXT NOTE     writes the text, and that of its footnote
"""
import re
import sys

import yaml


def local(value, language):
    return value[language] if isinstance(value, dict) else value


def markdown(text):
    return re.sub(r"\[([^]^]+)\]\([^)]*\)", r"\1", text)


def full_name(name, language, given_first):
    parts = [local(name["family"], language), local(name["given"], language)]
    return " ".join(reversed(parts) if given_first else parts)


def main():
    event = yaml.safe_load(open(sys.argv[1], encoding="utf-8"))
    language = sys.argv[2]
    people, release = event["people"], event["release"]
    body, note = local(release["body"], language).split("[^project]:")
    sender = event["organisations"]["dpi"]
    lines = [local(event["project"]["title"], language), local(sender["address"], language), sender["phone"],
             sender["fax"], sender["website"], local(release["headline"], language),
             local(release["lead"], language), body.replace("[^project]", "")]
    for quote in release["quotes"]:
        who = people[quote["who"]]
        lines += [local(quote["text"], language), local(quote["says"], language),
                  full_name(who["name"], language, True), local(who["position"], language)]
    for contact in release["contacts"]:
        who = people[contact]
        lines += [full_name(who["name"], language, True), local(who["position"], language), *who["phone"], who["email"]]
    for day in event["agenda"]:
        lines.append(local(day["title"], language))
        for session in day["sessions"]:
            lines.append(local(session["title"], language))
            for speaker in session["speakers"]:
                who = people.get(speaker, speaker) if isinstance(speaker, str) else speaker
                if "name" not in who:
                    lines.append(local(who, language))
                    continue
                lines += [full_name(who["name"], language, language == "en"), local(who["position"], language)]
    open(sys.argv[3], "w", encoding="utf-8").write("\n".join(markdown(line) for line in lines))
    open(sys.argv[4], "w", encoding="utf-8").write(markdown(note))


main()
