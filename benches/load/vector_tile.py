"""Reads just enough of a Mapbox Vector Tile to know which features are in it. Refuses bytes that are not one."""


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def _fields(data: bytes):
    """Number and value of each field of a protobuf message; bytes for those with a length."""
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        number, kind = key >> 3, key & 7
        if kind == 0:
            value, at = _varint(data, at)
        elif kind in (1, 5):
            size = 8 if kind == 1 else 4
            value, at = data[at : at + size], at + size
        elif kind == 2:
            size, at = _varint(data, at)
            if at + size > len(data):
                raise ValueError("a field is longer than the tile")
            value, at = data[at : at + size], at + size
        else:
            raise ValueError(f"a field of kind {kind} has no place in a tile")
        yield number, value


def features(tile: bytes) -> dict[str, dict[int, int]]:
    """Layers by name; in each the bytes of geometry by feature id."""
    layers = {}
    for number, layer in _fields(tile):
        if number != 3:
            continue
        name, found = "", {}
        for part, value in _fields(layer):
            if part == 1:
                name = value.decode()
            elif part == 2:
                fields = dict(_fields(value))
                if not fields.get(4):
                    raise ValueError("a feature without geometry")
                found[fields.get(1, 0)] = len(fields[4])
        layers[name] = found
    return layers


def number(tile: bytes) -> int:
    """How many features are in it, whatever their ids."""
    return sum(part == 2 for kind, layer in _fields(tile) if kind == 3 for part, _ in _fields(layer))


def within(tile: bytes) -> tuple[int, int]:
    """How many points of the tile lie inside its edges, and how many inside or on them: the rest reaches in from around it."""
    inside = on = 0
    for kind, layer in _fields(tile):
        for part, feature in _fields(layer) if kind == 3 else ():
            if part != 2:
                continue
            geometry, numbers, at = dict(_fields(feature))[4], [], 0
            while at < len(geometry):
                value, at = _varint(geometry, at)
                numbers.append(value)
            x, y = ((value >> 1) ^ -(value & 1) for value in numbers[1:3])
            inside += 0 < x < 4096 and 0 < y < 4096
            on += 0 <= x <= 4096 and 0 <= y <= 4096
    return inside, on
