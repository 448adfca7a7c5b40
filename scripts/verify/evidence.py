"""Canonical JSON beside the package rfc8785 (Trail of Bits): reads lines of {value, text}, says which texts it would write otherwise."""

import json
import sys

import rfc8785

for number, line in enumerate(sys.stdin):
    # JSON has one kind of number: a whole one that only a double holds is a double.
    given = json.loads(line, parse_int=lambda digits: int(digits) if abs(int(digits)) < 2**53 else float(digits))
    theirs = rfc8785.dumps(given["value"]).decode()
    if theirs != given["text"]:
        print(f"value {number}: {theirs} beside {given['text']}")
