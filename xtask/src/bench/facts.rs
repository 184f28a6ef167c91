//! What a reader must know of the machine to judge a figure.

use std::fs;
use std::process::Command;
use std::thread;

use crate::process;
use crate::project::Project;

pub fn of_this_machine(project: &Project) -> Vec<(&'static str, String)> {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let rustc = process::output_of(Command::new("rustc").arg("--version").current_dir(&project.root)).unwrap_or_default();
    vec![
        ("cpu", known(field(&cpu, "model name"))),
        ("cores", thread::available_parallelism().map_or("unknown".to_owned(), |cores| cores.to_string())),
        ("memory", known(field(&memory, "MemTotal"))),
        ("kernel", known(kernel.trim())),
        ("rustc", known(rustc.trim())),
        ("profile", "release".to_owned()),
    ]
}

fn field<'a>(text: &'a str, name: &str) -> &'a str {
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.split_once(':'));
    line.map_or("", |(_, value)| value.trim())
}

fn known(value: &str) -> String {
    if value.is_empty() { "unknown".to_owned() } else { value.to_owned() }
}
