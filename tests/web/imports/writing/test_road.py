"""The funnel that a mapping speaks of."""

import pytest

from headway.web.imports.problem import ImportProblem
from headway.web.imports.running.starting import start
from headway.web.imports.running.work import go_on
from headway.web.imports.writing.road import road_for
from headway.web.models import Funnel, ImportState
from tests.web.imports.conftest import DEALS as MAPPING
from tests.web.imports.conftest import SALES

DEAL = "deal|client|stage|entered\nA|Acme|New|2024-01-02"


def test_a_stage_that_the_companys_funnel_lacks_is_told_with_a_remedy(prepared, alice):
    mapping = MAPPING.replace('name = "Need", phase = "lead"', 'name = "Fit", phase = "lead"')
    run = prepared(DEAL, mapping.replace('Need = "Need"', ""))
    with pytest.raises(ImportProblem, match="no stage “Fit”"):
        start(run, by=alice)


def test_a_funnel_that_is_changed_meanwhile_fails_the_import(prepared, alice, funnel):
    run = prepared(DEAL)
    start(run, by=alice)
    funnel.stages.filter(name="Need").update(name="Fit")
    go_on(run)
    run.refresh_from_db()
    assert run.state == ImportState.FAILED
    assert "no stage “Need”" in run.error


def test_a_mapping_without_a_funnel_takes_the_default_one_or_says_that_there_is_none(bring, funnel):
    sale = "deal|client|day|amount|currency\nA|Acme|2024-01-02|5|EUR"
    assert bring(sale, SALES).counts["new"]["deals"] == 1
    Funnel.objects.update(is_default=False)
    with pytest.raises(ImportProblem, match="has no funnel yet"):
        bring(sale.replace("A|", "B|"), SALES)


def test_sales_that_name_no_deal_need_no_funnel(bring, funnel):
    Funnel.objects.update(is_default=False)
    run = bring("client|day|amount|currency\nAcme|2024-01-02|5|EUR", SALES.replace('deal = "deal"\n', ""))
    assert (run.counts["new"]["sales"], run.counts["new"]["deals"]) == (1, 0)


@pytest.mark.parametrize("funnels", ["none", "several, none of them the default one"])
def test_costs_need_no_funnel(bring, funnel, company, funnels):
    if funnels == "none":
        Funnel.objects.all().delete()
    else:
        bring(DEAL, MAPPING.replace('name = "Sales"', 'name = "Loans"'))
        Funnel.objects.update(is_default=False)
    before = Funnel.objects.count()
    columns = 'source = "source"\nspent_in = "month"\nspent_amount = "amount"\ncurrency = "currency"\nnote = "note"\n'
    run = bring(
        "source|month|amount|currency|note\nTrade fair|2024-05|12000|EUR|Stand and travel\nWebsite|2024-05|640.50|EUR|",
        f'noun = "cost"\n[columns]\n{columns}',
        "costs.csv",
    )
    assert (run.state, run.counts["new"]["costs"], Funnel.objects.count()) == (ImportState.DONE, 2, before)


def test_the_first_funnel_of_a_company_is_its_default_one(bring, funnel):
    other = MAPPING.replace('name = "Sales"', 'name = "Loans"')
    bring(DEAL, other)
    assert Funnel.objects.get(name="Loans").is_default is False
    Funnel.objects.update(is_default=False)
    bring(DEAL, MAPPING.replace('name = "Sales"', 'name = "Cars"'))
    assert Funnel.objects.get(name="Cars").is_default is True


def test_no_stage_is_no_stage(prepared, funnel):
    road, is_new = road_for(None, prepared(DEAL))
    assert (road.stage(None), is_new) == (None, False)
    with pytest.raises(ImportProblem):
        road.stage("Nowhere")
