"""Reads every document of a folder by generated models, and says whether they accept it.

One that is accepted is written back, and must be what was read.
"""

import importlib.util
import json
import pathlib
import sys

from pydantic import ValidationError


def number(literal):
    """A number as JSON Schema knows it: 2022.0 is the integer 2022."""
    value = float(literal)
    return int(value) if value.is_integer() else value


spec = importlib.util.spec_from_file_location("form", sys.argv[1])
form = importlib.util.module_from_spec(spec)
sys.modules["form"] = form
spec.loader.exec_module(form)

for path in sorted(pathlib.Path(sys.argv[2]).glob("*.json")):
    document = json.loads(path.read_text(encoding="utf-8"), parse_float=number)
    try:
        read = form.DepartmentSelfEvaluation.model_validate(document)
    except ValidationError:
        print(path.name, "false")
        continue
    written = json.loads(read.model_dump_json(by_alias=True))
    assert written == document, path.name
    print(path.name, "true")
