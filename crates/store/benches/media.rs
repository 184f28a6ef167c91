//! What a large medium costs: 500 MiB into the vault beside `dd conv=fdatasync` of the same file in the same run, the most memory that was
//! resident meanwhile, and how long a player waits for a place in the middle.
//!
//! Prints `figure value limit`, one a line; a figure without a limit has `-`. Medians of [`ROUNDS`].

use std::{
    error::Error,
    fs::{self, File},
    io::Write,
    path::Path,
    process::{Command, Stdio},
    time::Instant,
};

use banthao_store::{Db, Key, Settings};

const ROUNDS: usize = 5;
const MIB: u64 = 1024 * 1024;
const BYTES: u64 = 500 * MIB;
const SEEKS: u64 = 200;
const PIECE: u64 = 64 * 1024;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::Builder::new().prefix("media-bench").tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let source = folder.path().join("source");
    write_noise(&source)?;
    let db = Db::open(&Settings::in_folder(folder.path().join("profile")), &Key::random())?;
    let (mut copies, mut keeps, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    let mut kept = None;
    for _ in 0..ROUNDS {
        let copy = copies_with_dd(&source, &folder.path().join("copy"))?;
        let begun = Instant::now();
        kept = Some(db.vault().adding().keep_from(&mut File::open(&source)?, &mut |_| ())?);
        let keep = begun.elapsed().as_secs_f64();
        copies.push(copy);
        keeps.push(keep);
        ratios.push(keep / copy);
    }
    let resident = resident_mib()?;
    let kept = kept.ok_or("no round")?;

    let mut opening = Vec::new();
    let mut seeking = Vec::new();
    for n in 0..SEEKS {
        let begun = Instant::now();
        let contents = db.vault().contents(kept.blob)?;
        opening.push(begun.elapsed().as_secs_f64() * 1000.0);
        let at = (n * 2_654_435_761) % (BYTES - PIECE);
        let begun = Instant::now();
        contents.range(at, at + PIECE)?;
        seeking.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    println!("media_500mb_ratio {:.2} 1.30", median(&mut keeps) / median(&mut copies));
    println!("media_500mb_ratio_worst {:.2} -", ratios.iter().copied().fold(0.0, f64::max));
    println!("media_500mb_s {:.3} -", median(&mut keeps));
    println!("media_500mb_dd_s {:.3} -", median(&mut copies));
    println!("media_resident_mib {resident:.1} 64");
    println!("media_open_ms {:.3} -", median(&mut opening));
    println!("media_seek_ms {:.3} -", median(&mut seeking));
    Ok(())
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Bytes that no file system makes smaller.
fn write_noise(path: &Path) -> Result<(), Box<dyn Error>> {
    let mut file = File::create(path)?;
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut piece = vec![0; MIB as usize];
    for _ in 0..BYTES / MIB {
        for bytes in piece.chunks_exact_mut(8) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            bytes.copy_from_slice(&state.to_le_bytes());
        }
        file.write_all(&piece)?;
    }
    Ok(file.sync_all()?)
}

/// Seconds that a plain durable copy takes. What is left of the last one is removed first, as nothing is overwritten in the vault either.
fn copies_with_dd(from: &Path, to: &Path) -> Result<f64, Box<dyn Error>> {
    if to.exists() {
        fs::remove_file(to)?;
    }
    let (input, output) = (format!("if={}", from.display()), format!("of={}", to.display()));
    let begun = Instant::now();
    let status = Command::new("dd").args([&input, &output, "bs=1M", "conv=fdatasync"]).stderr(Stdio::null()).status()?;
    let took = begun.elapsed().as_secs_f64();
    if status.success() { Ok(took) } else { Err("dd failed".into()) }
}

/// The most memory that this process ever had resident.
fn resident_mib() -> Result<f64, Box<dyn Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    Ok(line.trim().trim_end_matches("kB").trim().parse::<f64>()? / 1024.0)
}
