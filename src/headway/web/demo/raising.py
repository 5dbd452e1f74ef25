"""Two scenarios of the demo company's last quarter, and what a per cent of each lever costs it, in hours."""

from headway.engine.period import Period
from headway.web.demo.scene import Scene
from headway.web.models import Company, Scenario
from headway.web.search import fold

# More leads are colder ones, and whoever gives fewer discounts loses some who would have bought.
_RAISES = (
    {"new_leads": "20", "conversion": "-5"},
    {"conversion": "-3", "average_sale": "4", "margin_share": "10"},
)
_EFFORTS = {
    "new_leads": "6",
    "conversion": "4",
    "sales_per_client": "3",
    "average_sale": "2.5",
    "margin_share": "5",
}


def raise_levers(scene: Scene) -> None:
    """Let the owner have kept them for the whole company."""
    quarter = Period.parse("last quarter", scene.today)
    Scenario.objects.bulk_create(
        Scenario(
            name=name,
            folded=fold(name),
            period=f"{quarter.start}..{quarter.end}",
            raises=raises,
            saved_at=scene.midnight(scene.today),
        )
        for name, raises in zip(scene.words.scenarios, _RAISES, strict=True)
    )
    Company.objects.update(lever_efforts=_EFFORTS)
