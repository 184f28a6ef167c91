//! Searches that the person kept under a name.

use banthao_document::normalise;
use banthao_protocol::{ApiError, ErrorCode, Nothing, SavedSearchPutRequest, SavedSearchRequest, SavedSearchView, SavedSearchesView};
use banthao_store::{
    Error as StoreError, Reader,
    saved_searches::{self, SavedSearch},
};
use uuid::Uuid;

use crate::{
    App,
    error::{Result, from_store},
};

/// Room for a phrase; the list shows one line.
const LONGEST_NAME: usize = 100;

pub(crate) async fn saved_search_list(app: &App, _: Nothing) -> Result<SavedSearchesView> {
    app.open()?.db.read(list).await.map_err(from_store)
}

pub(crate) async fn saved_search_put(app: &App, request: SavedSearchPutRequest) -> Result<SavedSearchesView> {
    let open = app.open()?;
    let name = normalise::line(&request.name).trim().to_owned();
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(ApiError::new(ErrorCode::BadRequest, "a saved search is named in 1 to 100 characters"));
    }
    let id = match &request.search {
        Some(id) => search_id(id)?,
        None => app.inner.config.world.mint.uuid(),
    };
    let put = open.db.write(move |writer| {
        saved_searches::put(writer, &SavedSearch { id, name, question: serde_json::to_value(&request.question)? })?;
        list(writer)
    });
    put.await.map_err(from_store)
}

pub(crate) async fn saved_search_delete(app: &App, request: SavedSearchRequest) -> Result<SavedSearchesView> {
    let open = app.open()?;
    let id = search_id(&request.search)?;
    let deleted = open.db.write(move |writer| {
        saved_searches::remove(writer, id)?;
        list(writer)
    });
    deleted.await.map_err(from_store)
}

fn list(reader: &Reader<'_>) -> Result<SavedSearchesView, StoreError> {
    let searches = saved_searches::all(reader)?.into_iter().map(|search| {
        Ok(SavedSearchView { search: search.id.to_string(), name: search.name, question: serde_json::from_value(search.question)? })
    });
    Ok(SavedSearchesView { searches: searches.collect::<Result<_, StoreError>>()? })
}

fn search_id(text: &str) -> Result<Uuid> {
    Uuid::try_parse(text).map_err(|_| ApiError::new(ErrorCode::BadRequest, "not a saved search's id"))
}
