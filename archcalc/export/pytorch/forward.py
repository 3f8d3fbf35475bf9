"""A class with a `forward`: the walk over its items."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from archcalc.errors import UsageError
from archcalc.export.pytorch.calls import class_call
from archcalc.export.pytorch.code import Call, Choice, Code, Text, sequential
from archcalc.export.pytorch.flow import Flow, Variables
from archcalc.export.pytorch.joins import Joins, joined
from archcalc.export.pytorch.layers import NAMELESS, Layers
from archcalc.export.pytorch.loops import looped
from archcalc.export.pytorch.modules import Modules
from archcalc.export.pytorch.parameters import CannotShareError, Lane, Lanes
from archcalc.export.pytorch.script import Script
from archcalc.export.pytorch.steps import Step, inputs_of, is_inline, leaves, name_of, named_items
from archcalc.export.pytorch.views import View
from archcalc.spec.model import Auxiliary, Item, Join, Layer, Reference, Repeat
from archcalc.spec.model import Sequence as SequenceItem

if TYPE_CHECKING:
    from archcalc.export.pytorch.classes import Library


class Forward:
    """Writes the attributes and statements of one class into `script`."""

    def __init__(self, modules: Modules, view: View, is_network: bool) -> None:
        self.modules = modules
        self.library: Library = modules.library
        self.view = view
        self.is_network = is_network
        referenced = {name for step in view.steps for name in (*_referenced(step.item), *step.results)}
        variables = Variables([reads.copy() for reads in modules.reads])
        self.script = Script(variables, referenced, view.step.results, says_shapes=is_network)
        self.layers = Layers(self.script, self.library.fusing)
        self.joins = Joins(self.layers, self.run)

    def write(self) -> None:
        """The whole class."""
        view, script = self.view, self.script
        ids = tuple(frozenset((step.start,)) for step in view.steps)
        start = script.variables.put("x", Flow(Text("x"), ids, view.channels, view.step.start_shape))
        result = self.run(view, start, "")
        if tuple(view.step.results.values()) not in ((), (view.step.end,)):
            result = self.results(result)
        if script.heads:
            result = script.settle(result)
            several = Text(f"({', '.join([result.variable, *script.heads])})")
            alone = Text(f"({result.variable})") if ", " in result.variable else result.code
            return script.say("", Choice(several, "self.training", alone))
        return script.say("", result.code, None if ", " in result.variable else result.shape)

    def results(self, last: Flow) -> Flow:
        """What the spec names as outputs, as one value; `last` is what the last layer gives."""
        variables, steps = self.script.variables, self.view.steps
        if variables.waiting(last):
            last = self.script.settle(last, self.script.style.last)
        elif not last.variable:  # nothing reads it
            self.script.say("_", last.code, last.shape)
        found = [variables.find(tuple(step.results[name] for step in steps), last) for name in self.view.step.results]
        if None in found:
            raise UsageError("export --to torch writes outputs of the network, not of what is inside of its blocks")
        names = ", ".join(flow.variable for flow in found if flow)
        return replace(found[0] or last, code=Text(names), variable=names)

    def run(self, view: View, flow: Flow, prefix: str) -> Flow:
        """Write an item that takes `flow`; returns what it gives."""
        item = view.step.item
        if len(item.wiring.sources) == 1:
            flow = self.source(view, flow)
        view = view.of(view.lanes, flow.channels)
        if not any(view.present):
            return flow
        if not all(view.present):
            return self.conditional(view, flow, prefix)
        if isinstance(item, Layer):
            return self.layers.layer(view, flow, prefix)
        if isinstance(item, Join):
            return self.joins.join(view, flow, prefix)
        if isinstance(item, Reference):
            return flow
        if isinstance(item, Auxiliary):
            return self.auxiliary(view, flow, prefix)
        if isinstance(item, SequenceItem) and not view.step.name:
            return self.sequence(view, flow, prefix)
        return self.compound(view, flow, prefix)

    def source(self, view: View, flow: Flow) -> Flow:
        """The value that `from:` names."""
        found = self.script.variables.find(tuple(step.start for step in view.steps), flow)
        if found is None and len(view.steps) == 1 and isinstance(view.step.item, Reference):
            return flow  # nothing reads what it names, or the value would have been kept
        if found is None:
            raise CannotShareError("from")
        return found

    def sequence(self, view: View, flow: Flow, prefix: str) -> Flow:
        """Items one after the other, each with statements of its own."""
        script = self.script
        for children in view.children():
            step = children[0].step
            if step.item.wiring.sources and not flow.variable:
                if script.variables.waiting(flow) == 0:  # nothing reads it
                    script.say("_", flow.code, flow.shape)
                else:
                    flow = script.settle(flow, script.style.last)
            flow = self.run(view.of(children, flow.channels), flow, prefix)
            script.style = replace(script.style, last=step.name or "")
            if script.variables.waiting(flow) > 1:
                flow = script.settle(flow, script.style.last)
        return flow

    def compound(self, view: View, flow: Flow, prefix: str) -> Flow:
        """A block, a named sequence or a repeat: one attribute, or its items written out."""
        step = view.step
        name = prefix + (step.name or _default_name(step))
        chain = self.modules.chain(view)
        if chain is not None:
            self.script.consume(view)
            if not chain.codes:
                return self.script.alias(view, replace(flow, channels=chain.channels))
            flow = self.script.called(name, sequential(chain.codes), flow)
            return self.script.became(view, flow, chain.channels)
        if isinstance(step.item, Repeat):
            return self.repeat(view, flow, name)
        if step.block is not None:
            assert is_inline(step.block)
            inner = self.modules.symbols_inside(view)
            return self.run(view.of(view.body(), flow.channels, inner), flow, f"{name}_")
        return self.sequence(view, flow, f"{name}_")

    def repeat(self, view: View, flow: Flow, name: str) -> Flow:
        """Iterations that are no plain modules: a class for what is repeated, or all of them written out."""
        view = view.of(view.lanes, view.channels, {**view.symbols, "index": None})
        if len({len(step.children) for step in view.steps}) > 1:
            raise CannotShareError(name)
        iterations = view.children()
        if len(iterations) > 1 and all(map(_is_closed, view.steps)):
            try:
                return self.repeated_class(view, iterations, flow, name)
            except CannotShareError:
                pass
        for index, children in enumerate(iterations):
            bare = tuple(Lane(owner, replace(step, name=None)) for owner, step in children)
            flow = self.run(view.of(bare, flow.channels), flow, f"{name}_{index}_")
        return flow

    def repeated_class(self, view: View, iterations: list[Lanes], flow: Flow, name: str) -> Flow:
        everything = tuple(lane for children in iterations for lane in children)
        self.library.define_part(f"{name}_unit", everything, view.symbols)
        channels, codes = flow.channels, []
        for children in iterations:
            one = view.of(children, channels)
            codes.append([class_call(one, self.library, view.symbols)])
            channels = one.channels_after([channels])
        self.script.consume(view)
        made: list[list[Code]] = [list(several) for several in codes]
        flow = self.script.called(name, sequential(looped(made)), flow)
        return self.script.became(view, flow, channels)

    def auxiliary(self, view: View, flow: Flow, prefix: str) -> Flow:
        """A head that only training has: its result goes beside the network's."""
        if not view.step.children:
            return flow
        if not self.is_network:
            raise UsageError("export --to torch writes training heads of the network, not of a block")
        flow = self.script.settle(flow)
        head = view.of(view.body(), flow.channels)
        name = view.step.name or "aux"
        chain = self.modules.chain(head)
        if chain is None:
            self.library.define_part(name, head.lanes, view.symbols)
            code: Code = class_call(head, self.library, view.symbols)
        else:
            code = sequential(chain.codes)
        self.script.consume(head)
        attribute = self.script.attribute(prefix + name, code)
        self.script.say(attribute, Choice(Call(f"self.{attribute}", (flow.code,)), "self.training", Text("None")))
        self.script.heads.append(attribute)
        return flow

    def conditional(self, view: View, flow: Flow, prefix: str) -> Flow:
        """An item that some uses of the class do not have."""
        step = view.step
        if (isinstance(step.item, Join) and not step.item.branches) or self.layers.is_function(view.taken()):
            return self.chosen(view, self.script.settle(flow))
        chain = self.modules.chain(view)
        if chain is None:
            raise CannotShareError(name_of(step))
        self.script.consume(view)
        if not chain.codes:
            return self.script.alias(view, replace(flow, channels=chain.channels))
        name = prefix + (step.name or _default_name(step))
        flow = self.script.called(name, sequential(chain.codes), flow)
        return self.script.became(view, flow, chain.channels)

    def chosen(self, view: View, flow: Flow) -> Flow:
        """`x + out if self.residual else out`."""
        item = view.step.item
        attribute = self.script.attribute(_condition_name(view.step), Text(self.modules.condition(view)))
        if isinstance(item, Join):
            code = joined(item, self.joins.named_parts(view, flow))
        else:
            code = self.layers.functional(view.taken(), flow).code
        self.script.consume(view)
        choice = Choice(code, f"self.{attribute}", flow.code)
        chosen = replace(flow, code=choice, variable="", closed=True)
        return self.script.became(view, chosen, view.channels_after([flow.channels]))


def _default_name(step: Step) -> str:
    """What a step without a name is called."""
    if isinstance(step.item, Repeat) and step.children:
        return f"{name_of(replace(step.children[0], name=None))}s"
    if isinstance(step.item, Layer):
        return NAMELESS.get(step.item.operation.key, step.item.operation.key)
    return name_of(step)


def _condition_name(step: Step) -> str:
    """What the attribute is called that says whether a step is there: as its condition, if that is a name."""
    when = step.item.wiring.when
    texts = [expression.text.strip() for expression, _ in when.expressions] if when else []
    if texts and texts[0].startswith("$") and texts[0][1:].isidentifier():
        return texts[0][1:]
    return f"has_{name_of(step)}"


def _referenced(item: Item) -> set[str]:
    """Names that `from:` refers to within an item, blocks apart."""
    names = {str(source.constant) for source in item.wiring.sources}
    if isinstance(item, (Repeat, Auxiliary)):
        return names | _referenced(item.item)
    for named in named_items(item):
        names |= _referenced(named.item)
    return names


def _is_closed(step: Step) -> bool:
    """Whether a repeat's iterations read nothing but what the one before them gives."""
    return all(
        value == child.start or value in child.span
        for child in step.children
        for leaf in leaves(child)
        for value in inputs_of(leaf)
    )
