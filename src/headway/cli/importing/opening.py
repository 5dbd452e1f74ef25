"""An installation to bring files into: the tables are made where there are none yet, or older ones."""

from headway.cli.installation import set_up_django
from headway.cli.serving import standing
from headway.web.environment import read_environment


def open_or_set_up() -> None:
    """Set up Django and the tables; raise CommandProblem for a database that does not answer."""
    environment = read_environment()
    environment.data.mkdir(parents=True, exist_ok=True)
    stands = standing.read_standing(environment)
    set_up_django()
    if stands is None or not stands.is_current:
        from headway.web.tables import bring_up_to_date

        bring_up_to_date()
        standing.note_standing(environment)
