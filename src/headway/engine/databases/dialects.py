"""Compiles expressions into the text of a dialect, mending what Ibis would let a database answer a little differently.

What is mended is silent otherwise: no error, another number. The tests of conformance hold each of these lines.
"""

from functools import cache
from typing import Any, ClassVar

import ibis
import ibis.expr.operations as ops
import sqlglot.expressions as sge
from ibis.backends.sql import compilers
from ibis.backends.sql.compilers.base import NULL
from ibis.backends.sql.compilers.clickhouse import ClickHouseCompiler
from ibis.backends.sql.compilers.pyspark import PySparkCompiler
from ibis.backends.sql.datatypes import ClickHouseType


def compiled_text(expression: ibis.Table, dialect: str) -> str:
    """Compile an expression over unbound tables; a dialect goes by Ibis' name for it."""
    compiler = _exact(dialect) or getattr(compilers, dialect).compiler
    return str(compiler.to_sqlglot(expression).sql(dialect=compiler.dialect, pretty=True))


@cache
def _exact(dialect: str) -> Any:
    """Return the mended compiler of a dialect that needs one."""
    return {"clickhouse": _ExactClickHouse, "pyspark": _ExactSpark}.get(dialect, lambda: None)()


class _LongDays(ClickHouseType):  # type: ignore[misc] # Ibis ships no types
    """Days from 1900 to 2299: the plain day of ClickHouse begins in 1970 and takes an earlier one for another."""

    @classmethod
    def from_ibis(cls, dtype: Any) -> Any:
        """Return ClickHouse's type for one of Ibis."""
        return (
            sge.DataType(this=sge.DataType.Type.DATE32, nullable=dtype.nullable)
            if dtype.is_date()
            else super().from_ibis(dtype)
        )


class _ExactClickHouse(ClickHouseCompiler):  # type: ignore[misc] # Ibis ships no types
    """ClickHouse, with null where nothing is, and counted where Ibis takes an estimate."""

    type_mapper = _LongDays
    # `uniq` estimates the number of different values once there are many.
    SIMPLE_OPS: ClassVar = {ops.CountDistinct: "uniqExact"}

    def visit_LagLead(self, op: Any, *, arg: Any, offset: Any, default: Any) -> Any:  # noqa: N802 - Ibis' name
        """Begin with null: beside the first row of a column without nulls there would stand zero, or 1970."""
        return super().visit_LagLead(op, arg=self.f.toNullable(arg), offset=offset, default=default)

    visit_Lag = visit_Lead = visit_LagLead  # noqa: N815 - Ibis' names


class _ExactSpark(PySparkCompiler):  # type: ignore[misc] # Ibis ships no types
    """Spark, with a condition on what is counted and not on how."""

    def visit_Median(self, op: Any, *, arg: Any, where: Any) -> Any:  # noqa: ARG002, N802 - Ibis' name and words
        """Put the condition to the values alone: Ibis puts it to the share of one half too, which must be a literal."""
        return self.f.percentile(arg if where is None else self.if_(where, arg, NULL), sge.convert(0.5))
