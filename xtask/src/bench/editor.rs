//! The editor in the real window: key to paint in long texts, opening one, the palette, the preview; and how much script the window is given.
//!
//! A script drives the window and takes the times inside the page (`tests/e2e/bench/editor.js` says how); what the figures may be stands here.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::{Figure, median};
use crate::log::Log;
use crate::packages::{self, Purpose};
use crate::process;
use crate::project::Project;
use crate::session::Session;
use crate::{e2e, ui};

pub const CORPUS: &str = "articles of 20,000 and 50,000 words from the test kit's corpus, checks and autosave on, keys from the X server; \
    the median of 5 rounds of 300 keys each after one to warm up, of 7 openings";

const LENGTHS: [&str; 2] = ["20000", "50000"];
const MB: f64 = 1_000_000.0;

/// Name, limit in milliseconds.
const FIGURES: &[(&str, Option<f64>)] = &[
    ("key_to_paint_20000", Some(33.0)),
    ("key_to_paint_20000_p50", None),
    ("key_to_paint_20000_second_frame", None),
    ("key_wait_20000", None),
    ("key_to_paint_50000", Some(50.0)),
    ("key_to_paint_50000_p50", None),
    ("key_to_paint_50000_second_frame", None),
    ("key_wait_50000", None),
    ("open_50000", Some(300.0)),
    ("palette", Some(50.0)),
    ("preview_first", None),
    ("preview", Some(300.0)),
    ("preview_hurried", None),
];

pub fn measure(project: &Project) -> Result<Vec<Figure>> {
    packages::ensure(Purpose::Test)?;
    packages::check_node()?;
    let mut log = Log::kept(&project.target.join("xtask"), "bench-editor")?;
    ui::install(project, &project.ui(), &mut log)?;
    ui::build(project, &mut log)?;
    ui::install(project, &project.e2e(), &mut log)?;
    log.run(&mut project.cargo(["build", "--release", "--package", "banthao"]))?;
    log.run(&mut project.cargo(["build", "--release", "--package", "banthao-testkit", "--bin", "long-article"]))?;
    let out = project.target.join("bench/editor");
    let texts = out.join("texts");
    fs::create_dir_all(&texts)?;
    for words in LENGTHS {
        let text = process::output_of(Command::new(project.program_of("release", "long-article")).arg(words));
        fs::write(texts.join(format!("{words}.json")), text.context("the corpus gave no article")?)?;
    }

    let session = Session::start(&out.join("home"))?;
    let mut command = Command::new("node");
    command.arg(project.e2e().join("bench/editor.js")).current_dir(project.e2e());
    command.env("BANTHAO_APP", project.program_of("release", "banthao")).env("BANTHAO_OUT", &out).env("BANTHAO_TEXTS", &texts);
    command.env("BANTHAO_TAURI_DRIVER", e2e::tauri_driver(project, &mut log)?);
    let printed = process::output_of(session.enter(&mut command)).context("the window could not be measured; run it again to see why")?;
    let rounds: Value = serde_json::from_str(printed.lines().last().unwrap_or_default()).context("the script printed no figures")?;
    let mut figures = figures(&rounds);
    figures.push(Figure { name: "scripts", value: script_bytes(&project.ui().join("dist"))? as f64 / MB, unit: "MB", limit: Some(1.2) });
    Ok(figures)
}

/// What the window does not have is no figure within its limit.
fn figures(rounds: &Value) -> Vec<Figure> {
    let value = |name: &str| median(rounds[name].as_array().into_iter().flatten().filter_map(Value::as_f64).collect());
    FIGURES.iter().map(|(name, limit)| Figure { name, value: value(name), unit: "ms", limit: *limit }).collect()
}

/// Every script that is shipped, also what is fetched later.
fn script_bytes(folder: &Path) -> Result<u64> {
    let mut sum = 0;
    for entry in fs::read_dir(folder).with_context(|| format!("{} was not built", folder.display()))? {
        let entry = entry?;
        let path = entry.path();
        if path.is_dir() {
            sum += script_bytes(&path)?;
        } else if path.extension().is_some_and(|extension| extension == "js") {
            sum += entry.metadata()?.len();
        }
    }
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_the_window_does_not_have_is_short() {
        let found = figures(&json!({ "key_to_paint_20000": [20.0, 30.0, 22.0], "palette": null }));
        assert_eq!(found[0].to_string(), "key_to_paint_20000\t22.00\tms\t33\tok");
        let palette = found.iter().find(|figure| figure.name == "palette").expect("every figure is told");
        assert_eq!(palette.to_string(), "palette\tNaN\tms\t50\tshort");
    }
}
