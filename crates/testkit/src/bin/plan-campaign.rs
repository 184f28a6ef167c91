//! Plays millions of small worlds against the sync plan: `plan-campaign [CASES] [FIRST_SEED]`. Prints the rate and the seeds; a broken promise
//! ends it with the seed that shows it.

use std::{process::ExitCode, time::Instant};

use banthao_testkit::planning;

const CASES: u64 = 2_000_000;

fn main() -> ExitCode {
    let mut asked = std::env::args().skip(1).map(|argument| argument.parse::<u64>());
    let (Ok(cases), Ok(first)) = (asked.next().unwrap_or(Ok(CASES)), asked.next().unwrap_or(Ok(0))) else {
        eprintln!("plan-campaign [CASES] [FIRST_SEED], both numbers");
        return ExitCode::FAILURE;
    };
    let workers = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let began = Instant::now();
    let broken = std::thread::scope(|scope| {
        let played: Vec<_> = (0..workers)
            .map(|worker| {
                scope.spawn(move || (first + worker..first + cases).step_by(workers as usize).find_map(|seed| planning::play(seed).err()))
            })
            .collect();
        played.into_iter().find_map(|worker| worker.join().unwrap_or_else(|_| Some("a world ended with a panic".to_owned())))
    });
    if let Some(broken) = broken {
        eprintln!("{broken}");
        return ExitCode::FAILURE;
    }
    let seconds = began.elapsed().as_secs_f64();
    println!(
        "{cases} worlds, seeds {first} to {}, {:.0} worlds/s on {workers} cores, {seconds:.1} s",
        first + cases - 1,
        cases as f64 / seconds
    );
    ExitCode::SUCCESS
}
