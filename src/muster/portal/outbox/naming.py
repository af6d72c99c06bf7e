"""Which facts a template says: every name in it, whether or not its branch is taken this time."""

from collections.abc import Iterator

from django.template import Template
from django.template.base import FilterExpression, Node, NodeList, Variable
from django.template.defaulttags import ForNode, WithNode
from django.template.smartif import TokenBase


def names_in(template: Template) -> set[str]:
    """The names that the template takes from its facts; those that it makes itself, as a loop does, are not among them.

    A template that is included is not looked into: mails extend, they do not include.
    """
    said, made = set[str](), {"block", "forloop"}
    for thing in _walk(template.nodelist):
        if isinstance(thing, FilterExpression):
            said |= set(_variables(thing))
        elif isinstance(thing, ForNode):
            made |= set(thing.loopvars)
        elif isinstance(thing, WithNode):
            made |= set(thing.extra_context)
    return said - made


def _walk(thing: object) -> Iterator[object]:
    yield thing
    for part in _parts(thing):
        yield from _walk(part)


def _parts(thing: object) -> list[object]:
    if isinstance(thing, (NodeList, list, tuple)):
        return list(thing)
    if isinstance(thing, dict):
        return list(thing.values())
    if isinstance(thing, (Node, TokenBase)):
        return [value for name, value in vars(thing).items() if name not in ("token", "origin")]
    return []


def _variables(expression: FilterExpression) -> Iterator[str]:
    arguments = [found for _, given in expression.filters for is_name, found in given if is_name]
    for variable in (expression.var, *arguments):
        if isinstance(variable, Variable) and variable.lookups:
            yield variable.lookups[0]
