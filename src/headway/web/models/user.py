"""The people who use Headway: their role, their team, and since when."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from headway.web.models.fields import InstantField


class Role(models.TextChoices):
    """What a user is to the company; it decides what exists for them."""

    OWNER = "owner", pgettext_lazy("role", "owner")
    HEAD = "head", pgettext_lazy("role", "head of sales")
    REP = "rep", pgettext_lazy("role", "rep")
    ANALYST = "analyst", pgettext_lazy("role", "analyst")


class Team(models.Model):
    """Reps who sell together, led by a head of sales."""

    name = models.CharField(_("name"), max_length=100, unique=True)

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes users."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a user who signs in by e-mail; without a password, nobody can sign in as them yet."""
        user: User = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person of the company with a role; a rep who left stays, inactive, with everything they did."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    role = models.CharField(_("role"), max_length=8, choices=Role.choices, default=Role.REP)
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="members", verbose_name=_("team")
    )
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    language = models.CharField(_("language"), max_length=2, blank=True)
    theme = models.CharField(_("theme"), max_length=5, blank=True)
    # The secret part of the address of the calendar of next steps.
    calendar_key = models.CharField(max_length=43, null=True, unique=True, editable=False)  # noqa: DJ001 - none is not ""
    reminds_by_mail = models.BooleanField(_("remind me of next steps by e-mail"), default=False)
    # The hour of the day, in the user's zone, at which the evening review is sent to them.
    review_hour = models.PositiveSmallIntegerField(_("hour of the evening review by e-mail"), null=True, blank=True)
    # The hour of the day, in the user's zone, at which the plan for the next working day is sent to them.
    plan_hour = models.PositiveSmallIntegerField(
        _("hour of the plan for tomorrow by e-mail"), null=True, blank=True, default=18
    )
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = InstantField(null=True)
    import_run = models.ForeignKey("web.ImportRun", models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="user_role_is_known"),
            models.CheckConstraint(
                condition=models.Q(review_hour__isnull=True) | models.Q(review_hour__lte=23), name="user_review_hour"
            ),
            models.CheckConstraint(
                condition=models.Q(plan_hour__isnull=True) | models.Q(plan_hour__lte=23), name="user_plan_hour"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_staff(self) -> bool:
        """Nobody is staff in Django's sense: there is no admin site."""
        return False

    @property
    def is_owner(self) -> bool:
        """Whether all of the company is theirs to see and change."""
        return self.role == Role.OWNER

    @property
    def is_head(self) -> bool:
        """Whether they lead a team."""
        return self.role == Role.HEAD

    @property
    def initials(self) -> str:
        """The first letters of the first two words of the name."""
        return "".join(word[0] for word in self.name.split()[:2]).upper()


class Membership(models.Model):
    """A user's time in a team, from a day on until the next one or until the day that it ended."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships")
    starts_on = models.DateField(default=date.min)
    # The first day on which they are no longer in it, where nothing came after.
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("user", "starts_on"), name="membership_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gt=models.F("starts_on")),
                name="membership_ends_after_its_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} in {self.team_id} from {self.starts_on}"
