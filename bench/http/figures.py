"""Tables, ready for README.md: medians, and Plenary's figure divided by the peer's."""

import statistics

from memory import IDLE_CONNECTIONS, LOGINS


def rates(results, contenders):
    """`results` holds a list of measurements for each scenario and contender."""
    first, *peers = contenders
    lines = heading(contenders, peers)
    for scenario in dict.fromkeys(scenario for scenario, _ in results):
        of = {name: results[scenario, name] for name in contenders}
        rows = [
            ("requests/s", lambda it: it.rate, "{:,.0f}"),
            ("p50 ms", lambda it: it.p50, "{:.2f}"),
            ("p99 ms", lambda it: it.p99, "{:.2f}"),
        ]
        for unit, pick, form in rows:
            figures = {name: list(map(pick, of[name])) for name in contenders}
            cells = [spread(figures[name], form, unit == "requests/s") for name in contenders]
            lines.append(row(f"{scenario}, {unit}", cells, ratios(figures, first, peers)))
        worst = [f"{statistics.median(it.p99 / it.p50 for it in of[name]):.1f}" for name in contenders]
        lines.append(row(f"{scenario}, p99 : p50", worst, ["" for _ in peers]))
    return "\n".join(lines)


def footprints(results, contenders, peers):
    """`results` holds the footprint of each contender, among them Plenary on SQLite."""
    lines = heading(contenders, peers)
    rows = [
        ("first answer, s", "first_answer", "{:.2f}"),
        ("idle, MiB", "idle", "{:.1f}"),
        (f"with {IDLE_CONNECTIONS:,} idle connections, MiB", "connections", "{:.1f}"),
        (f"more than idle after {LOGINS} logins at once, MiB", "logins", "{:.1f}"),
    ]
    for title, name, form in rows:
        figures = {contender: [getattr(results[contender], name)] for contender in contenders}
        cells = [spread(figures[contender], form, False) for contender in contenders]
        if name == "connections":
            still = (results[contender].still_open for contender in contenders)
            cells = [cell + ("" if count == IDLE_CONNECTIONS else f" ({count} open)") for cell, count in zip(cells, still)]
        # A growth may be nothing at all, or less: there is no quotient of that.
        quotients = ["" for _ in peers] if name == "logins" else ratios(figures, contenders[0], peers)
        lines.append(row(title, cells, quotients))
    return "\n".join(lines)


def heading(contenders, peers):
    cells = [*contenders, *(f"Plenary : {name.split()[0]}" for name in peers)]
    return [row("", cells, []), "|--|" + "--:|" * len(cells)]


def row(title, cells, quotients):
    return "| " + " | ".join([title, *cells, *quotients]) + " |"


def ratios(figures, first, peers):
    median = statistics.median
    return [f"{median(figures[first]) / median(figures[name]):.2f}" for name in peers]


def spread(values, form, with_range):
    text = form.format(statistics.median(values))
    if with_range and len(values) > 1:
        text += f" ({form.format(min(values))} to {form.format(max(values))})"
    return text
