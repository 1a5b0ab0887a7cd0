"""Says of every document of a folder whether jsonschema-rs finds it valid by a schema."""

import json
import pathlib
import sys

import jsonschema_rs

schema = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
validator = jsonschema_rs.validator_for(schema)
for path in sorted(pathlib.Path(sys.argv[2]).glob("*.json")):
    document = json.loads(path.read_text(encoding="utf-8"))
    print(path.name, json.dumps(validator.is_valid(document)))
