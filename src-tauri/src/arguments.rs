//! What the process was started with.

use std::path::PathBuf;

use banthao_core::Provision;
use tauri::{AppHandle, Manager};

/// Command line and environment.
pub(crate) struct Arguments {
    provision: Option<PathBuf>,
    /// `--new`: open on a new article, as a launcher's “Bài mới” does.
    pub opens_on: OpensOn,
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
        let mut words = std::env::args_os().skip(1);
        let (mut provision, mut opens_on) = (None, OpensOn::LastArticle);
        while let Some(word) = words.next() {
            if word == "--provision" {
                provision = words.next().map(PathBuf::from);
            } else if word == "--new" {
                opens_on = OpensOn::NewArticle;
            }
        }
        Self { provision, opens_on }
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
