"""Reads colours from pictures of a page, in a page of its own so that nothing of ours takes part."""

import base64

from playwright.sync_api import BrowserContext, Locator

COUNT = """async ([picture, colours, tolerance]) => {
  const image = new Image();
  image.src = `data:image/png;base64,${picture}`;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
  canvas.drawImage(image, 0, 0);
  const { data } = canvas.getImageData(0, 0, image.width, image.height);
  const found = Object.fromEntries(Object.keys(colours).map((name) => [name, 0]));
  for (let at = 0; at < data.length; at += 4) {
    for (const [name, [red, green, blue]] of Object.entries(colours)) {
      if (Math.abs(data[at] - red) <= tolerance && Math.abs(data[at + 1] - green) <= tolerance && Math.abs(data[at + 2] - blue) <= tolerance) found[name] += 1;
    }
  }
  return { ...found, all: data.length / 4 };
}"""


def colours(context: BrowserContext, element: Locator, wanted: dict[str, str], tolerance: int = 4) -> dict[str, int]:
    """How many pixels of an element have each colour, written #RRGGBB; `all` is how many there are."""
    picture = base64.b64encode(element.screenshot()).decode()
    triples = {name: [int(colour[at : at + 2], 16) for at in (1, 3, 5)] for name, colour in wanted.items()}
    reader = context.new_page()
    try:
        return reader.evaluate(COUNT, [picture, triples, tolerance])
    finally:
        reader.close()
