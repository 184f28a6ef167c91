//! The key of a profile, and the code on paper that stands in for it.

use banthao_protocol::{
    ApiError, AppView, ErrorCode, KeyPlace, KeyRotateRequest, Nothing, RecoverRequest, RecoveryCodeRequest, RecoveryCodeView,
    RecoveryConfirmRequest, RecoveryTestView, SafetyView, Work, WorkView,
};
use banthao_store::{Db, Key, rekey};
use zeroize::Zeroizing;

use crate::{
    App,
    error::{Result, from_store},
    key_check,
    key_rotation::{self, Rotation},
    open::{key_name, wrapped_key},
    passphrase,
    recovery_code::{self, Code, Which},
    safety::{RECOVERY_SKIPPED, blocking},
};

/// Groups that are asked back: enough to show that the code was written down, few enough to be typed with a smile.
const ASKED: usize = 2;

pub(crate) async fn safety_state(app: &App, _: Nothing) -> Result<SafetyView> {
    app.safety_view().await
}

pub(crate) async fn work_state(app: &App, _: Nothing) -> Result<WorkView> {
    Ok(app.inner.safety.works.view())
}

pub(crate) async fn work_stop(app: &App, _: Nothing) -> Result<WorkView> {
    app.inner.safety.works.stop();
    Ok(app.inner.safety.works.view())
}

pub(crate) async fn recovery_code_new(app: &App, _: Nothing) -> Result<RecoveryCodeView> {
    let open = app.open()?;
    let code = Code::random()?;
    let groups = code.groups();
    let made_ms = app.inner.config.world.clock.now_ms();
    let db = open.db.blocking().clone();
    blocking(move || recovery_code::propose(db.folder(), &code, db.key(), made_ms)).await?;
    let mut ask = Vec::with_capacity(ASKED);
    while ask.len() < ASKED {
        let at = (app.inner.config.world.chance.fraction() * groups.len() as f64) as usize % groups.len();
        // Chance may say the same twice: the next one that is free is as good.
        let free = (0..groups.len()).map(|step| (at + step) % groups.len()).find(|at| !ask.contains(at));
        ask.extend(free);
    }
    *app.inner.safety.asked() = Some(ask.iter().map(|at| groups[*at].clone()).collect());
    app.safety_changed();
    Ok(RecoveryCodeView { groups, ask: ask.into_iter().map(|at| at as u32).collect() })
}

pub(crate) async fn recovery_code_confirm(app: &App, request: RecoveryConfirmRequest) -> Result<SafetyView> {
    let open = app.open()?;
    let typed: Vec<String> = request.groups.iter().map(|group| recovery_code::plain_group(group)).collect();
    if app.inner.safety.asked().as_ref() != Some(&typed) {
        return Err(ApiError::new(ErrorCode::RecoveryGroupsDiffer, "the groups are not those of the code"));
    }
    let db = open.db.blocking().clone();
    blocking(move || recovery_code::confirm(db.folder())).await?;
    *app.inner.safety.asked() = None;
    app.safety_changed();
    app.safety_view().await
}

pub(crate) async fn recovery_code_skip(app: &App, _: Nothing) -> Result<SafetyView> {
    let open = app.open()?;
    open.db.write(|writer| RECOVERY_SKIPPED.set(writer, &true)).await.map_err(from_store)?;
    app.safety_changed();
    app.safety_view().await
}

pub(crate) async fn recovery_code_test(app: &App, request: RecoveryCodeRequest) -> Result<RecoveryTestView> {
    let open = app.open()?;
    let code = Code::parse(&request.code)?;
    let db = open.db.blocking().clone();
    let opens = blocking(move || match recovery_code::open(db.folder(), &code) {
        Ok((key, which)) if key == *db.key() => {
            // Who can type all of it has it on paper.
            if which == Which::Pending {
                recovery_code::confirm(db.folder())?;
            }
            Ok(true)
        }
        Ok(_) => Ok(false),
        Err(error) if error.code == ErrorCode::RecoveryCodeWrong => Ok(false),
        Err(error) => Err(error),
    });
    let opens = opens.await?;
    app.safety_changed();
    Ok(RecoveryTestView { opens })
}

/// Opens the current profile with its code. The key goes back to where it is kept, if that takes it; if not, the profile is open until the app
/// ends and the code is needed again.
pub(crate) async fn app_recover(app: &App, request: RecoverRequest) -> Result<AppView> {
    let code = Code::parse(&request.code)?;
    let mut profiles = app.inner.profiles.lock().await;
    let Some(mut profile) = profiles.current().cloned() else {
        return Err(ApiError::new(ErrorCode::WrongState, "there is no profile"));
    };
    let new_passphrase = request.new_passphrase.filter(|passphrase| !passphrase.is_empty());
    let (inner, owned) = (app.inner.clone(), profile.clone());
    let recovered = blocking(move || {
        let (root, secrets) = (&inner.config.folder, &*inner.config.secrets);
        let folder = owned.folder(root);
        let (key, _) = recovery_code::open(&folder, &code)?;
        let key = key_rotation::settle(&folder, owned.id, owned.key, secrets, key);
        if !rekey::opens(&Db::file(&folder), &key) && key_check::fits(&folder, &key) != Some(true) {
            return Err(ApiError::new(ErrorCode::RecoveryCodeWrong, "the key under the code opens nothing here"));
        }
        let place = match new_passphrase {
            Some(passphrase) => passphrase::wrap(&wrapped_key(&owned, root), &passphrase, &key).map(|()| KeyPlace::Passphrase)?,
            None => {
                if owned.key == KeyPlace::Keyring && secrets.set(&key_name(owned.id), key.expose()).is_err() {
                    tracing::warn!("the keyring does not take the key; the code will be needed again");
                }
                owned.key
            }
        };
        Ok::<(Key, KeyPlace), ApiError>((key, place))
    });
    let (key, place) = recovered.await?;
    if profile.key != place {
        profile.key = place;
        profiles.put(profile.clone());
        profiles.save(&app.inner.config.folder)?;
    }
    let opened = app.open_profile(&profile, key).await?;
    app.take_seat(opened).await;
    drop(profiles);
    app.view().await
}

pub(crate) async fn key_rotate(app: &App, request: KeyRotateRequest) -> Result<SafetyView> {
    let profiles = app.inner.profiles.lock().await;
    let open = app.open()?;
    let Some(profile) = profiles.get(open.profile).cloned() else {
        return Err(ApiError::new(ErrorCode::Internal, "the open profile is not in the index"));
    };
    let passphrase = request.passphrase.map(Zeroizing::new);
    let progress = app.begins(Work::Rotation)?;
    if profile.key == KeyPlace::Passphrase {
        let (file, typed) = (wrapped_key(&profile, &app.inner.config.folder), passphrase.clone().unwrap_or_default());
        blocking(move || passphrase::open(&file, &typed).map(|_| ())).await?;
    }
    open.sync.stop();
    let (inner, owned, db) = (app.inner.clone(), profile.clone(), open.db.blocking().clone());
    let rotated = blocking(move || {
        let old = db.key().clone();
        db.close().map_err(from_store)?;
        let rotation = Rotation {
            folder: db.folder().to_owned(),
            profile: owned.id,
            place: owned.key,
            secrets: &*inner.config.secrets,
            old: old.clone(),
            new: Key::random(),
            passphrase: passphrase.filter(|_| owned.key == KeyPlace::Passphrase),
        };
        // Whether it went through or not, settling says which key it is now.
        let done = rotation.run();
        let key = if done.is_ok() {
            rotation.new.clone()
        } else {
            key_rotation::settle(db.folder(), owned.id, owned.key, &*inner.config.secrets, old)
        };
        Ok((key, done))
    });
    let rotated = rotated.await;
    let done = match rotated {
        Ok((key, done)) => {
            let opened = app.open_profile(&profile, key).await?;
            app.take_seat(opened).await;
            done
        }
        Err(error) => {
            app.seat_profile(&profile, None).await?;
            Err(error)
        }
    };
    drop((progress, profiles));
    done?;
    open_again(app).await
}

/// A new key has no code yet, whatever was skipped before.
async fn open_again(app: &App) -> Result<SafetyView> {
    let open = app.open()?;
    open.db.write(|writer| RECOVERY_SKIPPED.clear(writer)).await.map_err(from_store)?;
    app.safety_changed();
    app.safety_view().await
}
