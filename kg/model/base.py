"""What every value of the model has in common: frozen, closed, and cheap to compare."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, PlainSerializer, PlainValidator, WithJsonSchema

from kg.model.ids import Ref


class Value(BaseModel):
    """A frozen pydantic model that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_enum_values=False)


def _ref(value: Any) -> Ref:
    return value if isinstance(value, Ref) else Ref.parse(str(value))


#: A `Ref` inside a model: written and read as "prefix:local".
RefField = Annotated[
    Ref,
    PlainValidator(_ref),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": "^[a-z]+:.+$", "description": "prefix:local"}),
]
