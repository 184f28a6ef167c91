//! A medium out of its file, from wherever the reader likes: only the chunks that are touched are read and opened.

use std::io::{self, Read};

use banthao_document::BlobId;

use super::{
    disk::Source,
    sealed::{self, CHUNK, DAMAGED, FOOT, HEAD, Seal, TAG},
    stream_v1,
};
use crate::{Error, Key, Result};

/// A medium that is open for reading.
pub struct Contents {
    form: Form,
    bytes: u64,
}

enum Form {
    Chunks { file: Box<dyn Source>, seal: Box<Seal> },
    Whole(Vec<u8>),
}

impl Contents {
    /// Opens the file of `blob`.
    pub(super) fn open(file: Box<dyn Source>, key: &Key, blob: BlobId) -> Result<Self> {
        let length = file.bytes()?;
        let mut magic = [0; 4];
        if length < HEAD as u64 {
            return Err(DAMAGED);
        }
        file.read_exact_at(&mut magic, 0)?;
        match &magic {
            sealed::MAGIC => Self::chunks(file, length, key, blob),
            stream_v1::MAGIC if length <= stream_v1::LONGEST => Self::whole(&*file, length, key, blob),
            _ => Err(DAMAGED),
        }
    }

    fn chunks(file: Box<dyn Source>, length: u64, key: &Key, blob: BlobId) -> Result<Self> {
        let (mut head, mut foot) = ([0; HEAD], [0; FOOT]);
        let foot_at = length.checked_sub(FOOT as u64).ok_or(DAMAGED)?;
        file.read_exact_at(&mut head, 0)?;
        file.read_exact_at(&mut foot, foot_at)?;
        let seal = Seal::read(key, head)?;
        let (bytes, inside) = seal.read_foot(foot)?;
        // A whole file under another's name is as wrong as half a file.
        if inside != blob || sealed::file_length(bytes) != Some(length) {
            return Err(DAMAGED);
        }
        Ok(Self { form: Form::Chunks { file, seal: Box::new(seal) }, bytes })
    }

    fn whole(file: &dyn Source, length: u64, key: &Key, blob: BlobId) -> Result<Self> {
        let mut sealed = vec![0; length as usize];
        file.read_exact_at(&mut sealed, 0)?;
        let medium = stream_v1::unseal(key, &sealed)?;
        if BlobId::of(&medium) != blob {
            return Err(DAMAGED);
        }
        Ok(Self { bytes: medium.len() as u64, form: Form::Whole(medium) })
    }

    /// How long the medium is.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The bytes from `start` up to but not including `end`, or as far as there are any.
    ///
    /// # Errors
    /// [`Error::Damaged`] when a chunk is not what it was, [`Error::Failing`].
    pub fn range(&self, start: u64, end: u64) -> Result<Vec<u8>> {
        let end = end.min(self.bytes);
        let start = start.min(end);
        let (file, seal) = match &self.form {
            Form::Chunks { file, seal } => (file, seal),
            Form::Whole(medium) => return Ok(medium[start as usize..end as usize].to_vec()),
        };
        let mut range = Vec::with_capacity((end - start) as usize);
        let mut piece = vec![0; CHUNK + TAG];
        let chunk = CHUNK as u64;
        for index in start / chunk..sealed::chunks(end) {
            let begins = index * chunk;
            let text = chunk.min(self.bytes - begins);
            let piece = &mut piece[..text as usize + TAG];
            file.read_exact_at(piece, HEAD as u64 + index * (CHUNK + TAG) as u64)?;
            let text = seal.unseal(index, piece)?;
            let (from, to) = (start.saturating_sub(begins), (end - begins).min(chunk));
            range.extend_from_slice(&text[from as usize..to as usize]);
        }
        Ok(range)
    }

    /// The whole medium as a stream, in little memory.
    pub fn reader(self) -> impl Read + Send {
        Reader { contents: self, at: 0, piece: Vec::new(), used: 0 }
    }
}

struct Reader {
    contents: Contents,
    at: u64,
    piece: Vec<u8>,
    used: usize,
}

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.used == self.piece.len() && self.at < self.contents.bytes {
            self.piece = self.contents.range(self.at, self.at + CHUNK as u64).map_err(|error: Error| io::Error::other(error))?;
            self.at += self.piece.len() as u64;
            self.used = 0;
        }
        let read = (&self.piece[self.used..]).read(buffer)?;
        self.used += read;
        Ok(read)
    }
}
