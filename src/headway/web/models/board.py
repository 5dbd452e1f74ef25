"""What a company, a team or a user wants to see: boards of tiles, their goals, sets of words kept by a name, mails."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from headway.web.models.fields import InstantField


class BoardKind(models.TextChoices):
    """Whose board it is."""

    COMPANY = "company", pgettext_lazy("whose board", "company")
    TEAM = "team", pgettext_lazy("whose board", "team")
    USER = "user", pgettext_lazy("whose board", "user")


class Board(models.Model):
    """The small set of metrics that the company, a team or a user has picked; one each."""

    kind = models.CharField(max_length=7, choices=BoardKind.choices)
    team = models.OneToOneField("web.Team", models.CASCADE, null=True, related_name="board")
    user = models.OneToOneField("web.User", models.CASCADE, null=True, related_name="board")
    created_at = InstantField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("kind",), condition=models.Q(kind="company"), name="board_of_company_is_one"
            ),
            models.CheckConstraint(
                condition=models.Q(kind="company", team=None, user=None)
                | models.Q(kind="team", team__isnull=False, user=None)
                | models.Q(kind="user", team=None, user__isnull=False),
                name="board_is_of_one",
            ),
        )

    def __str__(self) -> str:
        return f"board of {self.kind} {self.team_id or self.user_id or ''}".strip()


class BoardMetric(models.Model):
    """A tile of a board: a metric with the period, the comparison and the words that it is narrowed by."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="tiles")
    position = models.PositiveSmallIntegerField(_("place"))
    metric = models.CharField(_("metric"), max_length=100)
    period = models.CharField(_("period"), max_length=60, default="this month")
    compare = models.CharField(_("compared with"), max_length=60, default="previous", blank=True)
    saved = models.CharField(_("saved words"), max_length=60, blank=True)
    filters = models.JSONField(_("narrowed to"), default=dict)
    added_at = InstantField()
    # When anybody last opened the number from the board.
    looked_at = InstantField(null=True)

    class Meta:
        indexes = (models.Index(fields=("board", "position"), name="tile_in_its_place"),)

    def __str__(self) -> str:
        return f"{self.metric} on {self.board_id}"


class GoalStep(models.TextChoices):
    """How often a goal is to be reached, where it is not by a day."""

    WEEK = "week", pgettext_lazy("goal of every", "every week")
    MONTH = "month", pgettext_lazy("goal of every", "every month")
    QUARTER = "quarter", pgettext_lazy("goal of every", "every quarter")
    YEAR = "year", pgettext_lazy("goal of every", "every year")


class Goal(models.Model):
    """The value that a tile's number should reach: in every month (week ...), or from a day on by another."""

    tile = models.OneToOneField(BoardMetric, models.CASCADE, related_name="goal")
    value = models.DecimalField(_("value"), max_digits=24, decimal_places=6)
    every = models.CharField(_("every"), max_length=7, choices=GoalStep.choices, blank=True)
    starts_on = models.DateField(_("from"), null=True)
    due_on = models.DateField(_("by"), null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=(models.Q(every__in=GoalStep.values) & models.Q(starts_on=None, due_on=None))
                | models.Q(every="", starts_on__lte=models.F("due_on")),
                name="goal_is_regular_or_by_a_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.value} of {self.tile_id}"


class SavedWords(models.Model):
    """Words that narrow numbers, kept under a name: a user's own, or without a user those of the company."""

    name = models.CharField(_("name"), max_length=60)
    # The name as names are compared: without case and accents.
    folded = models.CharField(max_length=60, editable=False)
    user = models.ForeignKey("web.User", models.CASCADE, null=True, related_name="saved_words")
    period = models.CharField(_("period"), max_length=60, blank=True)
    filters = models.JSONField(_("narrowed to"), default=dict)
    saved_at = InstantField()

    class Meta:
        verbose_name_plural = "saved words"
        constraints = (
            models.UniqueConstraint(fields=("user", "folded"), name="saved_words_once_a_user"),
            models.UniqueConstraint(
                fields=("folded",), condition=models.Q(user=None), name="saved_words_once_a_company"
            ),
        )

    def __str__(self) -> str:
        return self.name


class BoardMail(models.Model):
    """A user's wish to have a board by e-mail once a week."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="mails")
    user = models.ForeignKey("web.User", models.CASCADE, related_name="board_mails")
    weekday = models.PositiveSmallIntegerField(_("day of the week"))

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("board", "user"), name="board_mail_once_a_user"),
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="board_mail_weekday"),
        )

    def __str__(self) -> str:
        return f"board {self.board_id} to {self.user_id}"
