//! Who is here, and what the portal laid down for them.

use banthao_protocol::{
    ApiError, AppView, ArticleRequest, CatalogueView, ChoiceView, ErrorCode, FirstScreenView, Lock, Nothing, ProfileSwitchRequest,
    SignInRequest, UnlockRequest,
};

use super::articles::article_open;
use crate::{App, error::Result};

pub(crate) async fn app_state(app: &App, _: Nothing) -> Result<AppView> {
    app.view().await
}

pub(crate) async fn first_screen(app: &App, nothing: Nothing) -> Result<FirstScreenView> {
    let state = app.view().await?;
    if !matches!(state.lock, Lock::Open { .. }) {
        return Ok(FirstScreenView { app: state, catalogue: None, article: None });
    }
    // What cannot be had now is asked for once more by whoever needs it, and is refused to them.
    let catalogue = catalogue(app, nothing).await.ok();
    let article = match &state.last_article {
        Some(article) => article_open(app, ArticleRequest { article: article.clone() }).await.ok(),
        None => None,
    };
    Ok(FirstScreenView { app: state, catalogue, article })
}

pub(crate) async fn app_unlock(app: &App, request: UnlockRequest) -> Result<AppView> {
    app.open_current(Some(request.passphrase)).await?;
    app.provision().await;
    app.view().await
}

pub(crate) async fn app_retry_open(app: &App, _: Nothing) -> Result<AppView> {
    if app.open().is_err() {
        app.open_current(None).await?;
        app.provision().await;
    }
    app.view().await
}

pub(crate) async fn sign_in(app: &App, request: SignInRequest) -> Result<AppView> {
    app.sign_in(request).await?;
    app.view().await
}

pub(crate) async fn sign_out(app: &App, _: Nothing) -> Result<AppView> {
    app.sign_out().await?;
    app.view().await
}

pub(crate) async fn profile_switch(app: &App, request: ProfileSwitchRequest) -> Result<AppView> {
    let id = request.profile.parse().map_err(|_| ApiError::new(ErrorCode::BadRequest, "not a profile's id"))?;
    app.switch(id).await?;
    app.view().await
}

pub(crate) async fn catalogue(app: &App, _: Nothing) -> Result<CatalogueView> {
    let catalogue = app.open()?.catalogue().await?;
    let choice = |code: &String, name: &String| ChoiceView { code: code.clone(), name: name.clone() };
    Ok(match catalogue {
        Some(catalogue) => CatalogueView {
            sections: catalogue.sections.iter().map(|section| choice(&section.code, &section.name)).collect(),
            kinds: catalogue.kinds.iter().map(|kind| choice(&kind.code, &kind.name)).collect(),
            levels: catalogue.workflow.levels.iter().map(|level| level.waiting.clone()).collect(),
        },
        None => CatalogueView { sections: Vec::new(), kinds: Vec::new(), levels: Vec::new() },
    })
}
