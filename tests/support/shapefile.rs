//! A zipped shapefile of polygons made byte by byte, as ISTAT writes its boundaries: several layers, text columns.

/// Rings of one record: the corners of each, first and last the same, clockwise.
pub type Rings = Vec<Vec<(f64, f64)>>;

/// One layer of an archive.
pub struct Layer<'a> {
    /// Path in the archive, without ending.
    pub name: &'a str,
    pub columns: &'a [&'a str],
    /// Cells and rings of each record.
    pub records: &'a [(Vec<String>, Rings)],
}

/// The well-known text ISTAT puts beside shapes whose name says WGS84.
pub const UTM_32: &str = r#"PROJCS["WGS_1984_UTM_Zone_32N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",9.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#;

/// The archive of these layers, all with this `.prj`.
pub fn zipped(layers: &[Layer<'_>], projection: &str) -> Vec<u8> {
    let mut entries = vec![];
    for layer in layers {
        let entry = |ending: &str, bytes: Vec<u8>| (format!("{}.{ending}", layer.name), bytes);
        entries.push(entry("shp", shp(layer.records)));
        entries.push(entry("dbf", dbf(layer.columns, layer.records)));
        entries.push(entry("prj", projection.as_bytes().to_vec()));
        entries.push(entry("cpg", b"UTF-8".to_vec()));
    }
    archive(&entries)
}

fn shp(records: &[(Vec<String>, Rings)]) -> Vec<u8> {
    let mut bytes = vec![0, 0, 0x27, 0x0A];
    bytes.resize(100, 0);
    for (number, (_, rings)) in records.iter().enumerate() {
        let mut record = 5_u32.to_le_bytes().to_vec();
        record.extend([0; 32]);
        record.extend((rings.len() as u32).to_le_bytes());
        record.extend((rings.iter().map(Vec::len).sum::<usize>() as u32).to_le_bytes());
        let mut start = 0_u32;
        for ring in rings {
            record.extend(start.to_le_bytes());
            start += ring.len() as u32;
        }
        record.extend(rings.iter().flatten().flat_map(|(x, y)| [x.to_le_bytes(), y.to_le_bytes()].concat()));
        bytes.extend((number as u32 + 1).to_be_bytes());
        bytes.extend((record.len() as u32 / 2).to_be_bytes());
        bytes.extend(record);
    }
    bytes
}

const WIDTH: u8 = 60;

fn dbf(columns: &[&str], records: &[(Vec<String>, Rings)]) -> Vec<u8> {
    let mut bytes = vec![0x03, 126, 1, 1];
    bytes.extend((records.len() as u32).to_le_bytes());
    bytes.extend((33 + 32 * columns.len() as u16).to_le_bytes());
    bytes.extend((1 + u16::from(WIDTH) * columns.len() as u16).to_le_bytes());
    bytes.resize(32, 0);
    for name in columns {
        let mut field = name.as_bytes().to_vec();
        field.resize(11, 0);
        field.push(b'C');
        field.resize(16, 0);
        field.push(WIDTH);
        field.resize(32, 0);
        bytes.extend(field);
    }
    bytes.push(0x0D);
    for (cells, _) in records {
        bytes.push(b' ');
        for cell in cells {
            let mut cell = cell.as_bytes().to_vec();
            cell.resize(usize::from(WIDTH), b' ');
            bytes.extend(cell);
        }
    }
    bytes
}

/// A ZIP whose entries are stored as they are.
pub fn archive(entries: &[(String, Vec<u8>)]) -> Vec<u8> {
    let (mut bytes, mut directory) = (vec![], vec![]);
    for (name, content) in entries {
        let mut about = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        about.extend(crc32(content).to_le_bytes());
        about.extend([content.len() as u32; 2].iter().flat_map(|size| size.to_le_bytes()));
        about.extend((name.len() as u16).to_le_bytes());
        about.extend([0, 0]);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&about);
        directory.extend([0; 10]);
        directory.extend((bytes.len() as u32).to_le_bytes());
        directory.extend(name.as_bytes());
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&about);
        bytes.extend(name.as_bytes());
        bytes.extend(content);
    }
    let start = bytes.len() as u32;
    bytes.extend(&directory);
    bytes.extend(b"PK\x05\x06\x00\x00\x00\x00");
    bytes.extend([entries.len() as u16; 2].iter().flat_map(|count| count.to_le_bytes()));
    bytes.extend((directory.len() as u32).to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

/// CRC-32 of ISO 3309, bit by bit.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
    !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}
