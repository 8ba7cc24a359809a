"""What a host may choose: read once, in app.py, from TUWEN_… variables and the file .env, and handed down."""

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from storage.places import default_data_dir


class Settings(BaseSettings):
    """Every choice with its default; `.env.example` lists the same ones."""

    model_config = SettingsConfigDict(env_prefix="TUWEN_", env_file=".env", frozen=True, extra="ignore")

    data_dir: Path = Field(
        default_factory=default_data_dir,
        description="Where the database and the pictures lie; default: your user data folder.",
    )
    database_url: str | None = Field(
        default=None, description="sqlite:////folder/tuwen.db or postgresql://…; default: tuwen.db in the data folder."
    )
    painter: str = Field(default="tuwen", description="Who draws.")
    describer: str = Field(default="tuwen", description="Who describes.")
    device: str = Field(default="cpu", description="Where the networks run: cpu, cuda, cuda:1 …")
    language: Literal["en", "zh"] = Field(default="en", description="What a new conversation begins in: en or zh.")
    candidates: int = Field(default=4, ge=1, le=8, description="How many pictures answer one prompt: 1 to 8.")
    host: str = Field(default="127.0.0.1", description="The address to serve at; 0.0.0.0 serves the whole network.")
    port: int = Field(default=7860, ge=0, le=65535, description="The port to serve at.")
    shared: bool = Field(
        default=False, description="Whether strangers share this host: each browser then lists only what it began."
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
    backup_dir: Path | None = Field(default=None, description="Where backups lie; default: backups in the data folder.")
    backups_kept: int = Field(default=7, ge=1, description="How many of these backups stay.")
    max_prompt: int = Field(default=1000, ge=1, le=10_000, description="The longest message, in characters.")
    max_upload_mb: int = Field(default=20, ge=1, le=200, description="The heaviest image, in MB.")
    max_upload_megapixels: int = Field(default=40, ge=1, le=200, description="The largest image, in million pixels.")
