"""Questions in English, and what each means."""

import pytest

from tests.web.understanding.conftest import differing, table

pytestmark = pytest.mark.any_database

QUESTIONS = table("""
how many contacts did I have last week?                   | contacts; last week; rep Alice
How many cold calls did I make last week?                 | cold_calls; last week; rep Alice
how many calls did Bob make yesterday                     | calls; yesterday; rep Bob
Bob's calls today                                         | calls; today; rep Bob
calls by Bob and Eve this month                           | calls; this month; rep Bob+Eve
contacts                                                  | contacts; this month
effective contacts this quarter                           | effective_contacts; this quarter
effective calls yesterday                                 | effective_contacts; yesterday; kind call
effective e-mails and demos this year                     | effective_contacts; this year; kind email+demo
contacts by email last month                              | contacts; last month; kind email
how many calls and meetings did we have last week         | contacts; last week; kind call+meeting
how many visits in May                                    | contacts; 2024-05; kind visit
share of effective contacts in the last 30 days           | effective_share; last 30 days
what is the share of effective contacts per rep           | effective_share; this month; by rep
deals won in April                                        | deals_won; 2024-04
how many deals did we win in June                         | deals_won; 2023-06
won deals this year by month                              | deals_won; this year; by month
which source brought the most new leads last quarter      | new_leads; last quarter; by source
leads from the trade fair in 2023                         | new_leads; 2023; source Trade fair
new leads from Website by week                            | new_leads; this month; source Website; by week
lost deals since 1 April                                  | deals_lost; 2024-04-01..2024-05-16
sales volume from 1 May to 15 May                         | sales_volume; 2024-05-01..2024-05-16
how much did we sell between January and March 2024       | sales_volume; 2024-01-01..2024-04-01
how much did we sell from July to September 2023          | sales_volume; 2023-07-01..2023-10-01
revenue last year                                         | sales_volume; last year
margin in Q1 2024                                         | sales_margin; 2024-Q1
sales margin in the first quarter                         | sales_margin; 2024-Q1
who won deals this month                                  | deals_won; this month; by rep
contacts on Monday                                        | contacts; 2024-05-13
contacts last Wednesday                                   | contacts; 2024-05-08
contacts on 3 May                                         | contacts; 2024-05-03
contacts on December 24                                   | contacts; 2023-12-24
contacts on May 3rd, 2023                                 | contacts; 2023-05-03
contacts 2024-05-01..2024-05-10                           | contacts; 2024-05-01..2024-05-10
contacts in 2024-W07                                      | contacts; 2024-w07
contacts the day before yesterday                         | contacts; 2024-05-13
contacts in the past two weeks                            | contacts; last 2 weeks
all contacts ever                                         | contacts; all
contacts all time by rep                                  | contacts; all; by rep
time on contacts last month                               | time_on_contacts; last month
more contacts than last month?                            | contacts; this month; against last month
contacts last week compared with the week before          | contacts; last week; against previous
contacts last month versus March                          | contacts; last month; against 2024-03
new leads this month than a year ago                      | new_leads; this month; against 2023-05-01..2023-06-01
did I make more calls today than yesterday                | calls; today; rep Alice; against yesterday
win rate of closed deals by team                          | win_rate_of_closed; this month; by team
contacts of team North                                    | contacts; this month; team North
new leads in the segment Schools                          | new_leads; this month; segment Schools
how long was the sales cycle last year                    | cycle_time; last year
show me the contacts of today                             | contacts; today
opportunity to won (cohort) in 2023                       | opportunities_to_won_cohort; 2023
new ground contacts by Bob                                | new_ground_contacts; this month; rep Bob
contacts by rep and month this year                       | contacts; this year; by rep+month
sales volume this fiscal year                             | sales_volume; this fiscal year
deals won last fiscal quarter                             | deals_won; last fiscal quarter
what was my effective share in march                      | effective_share; 2024-03; rep Alice
""")


def test_questions_in_english(meant):
    assert len(QUESTIONS) >= 40
    assert differing(QUESTIONS, meant) == []
