"""Reads messages of a language server, one a line, as lsprotocol reads them.

Each line is {"method": …, "message": …}; the method is that of the message, or of the request that it answers. What is not
accepted is printed, with the number of its line, and the exit code is 1.

lsprotocol looks away where a message has a key that the protocol does not have, and turns one type into another. So what it
has read is written again, and has to be what was sent.
"""

import json
import sys
from pathlib import Path
from typing import Optional, Sequence, Union

from lsprotocol import converters, types

CONVERTER = converters.get_converter()
# lsprotocol knows this type of an option, and not how to read it.
CONVERTER.register_structure_hook(Optional[Union[str, Sequence[str]]], lambda value, _: value)

ERROR_CODES = {code.value for code in (*types.ErrorCodes, *types.LSPErrorCodes)}

PROGRESS = {
    "begin": types.WorkDoneProgressBegin,
    "report": types.WorkDoneProgressReport,
    "end": types.WorkDoneProgressEnd,
}


def plain(value):
    """The value in one spelling, in which 1, 1.0 and true differ."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def read(value, kind):
    """The value as one of a type, or an error."""
    found = CONVERTER.structure(value, kind)
    written = CONVERTER.unstructure(found, kind)
    if plain(written) != plain(value):
        raise ValueError(f"read as {plain(written)}")
    return found


def check(method, message):
    """Raises an error where the message is none of the protocol."""
    if message["jsonrpc"] != "2.0":
        raise ValueError("not of JSON-RPC 2.0")
    if "error" in message:
        if "id" not in message:
            raise ValueError("an error without an id")
        # lsprotocol does not write an id that is null.
        sent = {key: value for key, value in message.items() if key != "id" or value is not None}
        error = read(sent, types.ResponseErrorMessage).error
        if error.code not in ERROR_CODES:
            raise ValueError(f"an unknown error code: {error.code}")
        return
    request, response, params, registration = types.METHOD_TO_TYPES[method]
    if "method" not in message:
        if "id" not in message or "result" not in message:
            raise ValueError("an answer without an id or a result")
        read(message, response)
        return
    if types.message_direction(method) == "clientToServer":
        raise ValueError("not for a server to say")
    if response is not None and "id" not in message:
        raise ValueError("a request without an id")
    check_parts(read(message, request), message)


def check_parts(found, message):
    """Reads what the protocol leaves open and the method decides."""
    if isinstance(found, types.ProgressNotification):
        value = message["params"]["value"]
        kind = PROGRESS.get(value.get("kind"), types.WorkspaceDiagnosticReportPartialResult)
        read(value, kind)
    if isinstance(found, types.RegistrationRequest):
        for registration in message["params"]["registrations"]:
            options = types.METHOD_TO_TYPES[registration["method"]][3]
            read(registration["registerOptions"], options)


def reason(error):
    """What is wrong, down to its cause."""
    causes = [reason(cause) for cause in getattr(error, "exceptions", ())]
    return f"{error}: {'; '.join(causes)}" if causes else f"{type(error).__name__}: {error}"


refused = 0
for number, line in enumerate(Path(sys.argv[1]).read_text("utf-8").splitlines(), 1):
    said = json.loads(line)
    try:
        check(said["method"], said["message"])
    except Exception as error:  # whatever a reader stumbles over
        refused += 1
        print(f"{number}: {said['method']}: {reason(error)}\n   {plain(said['message'])[:2000]}")
sys.exit(1 if refused else 0)
