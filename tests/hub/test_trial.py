"""The trial hub: erased in place, and never the real one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import reverse

from elspace.hub.trial import erase_trial
from elspace.people.enums import Role
from tests import factories


def trial(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A command in the trial hub of a copy of the settings that keeps it in `folder`."""
    code = (
        "import config.settings as s, pathlib, os\n"
        f"s.VAR_DIR = pathlib.Path({str(folder)!r})\n"
        "s.DATABASES['default']['NAME'] = str(s.VAR_DIR / 'hub.sqlite3')\n"
        "s.MEDIA_ROOT = s.VAR_DIR / 'media'\n"
        "import django\n"
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'config.settings'\n"
        "django.setup()\n"
    )
    script = code + "\n".join(words)
    environment = {**os.environ, "ELSPACE_TRIAL": "1", "DATABASE_URL": "sqlite:////never/there"}
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_trial_hub_is_new_again_and_the_real_database_is_never_named(tmp_path: Path) -> None:
    done = trial(
        "from django.core.management import call_command as c",
        "from elspace.hub.trial import keep_new_hub, erase_trial",
        "from elspace.hub.models import Hub, Discipline",
        "from elspace.hub.actions import open_hub",
        "from elspace.hub.first import first_token",
        "c('migrate', verbosity=0)",
        "keep_new_hub()",
        "token = first_token()",
        "open_hub(name='Essai', languages=['fr'], place='Ici')",
        "keep_new_hub()",
        "erase_trial()",
        "print(Hub.objects.count(), Discipline.objects.count() > 3, first_token() != token)",
        folder=tmp_path,
    )
    assert done.stdout.strip().endswith("0 True True"), done.stderr[-600:]


@pytest.mark.django_db
def test_a_real_hub_is_not_erased_by_command_button_or_call(sign_in) -> None:
    factories.hub()
    director = sign_in(factories.person("Emna", roles=[Role.DIRECTOR]))
    with pytest.raises(CommandError):
        call_command("erase_trial")
    with pytest.raises(RuntimeError):
        erase_trial()
    assert director.post(reverse("site:trial")).status_code == 404
    assert "trial-band" not in director.get("/today/").content.decode()


@pytest.mark.django_db
def test_the_trial_hub_is_told_apart_on_every_page(sign_in, settings) -> None:
    factories.hub()
    settings.TRIAL = True
    director = sign_in(factories.person("Emna", roles=[Role.DIRECTOR]))
    for address in ("/today/", "/fr/", "/account/"):
        assert "trial-band" in director.get(address).content.decode()
    page = director.get("/trial/").content.decode()
    assert "Tout effacer" in page


def test_the_trial_hub_is_served_on_this_machine_alone(settings) -> None:
    settings.TRIAL = True
    with pytest.raises(CommandError, match="trial hub"):
        call_command("serve", host="0.0.0.0", port=8977)
