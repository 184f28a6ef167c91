//! Sections, kinds and levels: data that the portal's people lay down, never code.

use banthao_portal_api::wire::{Catalogue, Kind, Level, Role, Section, Workflow};
use rusqlite::{Connection, named_params};

use super::{Result, cached::Cached, counter};

/// Lays down the first catalogue on first start.
pub fn found(connection: &Connection) -> Result<()> {
    let first = first();
    connection.execute_cached(
        "INSERT INTO catalogues (version, wire) SELECT :version, :wire WHERE NOT EXISTS (SELECT 1 FROM catalogues)",
        named_params! { ":version": counter(first.version), ":wire": serde_json::to_string(&first)? },
    )?;
    Ok(())
}

/// The catalogue that holds now.
pub fn read(connection: &Connection) -> Result<Catalogue> {
    let wire: String = connection.query_row_cached("SELECT wire FROM catalogues ORDER BY version DESC LIMIT 1", [], |row| row.get(0))?;
    Ok(serde_json::from_str(&wire)?)
}

fn first() -> Catalogue {
    let section = |code: &str, name: &str| Section { code: code.to_owned(), name: name.to_owned() };
    let kind = |code: &str, name: &str| Kind { code: code.to_owned(), name: name.to_owned() };
    Catalogue {
        version: 1,
        sections: vec![
            section("tin-tuc-su-kien", "Tin tức – Sự kiện"),
            section("chi-dao-dieu-hanh", "Chỉ đạo – Điều hành"),
            section("chuyen-doi-so", "Chuyển đổi số"),
            section("thong-cao-bao-chi", "Thông cáo báo chí"),
            section("phan-bac", "Thông tin phản bác"),
        ],
        kinds: vec![
            kind("tin", "Tin"),
            kind("bai", "Bài"),
            kind("thong-bao", "Thông báo"),
            kind("thong-cao", "Thông cáo báo chí"),
            kind("phan-bac", "Phản bác"),
            kind("hoi-dap", "Hỏi đáp"),
            kind("anh", "Phóng sự ảnh"),
        ],
        workflow: Workflow {
            levels: vec![
                Level { role: Role::UnitLeader, waiting: "Chờ đơn vị duyệt".to_owned(), own_unit: true },
                Level { role: Role::Editor, waiting: "Chờ Ban Biên tập duyệt".to_owned(), own_unit: false },
            ],
        },
        proofing: None,
    }
}
