//! What the process was started with.

use std::{ffi::OsString, path::PathBuf};

use banthao_core::{Provision, protocol::Errand};
use banthao_desktop::errands;
use tauri::{AppHandle, Manager};

/// Command line and environment.
pub(crate) struct Arguments {
    provision: Option<PathBuf>,
    /// `--new`, or a link that says so: open on a new article, as a launcher's “Bài mới” does.
    pub opens_on: OpensOn,
    /// Links and files that the window is asked to see to once it stands.
    pub errands: Vec<Errand>,
}

/// What the window shows first.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum OpensOn {
    /// The article that was open last.
    LastArticle,
    /// An empty page.
    NewArticle,
}

impl Arguments {
    pub fn of_this_process() -> Self {
        let words: Vec<OsString> = std::env::args_os().skip(1).collect();
        let mut errands = errands::of_words(words.iter().cloned(), &std::env::current_dir().unwrap_or_default());
        let asked = errands.len();
        errands.retain(|errand| *errand != Errand::NewArticle);
        let opens_on = if errands.len() < asked { OpensOn::NewArticle } else { OpensOn::LastArticle };
        let provision = words.iter().position(|word| word == "--provision").and_then(|at| words.get(at + 1)).map(PathBuf::from);
        Self { provision, opens_on, errands }
    }

    /// The folder of the profiles: the platform's place for an app's data, or `BANTHAO_PROFILES`, such as a stick that travels along.
    pub fn profiles(&self, handle: &AppHandle) -> PathBuf {
        let given = std::env::var_os("BANTHAO_PROFILES").map(PathBuf::from);
        given.or_else(|| handle.path().app_data_dir().ok()).unwrap_or_else(|| PathBuf::from("banthao"))
    }

    /// Where the person keeps documents: suggested when something is saved outside the profile.
    pub fn documents(&self, handle: &AppHandle) -> PathBuf {
        handle.path().document_dir().or_else(|_| handle.path().home_dir()).unwrap_or_else(|_| self.profiles(handle))
    }

    /// The provisioning file, if one was named and can be read; one that cannot is reported and does not keep the officer from writing.
    pub fn provision(&self) -> Option<Provision> {
        let file = self.provision.as_deref()?;
        Provision::read(file).inspect_err(|error| tracing::warn!(kind = %error.kind(), "the provisioning file cannot be read")).ok()
    }

    /// The certificate authority of the organisation, PEM, from the file that `BANTHAO_CA` names.
    pub fn organisation_ca(&self) -> Option<Vec<u8>> {
        let file = std::env::var_os("BANTHAO_CA")?;
        std::fs::read(file).inspect_err(|error| tracing::warn!(kind = %error.kind(), "the certificate authority cannot be read")).ok()
    }

    /// What the portal calls this machine in the list of devices.
    pub fn device_name(&self) -> String {
        let name = std::env::var("COMPUTERNAME").ok().or_else(|| std::fs::read_to_string("/etc/hostname").ok());
        name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).unwrap_or_else(|| "Máy tính".to_owned())
    }
}
