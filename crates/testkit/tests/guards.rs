//! Each promise is kept by the program as it is, and seen to be broken by the bug that it guards against.
//!
//! Built with the feature `planted-bugs` only: `cargo test -p banthao-testkit --features planted-bugs --test guards`.

use banthao_store::faults::{Fault, plant};
use banthao_testkit::promises;

/// One test, since a bug is planted for the whole process.
#[tokio::test]
async fn every_planted_bug_is_noticed_by_its_guard() {
    macro_rules! guards {
        ($($promise:ident notices $($fault:ident),+;)+) => {$(
            promises::$promise(|| ()).await.expect("without a bug the promise is kept");
            $(
                let broken = promises::$promise(|| plant(Some(Fault::$fault))).await;
                plant(None);
                let broken = broken.expect_err(concat!(stringify!($fault), " went unnoticed"));
                println!("{}: {}", stringify!($fault), broken.0);
            )+
        )+};
    }
    guards! {
        what_is_called_saved_survives_a_kill notices DropsJournalRow, AcknowledgesBeforeCommit;
        what_comes_back_is_in_the_order_typed notices ReplaysOutOfOrder, DropsJournalRow;
        a_whole_text_takes_the_place_of_what_it_holds_only notices CompactsWhatItHasNotRead;
    }
}
