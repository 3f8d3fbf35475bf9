"""The drawing's style sheet: colours are variables of the page, with those of a light page to fall back on."""

STYLE = """\
.arch text{font:10px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;\
fill:var(--muted,#595959);text-anchor:middle}
.arch .name{font-weight:600;fill:var(--ink,#222)}
.arch .part{font-weight:600;fill:var(--ink,#222);text-anchor:start}
.arch .times{font-weight:700;font-size:12px;fill:var(--ink,#222);text-anchor:end}
.arch .way,.arch .legend{text-anchor:start}
.arch .way{font-style:italic}
.arch .flow{fill:none;stroke:var(--muted,#595959);stroke-width:1.2}
.arch .frame{fill:var(--band,#f3f4f6);stroke:var(--grid,#d9d9d9)}
.arch .frame .frame{fill:var(--paper,#fff)}
.arch .rule{stroke:var(--muted,#595959)}
.arch .conv{--tone:var(--series-1,#2a6fbb)}
.arch .grouped{--tone:var(--series-7,#16889a)}
.arch .pool{--tone:var(--series-2,#c8651b)}
.arch .full{--tone:var(--series-8,#6b5fc7)}
.arch .other{--tone:var(--muted,#595959)}
.arch .join,.arch .pass{--tone:var(--ink,#222)}
.arch .solid,.arch .lid,.arch .side{stroke:var(--tone);fill:var(--tone);stroke-linejoin:round}
.arch .solid{fill-opacity:.35}
.arch .lid{fill-opacity:.15}
.arch .side{fill-opacity:.55}
.arch .join .solid{fill:var(--paper,#fff);fill-opacity:1}
.arch .sign{stroke:var(--tone);stroke-width:1.6}
.arch .unit{outline:none}
.arch .unit:hover .solid,.arch .unit:focus .solid{fill-opacity:.8}
.arch .unit:focus .solid{stroke-width:3}
.arch .unit:hover .name,.arch .unit:focus .name{text-decoration:underline}
.arch .join:focus .solid,.arch .join:hover .solid{fill:var(--grid,#d9d9d9)}
"""
