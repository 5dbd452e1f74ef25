"""How each fact table is read from the log: one SELECT a table, the same text on both databases.

``{only}`` narrows to the records that changed, ``{hidden}`` holds the imports that are not to be seen, ``{now}`` is
this moment: a stage stands where the version in force puts it. A deal and its stays are counted for the team that its
owner is in now; a contact for the team that the rep was in when it happened. What was moved to another client when two
were found to be the same counts for the client that it was written for; what is about a deal, for whom the deal counts.
"""

from collections.abc import Mapping
from types import MappingProxyType

_CONTACTS = """
SELECT c.id AS contact_id, c.deal_id, l.id AS client_id, c.rep_id, c.team_id,
       coalesce(d.source_id, l.source_id) AS source_id, l.segment_id, s.funnel_id,
       c.kind, c.is_inbound, c.is_cold, c.happened_at, c.happened_on, c.position, c.duration_seconds,
       c.stage_before_id, c.stage_id, c.advance, c.is_effective, c.is_new_ground,
       CASE WHEN c.is_counted THEN 1 ELSE 0 END AS volume,
       CASE WHEN c.import_run_id IS NULL THEN c.written_at - c.happened_at END AS delay
  FROM web_contact c
  LEFT JOIN web_deal d ON d.id = c.deal_id
  JOIN web_client l ON l.id = coalesce(d.merged_from_id, c.merged_from_id, c.client_id)
  LEFT JOIN web_stage s ON s.id = c.stage_id
 WHERE {only} AND (c.import_run_id IS NULL OR c.import_run_id NOT IN ({hidden}))
"""

_MOVES = """
SELECT v.id AS move_id, v.deal_id, l.id AS client_id, d.owner_id AS rep_id, o.team_id,
       coalesce(d.source_id, l.source_id) AS source_id, l.segment_id, s.funnel_id,
       v.cause, v.happened_at, v.happened_on, v.position, v.stage_before_id, v.stage_after_id AS stage_id, v.advance
  FROM web_stagemove v
  JOIN web_deal d ON d.id = v.deal_id
  JOIN web_client l ON l.id = coalesce(d.merged_from_id, d.client_id)
  JOIN web_stage s ON s.id = v.stage_after_id
  LEFT JOIN web_user o ON o.id = d.owner_id
 WHERE {only} AND (v.import_run_id IS NULL OR v.import_run_id NOT IN ({hidden}))
"""

_DEALS = """
SELECT d.id AS deal_id, l.id AS client_id, d.owner_id AS rep_id, o.team_id,
       coalesce(d.source_id, l.source_id) AS source_id, l.segment_id, m.funnel_id,
       d.kind, m.stage_id, m.outcome, m.is_lead, m.entered_at, m.entered_on, d.is_entry_known,
       m.first_contact_at, m.first_contact_on, m.qualified_at, m.qualified_on,
       m.won_at, m.won_on, m.lost_at, m.lost_on, coalesce(m.won_on, m.lost_on) AS closed_on,
       m.winner_id, m.winner_team_id, m.loss_reason_id,
       m.company_amount AS value_amount, m.qualified_amount, m.won_amount, m.lost_amount,
       m.contacts, m.contacts_until_won, m.meetings_until_won, m.effective_until_won, m.is_won_before_first_contact,
       coalesce(q.kind = 'referral', FALSE) OR coalesce(d.referrer_id, l.referrer_id) IS NOT NULL AS is_referral,
       coalesce(d.referrer_id, l.referrer_id) AS referrer_id
  FROM web_deal d
  JOIN web_client l ON l.id = coalesce(d.merged_from_id, d.client_id)
  JOIN web_milestones m ON m.deal_id = d.id
  LEFT JOIN web_user o ON o.id = d.owner_id
  LEFT JOIN web_source q ON q.id = coalesce(d.source_id, l.source_id)
 WHERE {only} AND (d.import_run_id IS NULL OR d.import_run_id NOT IN ({hidden}))
"""

_STAYS = """
SELECT y.deal_id, y.number, l.id AS client_id, d.owner_id AS rep_id, o.team_id,
       coalesce(d.source_id, l.source_id) AS source_id, l.segment_id, y.funnel_id,
       d.kind, y.stage_id, s.phase, y.visit, y.entered_at, y.entered_on, y.left_at, y.left_on, y.exit, y.next_stage_id,
       d.is_entry_known OR y.entered_at > m.entered_at AS is_entry_known,
       coalesce(y.entered_at >= m.qualified_at, FALSE) AS is_qualified, m.qualified_amount,
       m.outcome, coalesce(m.won_on, m.lost_on) AS closed_on
  FROM web_stay y
  JOIN web_deal d ON d.id = y.deal_id
  JOIN web_milestones m ON m.deal_id = y.deal_id
  JOIN web_client l ON l.id = coalesce(d.merged_from_id, d.client_id)
  JOIN web_stage s ON s.id = y.stage_id
  LEFT JOIN web_user o ON o.id = d.owner_id
 WHERE {only} AND (d.import_run_id IS NULL OR d.import_run_id NOT IN ({hidden}))
"""

# The stays of open opportunities, cut where the value changes, and where none was known until one was.
_OPEN_OPPORTUNITY = """
       l.id AS client_id, d.owner_id AS rep_id, o.team_id, coalesce(d.source_id, l.source_id) AS source_id,
       l.segment_id, y.funnel_id, d.kind, y.stage_id
"""
_OPEN_OPPORTUNITIES = """
  JOIN web_deal d ON d.id = y.deal_id
  JOIN web_milestones m ON m.deal_id = y.deal_id
  JOIN web_client l ON l.id = coalesce(d.merged_from_id, d.client_id)
  JOIN web_stage s ON s.id = y.stage_id AND s.phase IN ('lead', 'opportunity')
  LEFT JOIN web_user o ON o.id = d.owner_id
 WHERE {only} AND y.entered_at >= m.qualified_at AND (d.import_run_id IS NULL OR d.import_run_id NOT IN ({hidden}))
"""
_PIPELINE = f"""
SELECT y.deal_id, y.number, v.id AS value_id, {_OPEN_OPPORTUNITY},
       CASE WHEN v.from_on > y.entered_on THEN v.from_on ELSE y.entered_on END AS since_on,
       CASE WHEN y.left_on < v.until_on THEN y.left_on ELSE coalesce(v.until_on, y.left_on) END AS until_on,
       v.company_amount AS value_amount, d.is_entry_known OR y.entered_at > m.entered_at AS is_entry_known
  FROM web_stay y
  JOIN web_dealvalue v ON v.deal_id = y.deal_id AND (v.from_on IS NULL OR v.until_on IS NULL OR v.from_on < v.until_on)
   AND (v.until_on IS NULL OR v.until_on > y.entered_on)
   AND (v.from_on IS NULL OR v.from_on <= y.entered_on OR y.left_on IS NULL OR v.from_on < y.left_on)
{_OPEN_OPPORTUNITIES}
 UNION ALL
SELECT y.deal_id, y.number, 0, {_OPEN_OPPORTUNITY},
       y.entered_on, CASE WHEN y.left_on < v.from_on THEN y.left_on ELSE coalesce(v.from_on, y.left_on) END,
       NULL, d.is_entry_known OR y.entered_at > m.entered_at
  FROM web_stay y
  LEFT JOIN web_dealvalue v ON v.id = (
       SELECT n.id FROM web_dealvalue n
        WHERE n.deal_id = y.deal_id AND (n.from_on IS NULL OR n.until_on IS NULL OR n.from_on < n.until_on)
        ORDER BY n.starts_at LIMIT 1)
{_OPEN_OPPORTUNITIES}
   AND (v.id IS NULL OR v.from_on > y.entered_on)
"""  # noqa: S608 - words of our own

# Of several days said on one day the last counts; a day that was said twice is one.
_STANDS = """
       {row}.expected_on IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM web_dealexpectation f
        WHERE f.deal_id = {row}.deal_id AND f.starts_on = {row}.starts_on AND f.starts_at > {row}.starts_at)
"""
_EXPECTATIONS = f"""
SELECT e.id AS expectation_id, e.deal_id, l.id AS client_id, d.owner_id AS rep_id, o.team_id,
       coalesce(d.source_id, l.source_id) AS source_id, l.segment_id, m.funnel_id, d.kind, e.expected_on,
       (SELECT min(n.expected_on) FROM web_dealexpectation n
         WHERE n.deal_id = e.deal_id AND n.expected_on > e.expected_on AND {_STANDS.format(row="n")}) AS again_on,
       e.starts_on AS said_on, m.outcome, coalesce(m.won_on, m.lost_on) AS closed_on,
       (SELECT v.company_amount FROM web_dealvalue v
         WHERE v.deal_id = e.deal_id AND (v.from_on IS NULL OR v.from_on <= e.expected_on)
           AND (v.until_on IS NULL OR v.until_on > e.expected_on)) AS value_amount
  FROM web_dealexpectation e
  JOIN web_deal d ON d.id = e.deal_id
  JOIN web_milestones m ON m.deal_id = e.deal_id
  JOIN web_client l ON l.id = coalesce(d.merged_from_id, d.client_id)
  LEFT JOIN web_user o ON o.id = d.owner_id
 WHERE {{only}} AND {_STANDS.format(row="e")}
   AND NOT EXISTS (
       SELECT 1 FROM web_dealexpectation b WHERE b.deal_id = e.deal_id AND b.expected_on = e.expected_on
          AND b.starts_at < e.starts_at AND {_STANDS.format(row="b")})
   AND (d.import_run_id IS NULL OR d.import_run_id NOT IN ({{hidden}}))
"""  # noqa: S608 - words of our own

_SALES = """
SELECT x.id AS sale_id, l.id AS client_id, x.deal_id, x.rep_id, x.team_id,
       coalesce(d.source_id, l.source_id) AS source_id, l.segment_id, m.funnel_id,
       x.kind, x.is_won_back, x.sold_on, x.company_amount AS amount, x.company_cost_amount AS cost_amount
  FROM web_sale x
  LEFT JOIN web_deal d ON d.id = x.deal_id
  JOIN web_client l ON l.id = coalesce(d.merged_from_id, x.merged_from_id, x.client_id)
  LEFT JOIN web_milestones m ON m.deal_id = x.deal_id
 WHERE {only} AND (x.import_run_id IS NULL OR x.import_run_id NOT IN ({hidden}))
"""

# A meeting that a contact agreed; it has the deal, the source and the team of that contact.
_APPOINTMENTS = """
SELECT n.id AS appointment_id, c.id AS contact_id, c.deal_id, l.id AS client_id, n.rep_id, o.team_id,
       coalesce(d.source_id, l.source_id) AS source_id, l.segment_id, s.funnel_id,
       c.rep_id AS setter_id, c.team_id AS setter_team_id, c.kind, c.is_inbound, c.is_cold,
       CASE WHEN c.is_counted THEN 1 ELSE 0 END AS volume, c.happened_on AS set_on, n.due_on, k.happened_on AS kept_on,
       m.outcome, coalesce(m.won_on, m.lost_on) AS closed_on
  FROM web_nextstep n
  JOIN web_contact c ON c.id = n.set_by_id
  LEFT JOIN web_deal d ON d.id = c.deal_id
  JOIN web_client l ON l.id = coalesce(d.merged_from_id, c.merged_from_id, c.client_id)
  LEFT JOIN web_milestones m ON m.deal_id = c.deal_id
  LEFT JOIN web_stage s ON s.id = c.stage_id
  LEFT JOIN web_user o ON o.id = n.rep_id
  LEFT JOIN web_contact k ON k.id = n.kept_by_id AND (k.import_run_id IS NULL OR k.import_run_id NOT IN ({hidden}))
 WHERE {only} AND n.kind = 'meeting' AND (c.import_run_id IS NULL OR c.import_run_id NOT IN ({hidden}))
"""

_TALLIES = """
SELECT t.id AS tally_id, t.rep_id, t.team_id, t.kind_id AS tally_kind_id, i.code, t.counted_on, t.count
  FROM web_tally t
  JOIN web_tallykind i ON i.id = t.kind_id
 WHERE {only}
"""

_COSTS = """
SELECT e.id AS cost_day_id, e.cost_id, x.source_id, e.spent_on, e.company_amount AS amount
  FROM web_costday e
  JOIN web_cost x ON x.id = e.cost_id
 WHERE {only}
"""

_TIME_ENTRIES = """
SELECT e.id AS time_entry_id, e.rep_id, e.team_id, e.category_id AS time_category_id, g.is_selling, e.spent_on,
       e.seconds
  FROM web_timeentry e
  JOIN web_timecategory g ON g.id = e.category_id
 WHERE {only}
"""

_NAMES = """
SELECT 'rep' AS dimension, id, name, 0 AS position, team_id AS parent_id, NULL AS phase FROM web_user
 UNION ALL SELECT 'team', id, name, 0, NULL, NULL FROM web_team
 UNION ALL SELECT 'source', id, name, 0, NULL, NULL FROM web_source
 UNION ALL SELECT 'segment', id, name, 0, NULL, NULL FROM web_segment
 UNION ALL SELECT 'funnel', id, name, 0, NULL, NULL FROM web_funnel
 UNION ALL SELECT 'loss_reason', id, name, 0, NULL, NULL FROM web_lossreason
 UNION ALL SELECT 'referrer', id, name, 0, NULL, NULL FROM web_referrer
 UNION ALL SELECT 'tally_kind', id, name, 0, NULL, NULL FROM web_tallykind
 UNION ALL SELECT 'time_category', id, name, 0, NULL, NULL FROM web_timecategory
 UNION ALL
SELECT 'stage', s.id, s.name, coalesce(p.position, 9999), s.funnel_id, s.phase
  FROM web_stage s
  LEFT JOIN web_stageplace p ON p.stage_id = s.id AND p.version_id = (
       SELECT v.id FROM web_funnelversion v WHERE v.funnel_id = s.funnel_id
        ORDER BY v.starts_at <= {now} DESC, abs(v.starts_at - {now}) LIMIT 1)
 WHERE {only}
"""

SELECTS: Mapping[str, str] = MappingProxyType(
    {
        "contacts": _CONTACTS,
        "moves": _MOVES,
        "deals": _DEALS,
        "stays": _STAYS,
        "pipeline": _PIPELINE,
        "expectations": _EXPECTATIONS,
        "sales": _SALES,
        "appointments": _APPOINTMENTS,
        "tallies": _TALLIES,
        "costs": _COSTS,
        "time_entries": _TIME_ENTRIES,
        "names": _NAMES,
    }
)

# What a changed record of the log makes stale: the fact table, the column of its key, and that column in the SELECT.
STALE: Mapping[str, tuple[tuple[str, str, str], ...]] = MappingProxyType(
    {
        "deal": (
            ("contacts", "deal_id", "c.deal_id"),
            ("moves", "deal_id", "v.deal_id"),
            ("deals", "deal_id", "d.id"),
            ("stays", "deal_id", "y.deal_id"),
            ("pipeline", "deal_id", "y.deal_id"),
            ("expectations", "deal_id", "e.deal_id"),
            ("appointments", "deal_id", "c.deal_id"),
        ),
        "contact": (
            ("contacts", "contact_id", "c.deal_id IS NULL AND c.id"),
            ("appointments", "contact_id", "c.deal_id IS NULL AND c.id"),
        ),
        "sale": (("sales", "sale_id", "x.id"),),
        "tally": (("tallies", "tally_id", "t.id"),),
        "cost": (("costs", "cost_id", "x.id"),),
        "time": (("time_entries", "time_entry_id", "e.id"),),
    }
)
