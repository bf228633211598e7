"""Settings: arguments before the environment before files."""

from pathlib import Path

import pytest

from rag.errors import UsageError
from rag.settings import Settings, load_settings


def test_without_anything_the_defaults_hold(tmp_path: Path) -> None:
    assert load_settings(tmp_path, {}, {"HOME": str(tmp_path)}) == Settings()


def test_arguments_come_before_the_environment_before_the_archive_before_the_user(tmp_path: Path) -> None:
    user = tmp_path / "config" / "jianbao"
    user.mkdir(parents=True)
    (user / "jianbao.toml").write_text('llm_model = "u"\nllm_url = "u"\nmodel = "u"\nk = 4\n')
    (tmp_path / "jianbao.toml").write_text('llm_model = "a"\nllm_url = "a"\nmodel = "a"\n')
    environment = {
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "JIANBAO_LLM_MODEL": "e",
        "JIANBAO_LLM_URL": "e",
    }

    settings = load_settings(tmp_path, {"llm_model": "x", "model": None}, environment)

    assert (settings.llm_model, settings.llm_url, settings.model, settings.k) == ("x", "e", "a", 4)


def test_our_own_key_comes_before_openais(tmp_path: Path) -> None:
    both = {"HOME": str(tmp_path), "JIANBAO_LLM_API_KEY": "ours", "OPENAI_API_KEY": "theirs"}

    assert load_settings(tmp_path, {}, both).llm_api_key == "ours"
    assert load_settings(tmp_path, {}, {**both, "JIANBAO_LLM_API_KEY": ""}).llm_api_key == "theirs"


def test_a_key_is_never_shown(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, {}, {"HOME": str(tmp_path), "OPENAI_API_KEY": "sk-secret"})

    assert "sk-secret" not in repr(settings)
    assert "sk-secret" not in repr(Settings(llm_url="http://me:sk-secret@localhost/v1"))


@pytest.mark.parametrize("name", ["llm_window", "llm_timeout", "llm_total"])
@pytest.mark.parametrize("value", ["0", "-1"])
def test_no_window_and_no_time_at_all_is_refused(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(UsageError, match=f"{name} must be 1 or more, not {value}"):
        load_settings(tmp_path, {}, {"HOME": str(tmp_path), f"JIANBAO_{name.upper()}": value})


@pytest.mark.parametrize("k", ["-5", "0", "1001"])
def test_a_number_of_hits_out_of_bounds_is_refused(tmp_path: Path, k: str) -> None:
    with pytest.raises(UsageError, match=f"between 1 and 1000, not {k}"):
        load_settings(tmp_path, {}, {"HOME": str(tmp_path), "JIANBAO_K": k})


@pytest.mark.parametrize(
    ("content", "says"),
    [("k = ", "not valid TOML"), ("colour = 1", "sets colour"), ('k = "many"', "must be a whole number")],
)
def test_a_wrong_file_is_said_in_one_sentence(tmp_path: Path, content: str, says: str) -> None:
    (tmp_path / "jianbao.toml").write_text(content)

    with pytest.raises(UsageError, match=says):
        load_settings(tmp_path, {}, {"HOME": str(tmp_path)})
