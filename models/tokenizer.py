"""The tokenizer, loaded from its folder with the same care as weights. Trained by `training.tokenizer`."""

from pathlib import Path

from transformers import PreTrainedTokenizerFast

from models.weights import require


def load_tokenizer(folder: Path) -> PreTrainedTokenizerFast:
    """Raises WeightsError where a file is missing or empty."""
    return PreTrainedTokenizerFast.from_pretrained(require(folder, "tokenizer.json", "tokenizer_config.json"))
