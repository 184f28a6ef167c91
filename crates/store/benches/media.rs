//! What a large medium costs: 500 MiB into the vault beside `dd conv=fdatasync` of the same file in the same run, the most memory that was
//! resident meanwhile, and how long a player waits for a place in the middle.
//!
//! Prints a line per figure, name and value with a tab between; units and limits are the caller's. Medians of [`ROUNDS`].

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
    let (profile, key) = (folder.path().join("profile"), Key::random());
    fs::create_dir(&profile)?;
    let (mut copies, mut keeps, mut ratios, mut cpus) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut kept = None;
    for _ in 0..ROUNDS {
        // Room is made before either begins: the vault would give the last round's blocks back within the time that is taken.
        fs::remove_dir_all(&profile)?;
        let db = Db::open(&Settings::in_folder(&profile), &key)?;
        let copy = copies_with_dd(&source, &folder.path().join("copy"))?;
        let (begun, cpu) = (Instant::now(), cpu_seconds()?);
        kept = Some(db.vault().adding().keep_from(&mut File::open(&source)?, &mut |_| ())?);
        let keep = begun.elapsed().as_secs_f64();
        cpus.push(cpu_seconds()? - cpu);
        copies.push(copy);
        keeps.push(keep);
        ratios.push(keep / copy);
    }
    let resident = resident_mib()?;
    let kept = kept.ok_or("no round")?;

    let db = Db::open(&Settings::in_folder(&profile), &key)?;
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
    println!("media_500mb_ratio\t{:.2}", median(&mut keeps) / median(&mut copies));
    println!("media_500mb_ratio_worst\t{:.2}", ratios.iter().copied().fold(0.0, f64::max));
    println!("media_500mb\t{:.3}", median(&mut keeps));
    println!("media_500mb_dd\t{:.3}", median(&mut copies));
    println!("media_500mb_cpu\t{:.2}", median(&mut cpus));
    println!("media_resident\t{resident:.1}");
    println!("media_open\t{:.3}", median(&mut opening));
    println!("media_seek\t{:.3}", median(&mut seeking));
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

/// Processor time of all threads so far: when it is near the time by the clock times the cores, the machine was busy with other things too.
fn cpu_seconds() -> Result<f64, Box<dyn Error>> {
    const TICKS: f64 = 100.0;
    let stat = fs::read_to_string("/proc/self/stat")?;
    let fields = stat.rsplit_once(')').ok_or("no fields")?.1.split_whitespace();
    let ticks: Vec<f64> = fields.skip(11).take(2).map(str::parse).collect::<Result<_, _>>()?;
    Ok(ticks.iter().sum::<f64>() / TICKS)
}

/// The most memory that this process ever had resident.
fn resident_mib() -> Result<f64, Box<dyn Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    Ok(line.trim().trim_end_matches("kB").trim().parse::<f64>()? / 1024.0)
}
