//! Hints that a pull would bring something, as server-sent events.
//!
//! A hint says nothing else, and nothing depends on it: whoever misses it pulls a little later.

use std::{convert::Infallible, time::Duration};

use axum::{
    extract::State,
    response::{IntoResponse, Response, Sse, sse::Event, sse::KeepAlive},
};
use tokio::sync::broadcast::error::RecvError;
use tokio_stream::wrappers::ReceiverStream;

use super::{Authority, Refusal};
use crate::Portal;

/// A line without meaning is sent so often, so that both ends notice when the connection is gone.
const STILL_HERE: Duration = Duration::from_secs(20);

pub async fn listen(State(portal): State<Portal>, authority: Authority) -> Result<Response, Refusal> {
    let mut announced = portal.0.announcements.subscribe();
    let mut told = portal.storage().read(|books| books.installation()).await?.seq;
    let (give, events) = tokio::sync::mpsc::channel::<Result<Event, Infallible>>(1);
    tokio::spawn(async move {
        loop {
            tokio::select! {
                () = give.closed() => return,
                // Whatever was missed, one look tells whether there is anything to see.
                heard = announced.recv() => if matches!(heard, Err(RecvError::Closed)) { return },
            }
            let account = authority.account.clone();
            let news = portal.storage().read(move |books| {
                let levels = books.catalogue()?.workflow.levels;
                Ok((books.installation()?.seq, !books.changed_after(&account, &levels, told, 1)?.is_empty()))
            });
            match news.await {
                Ok((seq, visible)) => {
                    told = seq;
                    if visible && give.send(Ok(Event::default().event("news").data(""))).await.is_err() {
                        return;
                    }
                }
                Err(error) => {
                    tracing::warn!(%error, "a listener is left without hints");
                    return;
                }
            }
        }
    });
    let stream = Sse::new(ReceiverStream::new(events)).keep_alive(KeepAlive::new().interval(STILL_HERE));
    Ok(stream.into_response())
}
