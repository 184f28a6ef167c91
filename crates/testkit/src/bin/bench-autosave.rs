//! Measures autosave in the given folder and prints a line per figure, name and value with a tab between. Meant for a release build.

use std::path::PathBuf;

fn main() {
    let folder = std::env::args_os().nth(1).map(PathBuf::from).expect("usage: bench-autosave FOLDER");
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    let scratch = tempfile::tempdir_in(&folder).expect("the folder can be written to");
    for figure in banthao_testkit::bench::autosave::measure(scratch.path()).expect("the disk takes what is measured") {
        println!("{}\t{}", figure.name, figure.value);
    }
}
