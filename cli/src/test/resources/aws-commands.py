"""Reads commands of the AWS CLI as JSON, a list of words each, and names what the CLI does not know. Sends nothing."""

import json
import sys

from awscli.clidriver import create_clidriver

# Known to version 2 only, which the pages ask for; version 1 is what can be imported.
VERSION_2_OPERATIONS = {("logs", "tail")}
VERSION_2_OPTIONS = {"cli-binary-format"}


def problems(driver, words):
    services = driver._get_command_table()
    if words[1] not in services:
        return ["no such service"]
    if tuple(words[1:3]) in VERSION_2_OPERATIONS:
        return []
    command = services[words[1]]
    table = command.subcommand_table if hasattr(command, "subcommand_table") else command._get_command_table()
    if words[2] not in table:
        return ["no such operation"]
    operation = table[words[2]]
    if words[2] == "wait":
        return [] if words[3] in operation.subcommand_table else ["nothing to wait for"]
    arguments = operation.arg_table
    known = set(arguments) | set(driver._get_argument_table()) | VERSION_2_OPTIONS
    given = [word[2:].split("=")[0] for word in words[3:] if word.startswith("--")]
    # Prose names commands without their options; and the file for an answer is given without a name.
    missing = [name for name, argument in arguments.items()
               if given and argument.required and name not in given and name != "outfile"]
    return [f"no option --{name}" for name in given if name not in known] + [f"--{name} is missing" for name in missing]


def main():
    driver = create_clidriver()
    failed = False
    for words in json.load(sys.stdin):
        if len(words) < 3:
            continue
        for problem in problems(driver, words):
            print(problem, "in:", " ".join(words))
            failed = True
    sys.exit(failed)


main()
