//! Media over HTTP: files come in as the body of a request, straight to the disk, and go out whole or in parts.

use std::{
    io::{self, Read},
    sync::Arc,
};

use axum::{
    Json,
    body::{Body, Bytes},
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use banthao_core::{Incoming, MediaForm};
use tokio::sync::mpsc;
use tokio_stream::StreamExt;

use crate::{Bridge, Refusal};

/// Pieces of a body that wait between network and disk.
const WAITING: usize = 8;

pub(crate) async fn add(State(bridge): State<Arc<Bridge>>, headers: HeaderMap, body: Body) -> Result<Response, Refusal> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let name = percent_encoding::percent_decode_str(text("x-file-name").unwrap_or_default()).decode_utf8_lossy().into_owned();
    let (pieces, received) = mpsc::channel(WAITING);
    tokio::spawn(pump(body, pieces));
    let incoming = Incoming {
        file_name: name,
        bytes: text(header::CONTENT_LENGTH.as_str()).and_then(|length| length.parse().ok()),
        ticket: text("x-ticket").map(str::to_owned),
        source: Box::new(Received { pieces: received, current: Bytes::new(), ended: false }),
    };
    Ok(Json(bridge.app.media_add_from(incoming).await?).into_response())
}

/// A piece of a body, or its end. A body that breaks off has none.
enum Piece {
    Bytes(Bytes),
    End,
}

async fn pump(body: Body, pieces: mpsc::Sender<Piece>) {
    let mut stream = body.into_data_stream();
    while let Some(piece) = stream.next().await {
        let Ok(bytes) = piece else { return };
        if pieces.send(Piece::Bytes(bytes)).await.is_err() {
            return;
        }
    }
    // A reader that has gone needs no end.
    let _ = pieces.send(Piece::End).await;
}

/// The body as the core reads it, on a thread that may wait.
struct Received {
    pieces: mpsc::Receiver<Piece>,
    current: Bytes,
    ended: bool,
}

impl Read for Received {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.current.is_empty() && !self.ended {
            match self.pieces.blocking_recv() {
                Some(Piece::Bytes(bytes)) => self.current = bytes,
                Some(Piece::End) => self.ended = true,
                None => return Err(io::ErrorKind::ConnectionReset.into()),
            }
        }
        let taken = self.current.split_to(self.current.len().min(buffer.len()));
        buffer[..taken.len()].copy_from_slice(&taken);
        Ok(taken.len())
    }
}

pub(crate) async fn itself(State(bridge): State<Arc<Bridge>>, Path(blob): Path<String>, headers: HeaderMap) -> Response {
    answer(&bridge, &blob, MediaForm::Itself, &headers).await
}

pub(crate) async fn thumbnail(State(bridge): State<Arc<Bridge>>, Path(blob): Path<String>, headers: HeaderMap) -> Response {
    answer(&bridge, &blob, MediaForm::Thumbnail, &headers).await
}

async fn answer(bridge: &Bridge, blob: &str, form: MediaForm, headers: &HeaderMap) -> Response {
    let range = headers.get(header::RANGE).and_then(|value| value.to_str().ok());
    let answer = bridge.app.media_answer(blob, form, range).await;
    let mut response = Response::builder().status(answer.status);
    for (name, value) in answer.headers {
        response = response.header(name, value);
    }
    response.body(Body::from(answer.body)).unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}
