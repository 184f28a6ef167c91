//! Two sides and a line that breaks: nothing twice, nothing over anything, nothing said before it is so.

mod away;
mod choice;
mod costs;
mod deletions;
mod deltas;
mod identity;
mod idle;
mod interleavings;
mod listing;
mod lost_answers;
mod lost_anywhere;
mod merging;
mod refusals;
mod restored;
mod review;
mod trouble;
