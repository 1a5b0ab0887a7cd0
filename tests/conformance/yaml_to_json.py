"""Writes every YAML document of a folder as JSON beside it, as YAML 1.2 reads it, and takes it away."""

import json
import pathlib
import sys

from ruamel.yaml import YAML

for path in sorted(pathlib.Path(sys.argv[1]).glob("*.yaml")):
    document = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    path.with_suffix(".json").write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    path.unlink()
