"""Compares each N.yaml of a folder, as PyYAML and ruamel.yaml read it, with N.json."""

import json
import sys
from pathlib import Path

import yaml
from ruamel.yaml import YAML

READERS = {
    "PyYAML": yaml.safe_load,
    "ruamel.yaml": YAML(typ="safe", pure=True).load,
}

files = sorted(Path(sys.argv[1]).glob("*.json"))
assert files, "no forms"
for file in files:
    expected = json.loads(file.read_text("utf-8"))
    written = file.with_suffix(".yaml").read_text("utf-8")
    for name, read in READERS.items():
        found = read(written)
        assert found == expected, f"{name} reads {file.stem} otherwise:\n{written}\n{found}\n{expected}"
