"""Questions in Hungarian, with and without accents, and what each means."""

import pytest

from tests.web.understanding.conftest import differing, table

pytestmark = pytest.mark.any_database

QUESTIONS = table("""
árbevétel ebben a pénzügyi évben                          | sales_volume; this fiscal year
megnyert üzletek a múlt üzleti évben                      | deals_won; last fiscal year
Hány kontaktom volt a múlt héten?                         | contacts; last week; rep Alice
Hány hideghívást végeztem a múlt héten?                   | cold_calls; last week; rep Alice
hány hívása volt Bobnak tegnap                            | calls; yesterday; rep Bob
Bob hívásai ma                                            | calls; today; rep Bob
hany kontaktja volt Bobnak es Evenek ebben a honapban     | contacts; this month; rep Bob+Eve
kontaktok                                                 | contacts; this month
eredményes kontaktok ebben a negyedévben                  | effective_contacts; this quarter
eredményes kontaktok tegnapelőtt                          | effective_contacts; 2024-05-13
eredményes hívások tegnap                                 | effective_contacts; yesterday; kind call
hány hívás és találkozó volt a múlt héten                 | contacts; last week; kind call+meeting
hány látogatás volt májusban                              | contacts; 2024-05; kind visit
eredményes kontaktok aránya az elmúlt 30 napban           | effective_share; last 30 days
mekkora az eredményes kontaktok aránya értékesítőnként    | effective_share; this month; by rep
megnyert üzletek áprilisban                               | deals_won; 2024-04
hány üzletet nyertünk meg júniusban                       | deals_won; 2023-06
megnyert üzleteim idén                                    | deals_won; this year; rep Alice
megnyert üzletek idén havonta                             | deals_won; this year; by month
új leadek tavaly                                          | new_leads; last year
új leadek a Website forrásból 2023-ban                    | new_leads; 2023; source Website
melyik forrás hozott új leadeket a múlt negyedévben       | new_leads; last quarter; by source
új leadek hetente                                         | new_leads; this month; by week
elveszett üzletek április 1. óta                          | deals_lost; 2024-04-01..2024-05-16
árbevétel május 1-től május 15-ig                         | sales_volume; 2024-05-01..2024-05-16
árbevétel januártól márciusig                             | sales_volume; 2024-01-01..2024-04-01
árbevétel a múlt évben                                    | sales_volume; last year
árrés az első negyedévben                                 | sales_margin; 2024-Q1
árrés 2023 első negyedévében                              | sales_margin; 2023-Q1
ki nyert meg üzleteket ebben a hónapban                   | deals_won; this month; by rep
kontaktok hétfőn                                          | contacts; 2024-05-13
kontaktok múlt szerdán                                    | contacts; 2024-05-08
kontaktok május 3-án                                      | contacts; 2024-05-03
kontaktok december 24-én                                  | contacts; 2023-12-24
kontaktok 2023. május 3-án                                | contacts; 2023-05-03
kontaktok 2024-05-01..2024-05-10                          | contacts; 2024-05-01..2024-05-10
kontaktok az elmúlt két hétben                            | contacts; last 2 weeks
összes kontakt valaha                                     | contacts; all
több kontakt, mint a múlt hónapban?                       | contacts; this month; against last month
kontaktok a múlt héten az előző időszakhoz képest         | contacts; last week; against previous
kontaktok a múlt hónapban márciushoz képest               | contacts; last month; against 2024-03
új leadek ebben a hónapban, mint egy éve                  | new_leads; this month; against 2023-05-01..2023-06-01
North csapat kontaktjai                                   | contacts; this month; team North
eredményes kontaktjaim ma                                 | effective_contacts; today; rep Alice
értékesítési ciklusidő tavaly                             | cycle_time; last year
mutasd a mai kontaktokat                                  | contacts; today
nyerési arány a lezártakból csapatonként                  | win_rate_of_closed; this month; by team
kontaktok értékesítő és hónap szerint idén                | contacts; this year; by rep+month
""")


def test_questions_in_hungarian(meant):
    assert len(QUESTIONS) >= 40
    assert differing(QUESTIONS, meant) == []
