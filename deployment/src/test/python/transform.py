"""Prints, as JSON, the plain CloudFormation that SAM makes of a template: one template for each set of parameters.

Usage: transform.py TEMPLATE < SETS, a JSON array of objects with names and values of parameters. Needs aws-sam-translator and
PyYAML; makes no request.
"""

import copy
import json
import os
import sys

import yaml
from samtranslator.translator.managed_policy_translator import ManagedPolicyLoader
from samtranslator.translator.transform import transform


class Template(yaml.SafeLoader):
    """Takes the short forms of the intrinsic functions."""


def intrinsic(loader, suffix, node):
    name = suffix if suffix in ("Ref", "Condition") else "Fn::" + suffix
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
        if name == "Fn::GetAtt":
            value = value.split(".", 1)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    return {name: value}


Template.add_multi_constructor("!", intrinsic)


class NoManagedPolicies(ManagedPolicyLoader):
    """The template names none, so nothing has to be read from IAM."""

    def __init__(self):
        super().__init__(None)

    def load(self):
        return {}


def main(path, sets):
    os.environ["AWS_DEFAULT_REGION"] = "eu-central-1"
    with open(path, encoding="utf-8") as file:
        template = yaml.load(file, Template)
    # `sam package` would put the address of the uploaded zip here.
    template["Globals"]["Function"]["CodeUri"] = "s3://packaged/function.zip"
    # A copy each, since the transformation changes its input. Reading the text takes three times as long as transforming it.
    plain = [transform(copy.deepcopy(template), dict(parameters), NoManagedPolicies()) for parameters in sets]
    print(json.dumps(plain))


main(sys.argv[1], json.load(sys.stdin))
