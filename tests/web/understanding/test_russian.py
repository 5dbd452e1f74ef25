"""Questions in Russian, and what each means."""

import pytest

from headway.web.models import Source
from tests.web.understanding.conftest import differing, table

pytestmark = pytest.mark.any_database

QUESTIONS = table("""
Сколько контактов у меня было на прошлой неделе?          | contacts; last week; rep Alice
Сколько холодных звонков я сделал на прошлой неделе?      | cold_calls; last week; rep Alice
сколько звонков сделал Боб вчера                          | calls; yesterday; rep Боб
звонки Боба сегодня                                       | calls; today; rep Боб
сколько контактов у Боба и Евы в этом месяце              | contacts; this month; rep Боб+Ева
контакты                                                  | contacts; this month
эффективные контакты в этом квартале                      | effective_contacts; this quarter
эффективных контактов позавчера                           | effective_contacts; 2024-05-13
эффективные звонки вчера                                  | effective_contacts; yesterday; kind call
сколько было звонков и встреч на прошлой неделе           | contacts; last week; kind call+meeting
сколько визитов в мае                                     | contacts; 2024-05; kind visit
доля эффективных контактов за последние 30 дней           | effective_share; last 30 days
какая доля эффективных контактов по менеджерам            | effective_share; this month; by rep
выигранные сделки в апреле                                | deals_won; 2024-04
сколько сделок мы выиграли в июне                         | deals_won; 2023-06
сколько выигранных сделок в этом году по месяцам          | deals_won; this year; by month
новые лиды с выставки в 2023 году                         | new_leads; 2023; source Выставка
какой источник принёс больше новых лидов в прошлом квартале | new_leads; last quarter; by source
новые лиды по неделям                                     | new_leads; this month; by week
проигранные сделки с 1 апреля                             | deals_lost; 2024-04-01..2024-05-16
объём продаж с 1 по 15 мая                                | sales_volume; 2024-05-01..2024-05-16
объём продаж с 1 мая по 15 мая                            | sales_volume; 2024-05-01..2024-05-16
объем продаж за прошлый год                               | sales_volume; last year
объём продаж с января по март 2024 года                   | sales_volume; 2024-01-01..2024-04-01
маржа продаж за первый квартал                            | sales_margin; 2024-Q1
маржа продаж в первом квартале 2023 года                  | sales_margin; 2023-Q1
кто выиграл сделки в этом месяце                          | deals_won; this month; by rep
контакты в понедельник                                    | contacts; 2024-05-13
контакты в прошлую среду                                  | contacts; 2024-05-08
контакты 3 мая                                            | contacts; 2024-05-03
контакты 24 декабря                                       | contacts; 2023-12-24
контакты 3 мая 2023 года                                  | contacts; 2023-05-03
объём продаж в этом финансовом году                       | sales_volume; this fiscal year
выигранные сделки за прошлый финансовый квартал           | deals_won; last fiscal quarter
контакты 2024-05-01..2024-05-10                           | contacts; 2024-05-01..2024-05-10
контакты за последние две недели                          | contacts; last 2 weeks
контакты за всё время                                     | contacts; all
больше ли контактов, чем в прошлом месяце?                | contacts; this month; against last month
контакты за прошлую неделю по сравнению с предыдущим периодом | contacts; last week; against previous
контакты в прошлом месяце по сравнению с мартом           | contacts; last month; against 2024-03
новые лиды в этом месяце, чем год назад                   | new_leads; this month; against 2023-05-01..2023-06-01
контакты команды Север                                    | contacts; this month; team Север
мои эффективные контакты сегодня                          | effective_contacts; today; rep Alice
длительность цикла продажи в прошлом году                 | cycle_time; last year
покажи контакты за сегодня                                | contacts; today
доля выигранных от закрытых по командам                   | win_rate_of_closed; this month; by team
квалифицированные возможности в мае                       | qualified_opportunities; 2024-05
контакты по менеджерам и месяцам в этом году              | contacts; this year; by rep+month
""")


@pytest.fixture(autouse=True)
def _russian_names(owner, bob, eve, north, company):
    """Боб and Ева sell, Север is a team, and leads come from the Выставка."""
    for record, name in ((bob, "Боб"), (eve, "Ева"), (north, "Север"), (Source.objects.first(), "Выставка")):
        record.name = name
        record.save()


def test_questions_in_russian(meant):
    assert len(QUESTIONS) >= 40
    assert differing(QUESTIONS, meant) == []
