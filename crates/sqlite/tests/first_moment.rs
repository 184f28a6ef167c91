//! Many threads that open a database in a process's first moment. There is one first moment in a process, so each try is a process.

use std::{env, process::Command, sync::Barrier, thread};

use rusqlite::Connection;

const PROCESSES: usize = 600;
const THREADS: usize = 8;
/// Set in the processes that this test starts.
const CHILD: &str = "BANTHAO_FIRST_MOMENT";

#[test]
fn every_thread_finds_a_cipher() {
    if env::var_os(CHILD).is_some() {
        return open_at_once();
    }
    let itself = env::current_exe().expect("this test is a program");
    for process in 0..PROCESSES {
        let ended = Command::new(&itself).env(CHILD, "1").output().expect("it starts");
        assert!(ended.status.success(), "process {process}: {}", String::from_utf8_lossy(&ended.stdout));
    }
}

fn open_at_once() {
    let start = Barrier::new(THREADS);
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                start.wait();
                banthao_sqlite::make_ready();
                let connection = Connection::open_in_memory().expect("a database in memory");
                connection.pragma_update(None, "key", format!("x'{}'", "07".repeat(32))).expect("the key is taken");
                connection.execute_batch("CREATE TABLE one (two)").expect("it is written");
            });
        }
    });
}
