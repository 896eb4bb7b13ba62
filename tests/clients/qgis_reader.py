"""Run by Debian's own Python, which has QGIS: opens our collections and layer definitions as a person would, and says what
was seen as JSON. Arguments: our origin, then files of layer definitions."""

import json
import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from qgis.core import (  # noqa: E402
    QgsApplication, QgsCoordinateReferenceSystem, QgsFeatureRequest, QgsLayerDefinition, QgsMapLayerType, QgsMapRendererSequentialJob,
    QgsMapSettings, QgsProject, QgsRectangle, QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize  # noqa: E402
from qgis.PyQt.QtGui import QColor  # noqa: E402

SIDE = 200
ITALY = QgsRectangle(700_000, 4_300_000, 2_100_000, 6_000_000)
PAPER = QColor("white")


def painted(layer) -> int:
    """Pixels of a picture of Italy in Web Mercator that are not paper."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setOutputSize(QSize(SIDE, SIDE))
    settings.setBackgroundColor(PAPER)
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    settings.setExtent(ITALY)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    return sum(image.pixelColor(x, y) != PAPER for x in range(SIDE) for y in range(SIDE))


def read(layer, request=None) -> int:
    return sum(1 for _ in (layer.getFeatures(request) if request else layer.getFeatures()))


def main() -> dict:
    origin, *definitions = sys.argv[1:]
    sites = QgsVectorLayer(f"typename='sites' url='{origin}/ogc/v1'", "sites", "OAPIF")
    seen = {"valid": sites.isValid(), "counted": sites.featureCount(), "read": read(sites)}
    seen["boxed"] = read(sites, QgsFeatureRequest().setFilterRect(QgsRectangle(11, 44, 12.5, 45)))
    # QGIS 3.22 looks at these itself; later ones ask us with CQL2.
    sites.setSubsetString("\"network_role\" = 'hub'")
    seen["hubs"] = read(sites)
    seen["layers"] = {}
    for path in definitions:
        project = QgsProject()
        opened, error = QgsLayerDefinition.loadLayerDefinition(path, project, project.layerTreeRoot())
        for layer in project.mapLayers().values():
            vector = layer.type() == QgsMapLayerType.VectorLayer
            seen["layers"][layer.name()] = {
                "opened": opened and not error, "valid": layer.isValid(), "crs": layer.crs().authid() if layer.crs().isValid() else None,
                "features": read(layer) if vector else None, "labels": layer.labelsEnabled() if vector else None, "painted": painted(layer),
            }
        project.clear()
    return seen


application = QgsApplication([], False)
application.initQgis()
print(json.dumps(main()), flush=True)
# Its own way out falls over the layers that Python still holds.
os._exit(0)
