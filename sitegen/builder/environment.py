"""Jinja over a site's templates: everything escaped, nothing undefined passes, each fault with template and line."""

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any

import jinja2
import jinja2.meta
import markupsafe
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

from sitegen.builder.templates import Templates
from sitegen.digest import digest
from sitegen.errors import Spot, TemplateFault, did_you_mean


def render(templates: Templates, name: str, context: Mapping[str, Any]) -> str:
    """The text of a page. Raises TemplateFault with template:line for whatever fails in it."""
    try:
        return environment(templates).get_template(name).render(context)
    except Exception as error:  # a template is a program of the user's: whatever it raises is its fault
        raise _fault(templates, name, error) from error


def _fault(templates: Templates, name: str, error: Exception) -> TemplateFault:
    if isinstance(error, jinja2.TemplateNotFound):
        return missing(templates, str(error.name or name), name)
    if isinstance(error, jinja2.TemplateSyntaxError):
        return TemplateFault(Spot(error.name or name, error.lineno), error.message or "does not parse")
    if isinstance(error, RecursionError):
        return TemplateFault(Spot(name), "extends or includes itself")
    at = Spot(name)
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in templates.sources:
            at = Spot(trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        trace = trace.tb_next
    message = (error.message if isinstance(error, jinja2.TemplateError) else str(error)) or type(error).__name__
    return TemplateFault(at, message)


def missing(templates: Templates, name: str, wanted_by: str) -> TemplateFault:
    """The fault of a template that isn't there."""
    by = f", which {wanted_by} wants" if wanted_by != name else ""
    hint = f"searched: {', '.join(templates.searched)}; {did_you_mean(name, (n for n in templates.sources if ':' not in n))}"
    return TemplateFault(Spot(name if not by else wanted_by), f"no template {name!r}{by}", hint)


_escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", markupsafe.escape)


class _Generator(CodeGenerator):
    """Escapes what a template puts out without making a Markup of it: it is joined to text at once."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")


class _Environment(jinja2.Environment):
    code_generator_class = _Generator

    @staticmethod
    def escaped(value: Any) -> str:
        """A value as HTML text; Markup as it is."""
        return _escape_text(value) if type(value) is str else markupsafe.escape(value)


@lru_cache(maxsize=4)
def environment(templates: Templates) -> jinja2.Environment:
    """Jinja over these sources: everything escaped, nothing undefined passes."""
    return _Environment(
        loader=jinja2.FunctionLoader(lambda name: _source(templates, name)),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        cache_size=-1,
        auto_reload=False,
    )


def _source(templates: Templates, name: str) -> tuple[str, str, None] | None:
    return (templates.sources[name], name, None) if name in templates.sources else None


@cache
def _parser() -> jinja2.Environment:
    return jinja2.Environment(autoescape=True)


@lru_cache(maxsize=256)
def _references(source: str, name: str) -> tuple[str, ...]:
    """Names of the templates that one extends, includes or imports."""
    try:
        tree = _parser().parse(source, name)
    except jinja2.TemplateSyntaxError as error:
        raise TemplateFault(Spot(name, error.lineno), error.message or "does not parse") from error
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        if not isinstance(node.template, nodes.Const) or not isinstance(node.template.value, str):  # type: ignore[attr-defined]
            raise TemplateFault(
                Spot(name, node.lineno), "the name of an included template must be written out", "use {% if %} round several includes"
            )
    return tuple(dict.fromkeys(n for n in jinja2.meta.find_referenced_templates(tree) if n))


@lru_cache(maxsize=256)
def resolved(templates: Templates, name: str) -> bytes:
    """Digest of a template with all that it pulls in."""
    parts: dict[str, str] = {}
    waiting = [(name, name)]
    while waiting:
        wanted, by = waiting.pop()
        if wanted in parts:
            continue
        if wanted not in templates.sources:
            raise missing(templates, wanted, by)
        parts[wanted] = templates.sources[wanted]
        waiting.extend((n, wanted) for n in _references(parts[wanted], wanted))
    return digest(*(part.encode() for key in sorted(parts) for part in (key, parts[key])))
