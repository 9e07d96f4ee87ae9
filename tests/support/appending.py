"""A process that records events, each in a transaction of its own: NAME COUNT."""

from __future__ import annotations

import os
import sys
import time

import django

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "backcheck.web.settings"
    django.setup()
    from backcheck.web.audit.actions import record
    from backcheck.web.audit.event import Item, Process, Verb

    _, name, count = sys.argv
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(int(count)):
        record(verb=Verb.WRITE, what=Item("entry", f"{name}-{number}"), by=Process(name))
        time.sleep(0.005)  # the others come in between, also on a busy machine
