"""A reader of vector tiles (MVT 2.1), written from the specification so that it shares nothing with the writer."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

Point = tuple[int, int]


@dataclass
class Feature:
    """One feature. `rings` holds closed rings of polygons, lines, or points one by one, in tile units."""

    id: int | None = None
    kind: int = 0
    properties: dict = field(default_factory=dict)
    rings: list[list[Point]] = field(default_factory=list)

    @property
    def doubled_area(self) -> int:
        """Twice the area in square tile units: exact, because coordinates are whole numbers."""
        return abs(sum(doubled_area(ring) for ring in self.rings))


@dataclass
class Layer:
    name: str = ""
    version: int = 1
    extent: int = 4096
    features: list[Feature] = field(default_factory=list)


def doubled_area(ring: list[Point]) -> int:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))


def read(data: bytes) -> dict[str, Layer]:
    """The layers of a tile by name. A tile that breaks the specification is a ValueError."""
    layers = [_layer(value) for number, value in _fields(data) if number == 3]
    names = [layer.name for layer in layers]
    if len(set(names)) != len(names):
        raise ValueError(f"a layer stands twice in the tile: {names}")
    return {layer.name: layer for layer in layers}


def _varint(data: bytes, at: int) -> tuple[int, int]:
    result = shift = 0
    while True:
        byte = data[at]
        result |= (byte & 0x7F) << shift
        at += 1
        if byte < 0x80:
            return result, at
        shift += 7


def _fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        number, wire = key >> 3, key & 7
        if wire == 0:
            value, at = _varint(data, at)
        elif wire in (1, 5):
            size = 8 if wire == 1 else 4
            value, at = data[at : at + size], at + size
        elif wire == 2:
            size, at = _varint(data, at)
            value, at = data[at : at + size], at + size
        else:
            raise ValueError(f"unknown wire type {wire}")
        yield number, value


def _packed(data: bytes) -> list[int]:
    numbers, at = [], 0
    while at < len(data):
        number, at = _varint(data, at)
        numbers.append(number)
    return numbers


def _zigzag(number: int) -> int:
    return (number >> 1) ^ -(number & 1)


def _value(data: bytes):
    for number, value in _fields(data):
        match number:
            case 1:
                return value.decode()
            case 2:
                return struct.unpack("<f", value)[0]
            case 3:
                return struct.unpack("<d", value)[0]
            case 4:
                return value - (1 << 64) if value >= 1 << 63 else value
            case 5:
                return value
            case 6:
                return _zigzag(value)
            case 7:
                return bool(value)
    raise ValueError("a value without a type")


def _layer(data: bytes) -> Layer:
    layer, keys, values, raw = Layer(), [], [], []
    for number, value in _fields(data):
        match number:
            case 1:
                layer.name = value.decode()
            case 2:
                raw.append(value)
            case 3:
                keys.append(value.decode())
            case 4:
                values.append(_value(value))
            case 5:
                layer.extent = value
            case 15:
                layer.version = value
    if layer.version != 2:
        raise ValueError(f"layer {layer.name} has version {layer.version}")
    layer.features = [_feature(feature, keys, values) for feature in raw]
    return layer


def _feature(data: bytes, keys: list[str], values: list) -> Feature:
    feature, tags, geometry = Feature(), [], []
    for number, value in _fields(data):
        match number:
            case 1:
                feature.id = value
            case 2:
                tags = _packed(value)
            case 3:
                feature.kind = value
            case 4:
                geometry = _packed(value)
    feature.properties = {keys[tags[at]]: values[tags[at + 1]] for at in range(0, len(tags), 2)}
    feature.rings = _rings(geometry, feature.kind)
    return feature


def _rings(geometry: list[int], kind: int) -> list[list[Point]]:
    rings: list[list[Point]] = []
    at = x = y = 0
    while at < len(geometry):
        command, count = geometry[at] & 7, geometry[at] >> 3
        at += 1
        if command == 7:
            rings[-1].append(rings[-1][0])
            continue
        for _ in range(count):
            x, y = x + _zigzag(geometry[at]), y + _zigzag(geometry[at + 1])
            at += 2
            if command == 1:
                rings.append([(x, y)])
            elif command == 2:
                rings[-1].append((x, y))
            else:
                raise ValueError(f"unknown command {command}")
    if kind == 3 and any(ring[0] != ring[-1] or len(ring) < 4 for ring in rings):
        raise ValueError("a polygon with an open ring")
    return rings
