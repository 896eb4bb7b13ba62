"""Another site, on another origin, that embeds the map with the snippet we tell people to paste."""

import contextlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = """<!doctype html>
<html lang="it">
<head><meta charset="utf-8"><title>Comune di Esempio</title><link rel="icon" href="data:,"></head>
<body>
<h1>Servizi per le famiglie</h1>
<p>Questa pagina è di un altro sito.</p>
<script src="{centri}/embed.js" async></script>
<centri-mappa {attributes}></centri-mappa>
<p id="dopo">Il testo continua.</p>
</body>
</html>
"""


class OtherSite:
    """Pages by path; each is the text it was given."""

    def __init__(self, port: int):
        self.url = f"http://127.0.0.1:{port}"
        self.pages: dict[str, str] = {}

    def embed(self, centri: str, attributes: str = "") -> str:
        """The address of a page with the element."""
        path = f"/{len(self.pages)}.html"
        self.pages[path] = PAGE.format(centri=centri, attributes=attributes)
        return self.url + path


@contextlib.contextmanager
def serve() -> Iterator[OtherSite]:
    """The other site, until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            text = site.pages.get(self.path)
            self.send_response(200 if text else 404)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((text or "").encode())

        def log_message(self, *_):
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = OtherSite(server.server_address[1])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
