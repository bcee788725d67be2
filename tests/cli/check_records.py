# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks every JSON line of the golden files: check_records.py SCHEMA FOLDER."""
import json
import pathlib
import sys

import jsonschema


def records(folder):
    for path in sorted(pathlib.Path(folder).glob("*.txt")):
        for number, line in enumerate(path.read_bytes().decode("utf-8", "strict").split("\n"), 1):
            if line.startswith("{"):
                yield f"{path.name}:{number}", line.replace('"bytes":(some)', '"bytes":4096')


def main():
    schema = json.loads(pathlib.Path(sys.argv[1]).read_text("utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    kinds = {}
    wrong = 0
    for place, line in records(sys.argv[2]):
        record = json.loads(line)
        kinds[record["kind"]] = kinds.get(record["kind"], 0) + 1
        if next(iter(record)) != "kind":
            wrong += 1
            print(f"{place}: kind is not the first field")
        definition = {"$ref": f"#/definitions/{record['kind']}", "definitions": schema["definitions"]}
        # The branch of the record's own kind, for a message that names the field; then the whole.
        for error in jsonschema.Draft7Validator(definition).iter_errors(record):
            wrong += 1
            print(f"{place}: {'/'.join(map(str, error.path))}: {error.message}")
        if not validator.is_valid(record):
            wrong += 1
            print(f"{place}: fits no kind, or several")
    missing = {ref["$ref"].rsplit("/", 1)[1] for ref in schema["oneOf"]} - kinds.keys()
    if missing:
        print(f"no record tests the kinds {', '.join(sorted(missing))}")
    return 1 if wrong or missing else 0


sys.exit(main())
