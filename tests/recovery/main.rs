//! After the worst moment: the process killed, the disk full, the key gone, the file of another version.

mod backup;
mod journal;
mod keys;
mod kill;
mod media;
mod moving;
mod recovery_code;
mod repair;
mod secrecy;
mod storage;
