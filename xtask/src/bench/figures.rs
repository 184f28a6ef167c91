//! Figures as a measuring program prints them: a name and a value a line. What they are measured in and how large they may be stands here in xtask, in
//! the table of the benchmark.

use anyhow::{Context, Result, bail};

use super::Figure;

/// Name, unit, limit.
pub type Row = (&'static str, &'static str, Option<f64>);

/// Reads what a program printed.
pub fn read(printed: &str, table: &[Row]) -> Result<Vec<Figure>> {
    printed.lines().map(|line| figure(line, table)).collect()
}

fn figure(line: &str, table: &[Row]) -> Result<Figure> {
    let (name, value) = line.split_once('\t').with_context(|| format!("no figure was printed: {line}"))?;
    let Some((name, unit, limit)) = table.iter().copied().find(|(known, ..)| *known == name) else {
        bail!("{name} was measured, which has no unit and no limit");
    };
    Ok(Figure { name, value: value.parse().with_context(|| format!("{name} has no value"))?, unit, limit })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_program_becomes_a_figure_with_its_limit() {
        let table = [("open", "ms", Some(200.0)), ("idle_bytes", "bytes", Some(800.0))];
        let read = read("open\t12.5\nidle_bytes\t812", &table).unwrap();
        let shown: Vec<String> = read.iter().map(Figure::to_string).collect();
        assert_eq!(shown, ["open\t12.50\tms\t200\tok", "idle_bytes\t812.00\tbytes\t800\tshort"]);
        assert!(figure("open\t", &table).is_err() && figure("open", &table).is_err() && figure("unheard\t1", &table).is_err());
    }
}
