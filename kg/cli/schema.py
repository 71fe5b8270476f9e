"""kg schema: the JSON Schemas of what the product writes."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from kg.cli.common import USAGE, report
from kg.cli.output import note


def _models() -> dict[str, type]:
    from kg.model.claims import Claim
    from kg.model.decisions import Decision
    from kg.model.documents import Document
    from kg.model.entities import Entity

    return {"claim": Claim, "entity": Entity, "document": Document, "decision": Decision}


@report
def schema(
    name: Annotated[
        str | None, typer.Argument(help="claim, entity, document or decision; all if omitted.")
    ] = None,
) -> int | None:
    """Print the JSON Schema of claims, entities, documents and decisions.

    Examples:

      kg schema claim > claim.schema.json

      kg schema | jq keys
    """
    from pydantic import TypeAdapter

    models = _models()
    if name is not None and name not in models:
        note(f"kg: no schema called {name!r}; there are {', '.join(models)}")
        return USAGE
    made = {key: TypeAdapter(model).json_schema(mode="serialization") for key, model in models.items()}
    json.dump(made[name] if name else made, sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")
    return None
