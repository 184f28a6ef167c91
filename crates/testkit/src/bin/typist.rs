//! Types into the profile in the given folder until it is killed, and prints a line for each batch that the application called saved.

use std::{io::Write, path::PathBuf};

use banthao_testkit::Typist;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let folder = std::env::args_os().nth(1).map(PathBuf::from).expect("usage: typist FOLDER");
    let typist = Typist::sits_down(&folder).await;
    typist
        .types(|said| {
            let mut out = std::io::stdout().lock();
            writeln!(out, "{}", said.to_line()).and_then(|()| out.flush()).expect("somebody listens");
        })
        .await;
}
