"""Metrics that a company has made itself, over facts and with conditions that no built-in one has so."""

from headway.engine.defined import metric_of
from headway.engine.definition import Clause, Comparison, Counted, Definition, checked
from headway.engine.ground import How

_YES, _NO = (True,), (False,)
_DUE = Counted(facts="appointments", day="due_on", where=(Clause("is_cold", Comparison.IS, _NO),))
_STAGES = Clause("stage", Comparison.IS_NOT, (2, 3))
_DEFINITIONS = {
    "own_open_mean": Definition(
        label="Mean of what stands open",
        of=Counted(facts="pipeline", day="since_on", how=How.MEAN, what="value_amount", where=(_STAGES,)),
    ),
    "own_slipped_clients": Definition(
        label="Clients whose deals slipped",
        of=Counted(
            facts="expectations",
            day="expected_on",
            how=How.DISTINCT,
            what="client_id",
            where=(Clause("is_slipped", Comparison.IS, _YES),),
        ),
    ),
    "own_not_kept": Definition(
        label="Share of appointments not kept",
        of=Counted(facts="appointments", day="due_on", where=(*_DUE.where, Clause("is_kept", Comparison.IS, _NO))),
        per=_DUE,
    ),
    "own_knocks": Definition(
        label="Knocks and leaflets",
        of=Counted(facts="tallies", day="counted_on", where=(Clause("tally_kind", Comparison.IS, (2, 3)),)),
    ),
    "own_open_leads": Definition(
        label="Open leads but for two stages", of=Counted(facts="stays", day="entered_on", where=(_STAGES,))
    ),
    "own_time_on_papers": Definition(
        label="Working time on papers and research, share",
        of=Counted(
            facts="time_entries",
            day="spent_on",
            how=How.SUM,
            what="time",
            where=(Clause("time_category", Comparison.IS, (2, 3)),),
        ),
        per=Counted(facts="time_entries", day="spent_on", how=How.SUM, what="time"),
    ),
    "own_moved_deals": Definition(
        label="Deals moved forward without a contact",
        of=Counted(
            facts="moves",
            day="happened_on",
            how=How.DISTINCT,
            what="deal_id",
            where=(Clause("advance", Comparison.IS, ("forward",)), Clause("cause", Comparison.IS_NOT, ("import",))),
        ),
    ),
    "own_spent_by_lead": Definition(
        label="Spent by deal that entered",
        of=Counted(facts="costs", day="spent_on", how=How.SUM, what="amount"),
        per=Counted(facts="deals", day="entered_on"),
    ),
}
OWN = {
    name: metric_of(checked(definition), name=name, formula="As we say.", left_out="Nothing.")
    for name, definition in _DEFINITIONS.items()
}
