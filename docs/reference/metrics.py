"""The metrics, from their own files."""

from inspect import cleandoc

from docs.page import Page, table
from headway.engine.catalogue import catalogue
from headway.engine.dimension import Dimension
from headway.engine.metric import Grade, Group, Metric, Rule

_OPENING = """# Metrics

Every number that Headway counts, with its rule and what it leaves out. `headway ask` and `/api/v1/metrics/` take its
name (the headings below) or its label; the page Numbers shows all. Each number opens the rows it was counted from.

"""
_RULES = """## Rules

Each conversion says by which rule it is counted, because the same team can come out first by one and last by another.

"""
_GRADES = """## Grades

Whether people may be graded by a number.

"""
_EXAMPLES = """## How to read an example

The tables are facts (see [facts](facts.md)), with a name in place of an id; the lines below them are the answers,
period by period. A share is written as the two counts it is divided from. The SQL below is what an analyst would write
on the same facts for the days from `$start` up to, not including, `$end`. The tests run every example and every SQL.
"""
_BETTER = {"higher": "higher is better", "lower": "lower is better", None: "neither higher nor lower is better"}
_WORDS = ("label", "meaning", "formula", "left_out", "example", "oracle")


def page() -> Page:
    """Return the page: the list, the rules and grades, and a section for each metric."""
    metrics = sorted(catalogue().values(), key=lambda metric: metric.label)
    rows = [(f"[{each.label}](#{each.name})", each.meaning, each.unit.value) for each in metrics]
    parts: list[str] = [
        _OPENING,
        table(("metric", "meaning", "unit"), rows),
        _RULES,
        table(("rule", "meaning"), [(each.value, each.meaning) for each in Rule]),
        _GRADES,
        table(("grade", "meaning"), [(each.value, each.meaning) for each in Grade]),
        _EXAMPLES,
        *(part for group in Group for part in _chapter(group, [each for each in metrics if each.group is group])),
    ]
    return Page("".join(parts), tuple(gap for metric in metrics for gap in _gaps(metric)))


def _chapter(group: Group, metrics: list[Metric]) -> list[str]:
    return [f"\n## {group.heading}\n", *map(_section, metrics)]


def _section(metric: Metric) -> str:
    better = _BETTER[metric.better]
    facts = ", ".join(sorted({measure.facts for measure in metric.measures}))
    known = f"- **Known in the field as.** {metric.source}\n" if metric.source else ""
    dimensions = ", ".join(each.value for each in Dimension if each in metric.dimensions)
    return f"""
### {metric.name}

**{metric.label}** ({metric.unit.value}, {better}). {metric.meaning}

- **Formula.** {metric.formula}
- **Rule.** {metric.rule.value}: {metric.rule.meaning}
- **Left out.** {metric.left_out}
{known}- **Grade.** {metric.grade.value}: {metric.grade.meaning}
- **Counted from** {facts}; **cut by** {dimensions}.

```text
{cleandoc(metric.example)}
```

The same by hand, cut by rep:

```sql
{cleandoc(metric.oracle)}
```
"""


def _gaps(metric: Metric) -> list[str]:
    return [f"The metric {metric.name} has no {word} yet." for word in _WORDS if not getattr(metric, word).strip()]
