"""What a host may choose: read once, in app.py, from TUWEN_… variables and the file .env, and handed down."""

from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from storage.places import absolute, default_data_dir


def _parted(said: object) -> object:
    """Names with commas or blanks between them."""
    return tuple(said.replace(",", " ").split()) if isinstance(said, str) else said


def _subpath(said: str) -> str:
    """/tuwen, with a slash before and none behind; a whole address stays one."""
    bare = said.strip().rstrip("/")
    return bare if not bare or bare.startswith(("/", "http://", "https://")) else f"/{bare}"


def _of_page(site: str) -> str:
    """https://example.com, as a browser names the site that a page is of."""
    if site != "*" and not site.startswith(("http://", "https://")):
        raise ValueError(f"{site} is no site; write it as https://example.com")
    return site.rstrip("/").lower()


def _proxy(said: str) -> str:
    if said != "*":
        ip_network(said, strict=False)  # ValueError says what is wrong with it
    return said


Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_parted)]
Sites = Annotated[tuple[Annotated[str, AfterValidator(_of_page)], ...], NoDecode, BeforeValidator(_parted)]
Proxies = Annotated[tuple[Annotated[str, AfterValidator(_proxy)], ...], NoDecode, BeforeValidator(_parted)]
Folder = Annotated[Path, AfterValidator(absolute)]


LOOPBACK = ("127.0.0.1", "::1", "localhost")
SHORTEST_PASSWORD = 12


class Settings(BaseSettings):
    """Every choice with its default; `.env.example` lists the same ones."""

    model_config = SettingsConfigDict(env_prefix="TUWEN_", env_file=".env", frozen=True, extra="ignore")

    data_dir: Folder = Field(
        default_factory=default_data_dir,
        description="Where the database and the pictures lie; default: your user data folder.",
    )
    database_url: str | None = Field(
        default=None,
        description="sqlite:////folder/tuwen.db, sqlite:///in-the-data-folder.db or postgresql://…; default: tuwen.db.",
    )
    temp_dir: Folder | None = Field(
        default=None,
        description="Where uploads and served copies lie for a while; default: a folder of our own in the system's.",
    )
    painter: str = Field(default="tuwen", description="Who draws.")
    describer: str = Field(default="tuwen", description="Who describes.")
    device: str = Field(default="cpu", description="Where the networks run: cpu, cuda, cuda:1 …")
    language: Literal["en", "zh"] = Field(default="en", description="What a new conversation begins in: en or zh.")
    candidates: int = Field(default=4, ge=1, le=8, description="How many pictures answer one prompt: 1 to 8.")
    host: str = Field(default="127.0.0.1", description="The address to serve at; 0.0.0.0 serves the whole network.")
    port: int = Field(default=7860, ge=0, le=65535, description="The port to serve at.")
    root_path: Annotated[str, AfterValidator(_subpath)] = Field(
        default="", description="The path, or the whole address, that a proxy serves the page under."
    )
    hosts: Names = Field(
        default=(), description="The names that visitors reach this server by, besides numbers and localhost; * is any."
    )
    proxies: Proxies = Field(
        default=(), description="The addresses or networks of proxies that are believed what they forward; * is any."
    )
    origins: Sites = Field(default=(), description="Other sites whose pages may call the API; * is any.")
    frames: Sites = Field(default=(), description="Other sites that may show the page in a frame; * is any.")
    shared: bool = Field(
        default=False, description="Whether strangers share this host: each browser then lists only what it began."
    )
    owner_page: bool = Field(
        default=False, description="Whether /owner shows what is learnt from ratings, starts trainings and promotes."
    )
    owner_password: SecretStr | None = Field(
        default=None,
        validate_default=True,
        description="What opens /owner, 12 characters or more; needed where others reach this server.",
    )
    png_metadata: bool = Field(
        default=True, description="Whether a picture's file says how it was made: prompt, seed, plan, weights."
    )
    keep_days: int | None = Field(
        default=None, ge=1, description="After how many quiet days a conversation is deleted; default: never."
    )
    backup_hours: float | None = Field(
        default=None, gt=0, description="Every how many hours a backup is taken; default: never. SQLite only."
    )
    backup_dir: Folder | None = Field(
        default=None, description="Where backups lie; default: backups in the data folder."
    )
    begin_from_backup: bool = Field(
        default=False, description="Whether a data folder without a database begins from the newest backup."
    )
    backups_kept: int = Field(default=7, ge=1, description="How many of these backups stay.")
    max_prompt: int = Field(default=1000, ge=1, le=10_000, description="The longest message, in characters.")
    max_waiting: int = Field(default=64, ge=1, le=10_000, description="How many messages may wait for their answers.")
    max_waiting_address: int = Field(default=32, ge=1, description="How many of one address (IPv6: /64) may.")
    max_waiting_visitor: int = Field(default=8, ge=1, description="How many of one browser at one address may.")
    max_requests: int = Field(default=600, ge=1, description="How many requests one address may send in a minute.")
    max_unsent_mb: int = Field(
        default=200, ge=1, description="How many MB one address may upload in the minutes that these are kept unsent."
    )
    keep_unsent_minutes: int = Field(
        default=15, ge=1, description="After how many minutes what was uploaded and not sent is deleted."
    )
    quota_gb: float | None = Field(
        default=None, gt=0, description="How many GB of pictures are kept before nothing new is; default: any."
    )
    keep_free_mb: int = Field(default=100, ge=0, description="How many MB of the disk stay free.")
    max_upload_mb: int = Field(default=20, ge=1, le=200, description="The heaviest image, in MB.")
    max_upload_megapixels: int = Field(default=40, ge=1, le=200, description="The largest image, in million pixels.")

    @field_validator("owner_password")
    @classmethod
    def _opens_to_the_owner_alone(cls, password: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        """Whoever is on this machine is its owner where nobody else reaches the server, directly or by a proxy."""
        told = info.data
        if password is not None and len(password.get_secret_value()) < SHORTEST_PASSWORD:
            raise ValueError(f"it has to have {SHORTEST_PASSWORD} characters or more")
        alone = told.get("host") in LOOPBACK and not any(
            told.get(name) for name in ("shared", "hosts", "proxies", "origins", "frames", "root_path")
        )
        if told.get("owner_page") and password is None and not alone:
            raise ValueError("TUWEN_OWNER_PAGE needs a password where others reach this server")
        return password
