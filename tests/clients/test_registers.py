"""What registers and QGIS read of us: records of the RNDT by the rules of AgID's guide, layer definitions whose addresses answer."""

import gzip
import re
import shutil
import subprocess
from urllib.parse import parse_qs

import pytest
from lxml import etree
from rdflib import RDF, Graph, Namespace, URIRef

from clients import vector_tile

SPACES = {
    "gmd": "http://www.isotc211.org/2005/gmd",
    "gco": "http://www.isotc211.org/2005/gco",
    "gmx": "http://www.isotc211.org/2005/gmx",
    "gml": "http://www.opengis.net/gml/3.2",
    "xlink": "http://www.w3.org/1999/xlink",
}
DATA = "gmd:identificationInfo/gmd:MD_DataIdentification"
CITATION = f"{DATA}/gmd:citation/gmd:CI_Citation"
QUALITY = "gmd:dataQualityInfo/gmd:DQ_DataQuality"
# Order of the children as the schemas of ISO 19139 have it; what we never write is left out.
ORDER = {
    "MD_Metadata": ["fileIdentifier", "language", "characterSet", "parentIdentifier", "hierarchyLevel", "contact", "dateStamp", "metadataStandardName",
                    "metadataStandardVersion", "referenceSystemInfo", "identificationInfo", "distributionInfo", "dataQualityInfo"],
    "MD_DataIdentification": ["citation", "abstract", "pointOfContact", "resourceMaintenance", "descriptiveKeywords", "resourceConstraints",
                              "spatialRepresentationType", "spatialResolution", "language", "characterSet", "topicCategory", "extent"],
    "CI_Citation": ["title", "date", "identifier", "citedResponsibleParty", "presentationForm", "series"],
    "CI_ResponsibleParty": ["organisationName", "contactInfo", "role"],
    "CI_Contact": ["address", "onlineResource"],
    "CI_OnlineResource": ["linkage", "protocol", "applicationProfile", "description"],
    "EX_GeographicBoundingBox": ["westBoundLongitude", "eastBoundLongitude", "southBoundLatitude", "northBoundLatitude"],
    "MD_Distribution": ["distributionFormat", "distributor", "transferOptions"],
    "DQ_DataQuality": ["scope", "report", "lineage"],
    "DQ_ConformanceResult": ["specification", "explanation", "pass"],
}


def said(record, path: str) -> list[str]:
    return [text.strip() for text in record.xpath(path, namespaces=SPACES)]


@pytest.mark.parametrize("dataset", ["sites", "centres"])
def test_a_record_has_what_the_rndt_asks_in_the_order_of_iso_19139(site, dataset):
    answer = site.get(f"/downloads/rndt/{dataset}.xml")
    assert answer.status == 200 and answer.headers["content-type"] == "application/xml"
    record = etree.fromstring(answer.body)
    for name, order in ORDER.items():
        for element in record.iter(f"{{{SPACES['gmd']}}}{name}"):
            places = [order.index(etree.QName(child).localname) for child in element]
            assert places == sorted(places), (name, [etree.QName(child).localname for child in element])
    identifier = said(record, "gmd:fileIdentifier/gco:CharacterString/text()")
    assert len(identifier) == 1 and re.fullmatch(r"\w+:\w+", identifier[0])
    once = {
        "gmd:language/gmd:LanguageCode/@codeListValue": "ita",
        "gmd:hierarchyLevel/gmd:MD_ScopeCode/@codeListValue": "dataset",
        "gmd:contact//gmd:CI_RoleCode/@codeListValue": "pointOfContact",
        "gmd:metadataStandardName/gmx:Anchor/text()": "Linee Guida RNDT",
        "gmd:metadataStandardVersion/gco:CharacterString/text()": "2.0",
        "gmd:referenceSystemInfo//gmd:code/gmx:Anchor/text()": "RDN2008-6706",
        f"{CITATION}/gmd:identifier//gmd:code/gco:CharacterString/text()": identifier[0],
        f"{CITATION}/gmd:series//gmd:issueIdentification/gco:CharacterString/text()": identifier[0],
        f"{CITATION}/gmd:citedResponsibleParty//gmd:CI_RoleCode/@codeListValue": "owner",
        f"{DATA}/gmd:spatialRepresentationType//@codeListValue": "vector",
        f"{DATA}/gmd:topicCategory/gmd:MD_TopicCategoryCode/text()": "society",
        f"{DATA}/gmd:language/gmd:LanguageCode/text()": "ita",
        f"{QUALITY}/gmd:scope//gmd:MD_ScopeCode/@codeListValue": "dataset",
        f"{QUALITY}//gmd:DQ_ConformanceResult/gmd:pass/gco:Boolean/text()": "false",
    }
    for path, expected in once.items():
        assert said(record, path) == [expected], path
    for path in (f"{CITATION}/gmd:title/gco:CharacterString/text()", f"{DATA}/gmd:abstract/gco:CharacterString/text()",
                 f"{QUALITY}/gmd:lineage//gmd:statement/gco:CharacterString/text()", "gmd:dateStamp/gco:Date/text()",
                 f"{CITATION}/gmd:date/gmd:CI_Date/gmd:date/gco:Date/text()", "gmd:contact//gmd:electronicMailAddress/gco:CharacterString/text()",
                 f"{DATA}/gmd:pointOfContact//gmd:electronicMailAddress/gco:CharacterString/text()", f"{DATA}/gmd:spatialResolution//gco:Distance/text()",
                 f"{QUALITY}//gmd:DQ_AbsoluteExternalPositionalAccuracy//gco:Real/text()"):
        assert all(said(record, path)) and said(record, path), path
    # The theme of INSPIRE, that the data are of the whole country and open, access for all, the licence.
    anchors = set(record.xpath("//gmx:Anchor/@xlink:href", namespaces=SPACES))
    assert {"http://inspire.ec.europa.eu/theme/us", "http://inspire.ec.europa.eu/metadata-codelist/SpatialScope/national",
            "http://inspire.ec.europa.eu/metadata-codelist/LimitationsOnPublicAccess/noLimitations",
            "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0"} <= anchors
    assert "open data" in said(record, f"{DATA}/gmd:descriptiveKeywords//gmd:keyword/gco:CharacterString/text()")
    constraints = record.xpath(f"{DATA}/gmd:resourceConstraints/gmd:MD_LegalConstraints", namespaces=SPACES)
    assert [len(one.xpath("gmd:otherConstraints", namespaces=SPACES)) for one in constraints] == [1, 1]
    # The box holds every public position and no more.
    west, east, south, north = (float(said(record, f"//gmd:{side}/gco:Decimal/text()")[0])
                                for side in ("westBoundLongitude", "eastBoundLongitude", "southBoundLatitude", "northBoundLatitude"))
    points = points_of(site)
    for found, expected in zip((west, south, east, north), (min(x for x, _ in points), min(y for _, y in points), max(x for x, _ in points), max(y for _, y in points))):
        assert found == pytest.approx(expected, abs=1e-6)
    # Every address answers, and every file of the data set is among them.
    addresses = said(record, "gmd:distributionInfo//gmd:onLine//gmd:URL/text()")
    for address in addresses:
        assert site.get(address.removeprefix(site.url)).status == 200, address
    files = {file["name"] for file in site.get("/downloads").json()["files"] if file["dataset"] == dataset}
    assert files <= {address.rsplit("/", 1)[-1] for address in addresses} and len(files) > 5
    assert len(said(record, "gmd:distributionInfo//gmd:MD_Format/gmd:name/gco:CharacterString/text()")) == len(files)


def points_of(site) -> list[tuple[float, float]]:
    features = site.get("/downloads/latest/sites.geojson").json()["features"]
    return [tuple(feature["geometry"]["coordinates"]) for feature in features if feature["geometry"]]


def test_the_catalogue_leads_to_the_records(site):
    graph = Graph().parse(data=site.get("/catalog.ttl").body, format="turtle")
    dcat, foaf, dct = (Namespace(space) for space in ("http://www.w3.org/ns/dcat#", "http://xmlns.com/foaf/0.1/", "http://purl.org/dc/terms/"))
    records = list(graph.subjects(RDF.type, dcat.CatalogRecord))
    assert len(records) == 2
    for record in records:
        dataset = graph.value(record, foaf.primaryTopic)
        assert (dataset, RDF.type, dcat.Dataset) in graph
        document = etree.fromstring(site.get(str(record).removeprefix(site.url)).body)
        assert said(document, "gmd:fileIdentifier/gco:CharacterString/text()") == [str(graph.value(dataset, dct.identifier))]


def test_the_catalogue_has_what_dcat_ap_it_makes_mandatory(site):
    """The mandatory properties of DCAT-AP_IT 1.0, class by class, and a distribution for every file."""
    graph = Graph().parse(data=site.get("/catalog.ttl").body, format="turtle")
    dcat, foaf, dct, vcard, it = (Namespace(space) for space in (
        "http://www.w3.org/ns/dcat#", "http://xmlns.com/foaf/0.1/", "http://purl.org/dc/terms/", "http://www.w3.org/2006/vcard/ns#", "http://dati.gov.it/onto/dcatapit#"))
    mandatory = {
        it.Catalog: [dct["title"], dct.description, dct.publisher, dct.modified, dcat.dataset],
        it.Dataset: [dct["title"], dct.description, dct.identifier, dct.modified, dct.rightsHolder, dct.accrualPeriodicity, dcat.theme],
        it.Distribution: [dcat.accessURL, dct["format"], dct.license],
        it.Agent: [foaf.name, dct.identifier],
        it.Organization: [vcard.fn, vcard.hasEmail],
        it.LicenseDocument: [dct.type, foaf.name],
    }
    for kind, properties in mandatory.items():
        things = list(graph.subjects(RDF.type, kind))
        assert things, kind
        for thing in things:
            for needed in properties:
                assert (thing, needed, None) in graph, (thing, needed)
    authority = "http://publications.europa.eu/resource/authority/"
    for dataset in graph.subjects(RDF.type, it.Dataset):
        themes = set(graph.objects(dataset, dcat.theme))
        assert URIRef(f"{authority}data-theme/SOCI") in themes
        assert str(graph.value(dataset, dct.accrualPeriodicity)).startswith(f"{authority}frequency/")
        assert ":" in str(graph.value(dataset, dct.identifier))
    files = {file["url"]: file for file in site.get("/downloads").json()["files"]}
    told = {str(graph.value(one, dcat.downloadURL)): one for one in graph.subjects(RDF.type, it.Distribution) if graph.value(one, dcat.downloadURL)}
    assert set(told) == set(files)
    formats = {files[url]["name"].split(".", 1)[1]: str(graph.value(one, dct["format"])).removeprefix(f"{authority}file-type/") for url, one in told.items()}
    assert formats == {"csv": "CSV", "xlsx": "XLSX", "geojson": "GEOJSON", "gpkg": "GPKG", "parquet": "PARQUET", "fgb": "BIN", "hsds.json": "JSON"}


def layers(site, name: str):
    answer = site.get(f"/downloads/qgis/{name}.qlr")
    assert answer.status == 200 and answer.headers["content-type"] == "application/x-qgis-layer-definition"
    document = etree.fromstring(answer.body)
    assert answer.body.startswith(b"<!DOCTYPE qgis-layer-definition>\n") and document.tag == "qlr"
    found = document.findall("maplayers/maplayer")
    leaves = {leaf.get("id"): leaf for leaf in document.findall("layer-tree-group/layer-tree-layer")}
    assert found and {layer.findtext("id") for layer in found} == set(leaves)
    for layer in found:
        leaf = leaves[layer.findtext("id")]
        assert (leaf.get("source"), leaf.get("providerKey")) == (layer.findtext("datasource"), layer.findtext("provider"))
        assert leaf.get("name") == layer.findtext("layername")
    return found


@pytest.mark.parametrize(("name", "geometry"), [("sites", "Point"), ("regions", "Polygon")])
def test_a_layer_of_features_reads_a_collection_that_answers(site, name, geometry):
    [layer] = layers(site, name)
    assert (layer.get("type"), layer.get("geometry"), layer.findtext("provider")) == ("vector", geometry, "OAPIF")
    source = dict(re.findall(r"(\w+)='([^']*)'", layer.findtext("datasource")))
    assert source["url"].startswith(site.url) and source["typename"] == name
    root = source["url"].removeprefix(site.url)
    collection = f"{root}/collections/{source['typename']}"
    features = site.get(f"{collection}/items?limit=1000").json()
    assert features["numberMatched"] > 0
    known = set(site.get(f"{collection}/queryables").json()["properties"])
    symbols = {symbol.get("name") for symbol in layer.iter("symbol")}
    for rule in layer.iter("rule"):
        assert rule.get("symbol") in symbols and rule.get("label")
        assert set(re.findall(r'"(\w+)"', rule.get("filter"))) <= known
    assert layer.find("labeling/settings/text-style").get("fieldName") in known
    if name == "sites":
        codes = {value for rule in layer.iter("rule") for value in re.findall(r"\"(?:status|network_role)\" = '(\w+)'", rule.get("filter"))}
        told = {feature["properties"][column] for feature in features["features"] for column in ("status", "network_role")}
        assert told - {"cessata"} <= codes
    if shutil.which("ogrinfo"):
        done = subprocess.run(["ogrinfo", "-ro", "-so", f"OAPIF:{source['url']}", source["typename"]], capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0 and f"Feature Count: {features['numberMatched']}" in done.stdout, done.stdout + done.stderr


def test_layers_of_tiles_draw_what_the_tiles_hold(site):
    drawn = set()
    for layer in layers(site, "map"):
        assert layer.get("type") == "vector-tile"
        source = {name: values[0] for name, values in parse_qs(layer.findtext("datasource")).items()}
        assert source["type"] == "xyz" and source["url"].startswith(site.url)
        address = source["url"].removeprefix(site.url)
        styles = layer.findall("renderer[@type='basic']/styles/style")
        wanted = {style.get("layer") for style in styles}
        drawn |= wanted
        held = {}
        for zoom, column, row in [(6, 34, 23), (9, 272, 184), (5, 17, 11)]:
            answer = site.get(address.replace("{z}", str(zoom)).replace("{x}", str(column)).replace("{y}", str(row)))
            assert answer.status in (200, 204), (answer.status, address)
            body = gzip.decompress(answer.body) if answer.headers.get("content-encoding") == "gzip" else answer.body
            held |= vector_tile.read(body)
        assert wanted <= set(held), (wanted, set(held))
        if "centres" in wanted:
            features = held["centres"].features
            assert features and not any(feature.properties.get("cluster") for feature in features)
            fields = {name for feature in features for name in feature.properties}
            assert {name for style in styles for name in re.findall(r'"(\w+)"', style.get("expression"))} <= fields
    assert drawn == {"centres", "regions", "provinces", "municipalities"}


def test_what_does_not_exist_is_not_there(site):
    for path in ("/downloads/qgis/other.qlr", "/downloads/rndt/other.xml", "/downloads/rndt/sites"):
        assert site.get(path).status == 404, path
    assert site.get("/downloads/qgis/sites.qlr?x=1").status == 400
    again = site.get("/downloads/rndt/sites.xml")
    assert site.get("/downloads/rndt/sites.xml", if_none_match=again.headers["etag"]).status == 304
