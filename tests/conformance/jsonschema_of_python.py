"""Says of every document of a folder whether jsonschema finds it valid by a schema."""

import json
import pathlib
import sys

from jsonschema import Draft202012Validator

schema = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
Draft202012Validator.check_schema(schema)
validator = Draft202012Validator(schema)
for path in sorted(pathlib.Path(sys.argv[2]).glob("*.json")):
    document = json.loads(path.read_text(encoding="utf-8"))
    print(path.name, json.dumps(validator.is_valid(document)))
