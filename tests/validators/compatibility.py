"""Says of pairs of JSON Schemas, one pair a line, whether all that is valid by the narrower is valid by the wider."""

import json
import sys

import jsoncompat


def patterns(schema, at=""):
    """Every pattern with the place where it stands, but for those within examples."""
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key == "pattern" and isinstance(value, str):
                yield at, value
            elif key != "examples":
                yield from patterns(value, f"{at}/{key}")
    elif isinstance(schema, list):
        for index, value in enumerate(schema):
            yield from patterns(value, f"{at}/{index}")


def contains(wider, narrower):
    # The proof takes no names of schemas, and does not look into patterns: one that is not the same counts as narrower.
    wider, narrower = ({k: v for k, v in one.items() if k != "$id"} for one in (wider, narrower))
    before = dict(patterns(narrower))
    if any(before.get(at, pattern) != pattern for at, pattern in patterns(wider)):
        return False
    return jsoncompat.check_compat(json.dumps(wider), json.dumps(narrower), "serializer")


for line in sys.stdin:
    pair = json.loads(line)
    print(json.dumps(contains(pair["wider"], pair["narrower"])))
