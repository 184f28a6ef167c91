//! After the worst moment: the process killed, the disk full, the key gone, the file of another version.

mod journal;
mod keys;
mod kill;
mod media;
mod secrecy;
mod storage;
