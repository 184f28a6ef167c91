//! Which addresses may be a portal's.

use std::str::FromStr;

use url::{Host, Url};

use crate::{Error, Result};

/// The address below which a portal's endpoints are: https, or http on this machine, and nothing in it but host, port and path.
pub(super) struct Address(Url);

impl Address {
    /// The address of an endpoint.
    pub(super) fn at(&self, path: &[&str]) -> Url {
        let mut url = self.0.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(path);
        }
        url
    }

    pub(super) fn is_encrypted(&self) -> bool {
        self.0.scheme() == "https"
    }

    pub(super) fn is_loopback(&self) -> bool {
        match self.0.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(ip)) => ip.is_loopback(),
            Some(Host::Ipv6(ip)) => ip.is_loopback(),
            None => false,
        }
    }
}

impl FromStr for Address {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let address = Self(Url::parse(text.trim()).map_err(|_| Error::BadAddress)?);
        let url = &address.0;
        let bare = url.username().is_empty() && url.password().is_none() && url.query().is_none() && url.fragment().is_none();
        // In the clear a password would cross the office's network for anyone to read.
        let private = address.is_encrypted() || (url.scheme() == "http" && address.is_loopback());
        if bare && private && url.has_host() { Ok(address) } else { Err(Error::BadAddress) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn https_anywhere_and_http_on_this_machine_are_addresses() {
        for good in [
            "https://cong.example.vn",
            "https://cong.example.vn:8443/bien-tap/",
            "https://10.0.0.7",
            "http://127.0.0.1:8080",
            "http://127.9.9.9",
            "http://[::1]:8080",
            "http://localhost:8080",
            " https://cong.example.vn ",
        ] {
            assert!(good.parse::<Address>().is_ok(), "{good} must be taken");
        }
    }

    #[test]
    fn what_would_send_a_password_in_the_clear_or_elsewhere_is_no_address() {
        for bad in [
            "",
            "cong.example.vn",
            "ftp://127.0.0.1",
            "http://cong.example.vn",
            "http://10.0.0.7",
            "http://localhost.example.vn",
            "http://127.0.0.1.example.vn",
            "http://0.0.0.0",
            "https://user@cong.example.vn",
            "https://user:secret@cong.example.vn",
            "https://cong.example.vn?to=elsewhere",
            "https://cong.example.vn#part",
            "https://",
            "file:///etc/hosts",
        ] {
            assert!(matches!(bad.parse::<Address>(), Err(Error::BadAddress)), "{bad} must be refused");
        }
    }

    #[test]
    fn endpoints_lie_below_the_path_of_the_address() {
        for (base, endpoint) in [
            ("https://cong.example.vn", "https://cong.example.vn/v1/pull"),
            ("https://cong.example.vn/", "https://cong.example.vn/v1/pull"),
            ("https://cong.example.vn/bien-tap", "https://cong.example.vn/bien-tap/v1/pull"),
            ("https://cong.example.vn/bien-tap/", "https://cong.example.vn/bien-tap/v1/pull"),
        ] {
            assert_eq!(base.parse::<Address>().unwrap().at(&["v1", "pull"]).as_str(), endpoint);
        }
    }
}
