"""The whole source of a network: helpers, a class for each block, the network, and a main block."""

from __future__ import annotations

from archcalc.analysis import analyze_graph
from archcalc.errors import ArchcalcError, UsageError
from archcalc.export.pytorch.classes import Body, Library
from archcalc.export.pytorch.code import Call, texts
from archcalc.export.pytorch.definition import Definition, Fusing
from archcalc.export.pytorch.document import Figures, block_doc, head, main_block, network_doc
from archcalc.export.pytorch.fused_text import module_text
from archcalc.export.pytorch.fusing import Writer, kinds_of
from archcalc.export.pytorch.helpers import HELPERS, used_helpers
from archcalc.export.pytorch.layout import WIDTH, flat, lines, signature
from archcalc.export.pytorch.literals import words
from archcalc.export.pytorch.names import network_class_name
from archcalc.export.pytorch.parameters import NO_DEFAULT, CannotShareError
from archcalc.export.pytorch.script import Statement
from archcalc.export.pytorch.steps import Step
from archcalc.export.pytorch.walk import steps_of
from archcalc.ops.conv import Conv
from archcalc.shape import Shape, shape_text
from archcalc.spec.model import Layer, Network, Repeat

OTHER = 1009
"""How many classes more the second look has: a number that nothing else is likely to be."""

CLASSES = "num_classes"
"""What the knob `classes` is called in the source."""


def source(network: Network, input: Shape | None = None, training: bool = False, command: str = "") -> str:
    """PyTorch source of a network; `command` is what the user typed.

    Raises:
        SpecError: shapes do not fit, or a value of the spec cannot be computed.
        UsageError: an operation cannot be written.
    """
    try:
        return _source(network, input, training, command)
    except RecursionError:
        raise UsageError("the network is nested too deeply to be written as source") from None


def _source(network: Network, input: Shape | None, training: bool, command: str) -> str:
    root, graph = steps_of(network, input, training)
    library, top = _classes(network, input, training, root)
    definitions = [*library.definitions, top]
    kinds = kinds_of(definitions, library.taken)
    writer = Writer(kinds)
    analysis = analyze_graph(network, graph)
    figures = Figures(analysis.totals.parameters, analysis.totals.macs, tuple(map(graph.shape, graph.results)))
    fused = [module_text(kind) for kind in kinds.values()]
    classes = [_class(one, block_doc(one.short, one.doc), writer) for one in library.definitions]
    main = _class(top, network_doc(network, graph, figures, bool(top.heads)), writer)
    code = [*fused, *(text for definition in definitions for part in definition.codes for text in texts(part))]
    helpers = used_helpers(words(code))
    functional = any("F." in text for text in (*code, *helpers))
    body = [*helpers, *fused, *classes, main, main_block(top.name, graph, figures)]
    return "\n\n\n".join([head(network, command, functional), *body]) + "\n"


def _classes(network: Network, input: Shape | None, training: bool, root: Step) -> tuple[Library, Definition]:
    """All classes. The network is looked at twice, with another number of classes, to see what depends on it."""
    other = _with_other_classes(network, input, training)
    title = network_class_name(network.name, [network.title, network.spec.title, network.spec.family])
    for roots in ([root, other], [root]) if other is not None else ([root],):
        library = Library(roots, network.knobs, CLASSES if len(roots) > 1 else "", _fusing(root))
        library.taken |= {"F", "Tensor", *HELPERS}
        scopes = [step.scope for step in roots]
        try:
            top = library.build(Body(title, "", roots, {}, scopes, is_network=True))
        except CannotShareError:
            continue  # the number of classes changes more than numbers
        if all(parameter.default is not NO_DEFAULT for parameter in top.parameters):
            return library, top
    raise AssertionError("a single use shares everything with itself")


def _with_other_classes(network: Network, input: Shape | None, training: bool) -> Step | None:
    classes = network.knobs.get("classes")
    if isinstance(classes, bool) or not isinstance(classes, int):
        return None
    knobs = {**network.knobs, "classes": classes + OTHER}
    try:
        return steps_of(network._replace(knobs=knobs), input, training)[0]
    except ArchcalcError:
        return None


def _fusing(root: Step) -> Fusing:
    """Convolutions become one module with what is beside them if there are several such items in the spec."""
    normalised, activated = set(), set()

    def visit(step: Step, repeated: bool) -> None:
        if isinstance(step.item, Layer) and step.taken and isinstance(step.layer.operation, Conv):
            beside = step.nodes[1:]
            if beside and beside[0].path.endswith(".norm"):
                normalised.add(id(step.item))
            elif beside and repeated:
                activated.add(id(step.item))
        for child in step.children:
            visit(child, repeated or step.block is not None or isinstance(step.item, Repeat))

    visit(root, repeated=False)
    return Fusing(len(normalised) > 1, len(activated) > 2)


# --- text -----------------------------------------------------------------------------------------------


def _class(definition: Definition, doc: list[str], writer: Writer) -> str:
    base = "nn.Sequential" if definition.chain else "nn.Module"
    parameters = ["self", *(parameter.signature for parameter in definition.parameters)]
    text = [f"class {definition.name}({base}):", *doc, "", *signature("__init__", parameters, "None", 4)]
    local = [f"        {name} = {flat(code)}" for name, code in definition.locals]
    if definition.chain:
        return "\n".join([*text, *local, *lines(writer.one(Call("super().__init__", definition.chain)), 8)])
    text += ["        super().__init__()", *local]
    for name, code in definition.assignments:
        text += lines(writer.one(code), 8, f"self.{name} = ")
    returns = "tuple[Tensor, ...]" if definition.several else "Tensor"
    returns += " | tuple[Tensor | None, ...]" if definition.heads else ""
    text += ["", *signature("forward", ["self", "x: Tensor"], returns, 4)]
    for statement in definition.statements:
        text += _statement(statement, writer)
    return "\n".join(text)


def _statement(statement: Statement, writer: Writer) -> list[str]:
    before = f"{statement.target} = " if statement.target else "return "
    text = lines(writer.one(statement.code), 8, before)
    comment = f"  # {shape_text(statement.shape)}" if statement.shape else ""
    if len(text) == 1 and len(text[0]) + len(comment) <= WIDTH:
        text[0] += comment
    return text
