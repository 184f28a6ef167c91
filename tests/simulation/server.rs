//! The machine that the portal runs on.

use std::{convert::Infallible, sync::Arc};

use banthao_document::{AccountId, DeviceId};
use banthao_faultfs::Image;
use banthao_portal::{Blocking, DEMO_PASSWORD, Portal, Settings};
use banthao_portal_api::{
    transport::{BodyError, RequestBody, ResponseBody},
    wire::{Session, SessionRequest},
};
use bytes::Bytes;
use http_body_util::BodyExt;
use tower::{Service, ServiceExt, util::BoxCloneService};
use uuid::Uuid;

use crate::{
    clocks::{Thrown, Time, Wrong},
    disk::{Disk, Seal, Stop},
    wire::{Answer, Message},
};

/// Where everybody believes the portal to be.
pub const URL: &str = "http://localhost";

/// Longer than any world lasts.
const TOKEN_DAYS: u32 = 100_000;

type Router = BoxCloneService<http::Request<RequestBody>, http::Response<ResponseBody>, Infallible>;

/// Someone at a device, signed in.
#[derive(Clone)]
pub struct SignedIn {
    pub account: AccountId,
    pub device: DeviceId,
    pub token: String,
}

/// A portal with its accounts, as worlds begin with it.
pub struct Founded {
    pub seal: Seal,
    pub instance: Uuid,
    pub people: Vec<SignedIn>,
}

/// A machine with a portal on it.
pub struct Server {
    pub disk: Disk,
    pub clock: Wrong,
    chance: Arc<Thrown>,
    running: Option<(Portal, Router)>,
}

impl Server {
    pub fn new(disk: Disk, time: &Time, seed: u64) -> Self {
        Self { disk, clock: Wrong::new(time), chance: Thrown::seeded(seed), running: None }
    }

    fn settings(&self) -> Settings {
        let mut settings = Settings::new(self.disk.folder());
        settings.clock = Arc::new(self.clock.clone());
        settings.chance = Arc::clone(&self.chance) as _;
        settings.vfs = Some(self.disk.fs.name());
        settings.token_days = TOKEN_DAYS;
        settings.blocking = Blocking::Here;
        settings.public_url = Some(URL.to_owned());
        // A simulated day passes in a few requests, and no bucket with it.
        settings.rate = None;
        settings
    }

    /// Starts the portal on what lies on the disk; false when the disk fails it.
    pub fn starts(&mut self) -> bool {
        let Ok(portal) = Portal::open(self.settings()) else { return false };
        let router = ServiceExt::<http::Request<RequestBody>>::map_response(portal.router(), |response| {
            response.map(|body| body.map_err(BodyError::from).boxed_unsync())
        });
        self.running = Some((portal, BoxCloneService::new(router)));
        true
    }

    /// Stops it, and starts it on what that leaves.
    pub fn stops(&mut self, how: Stop) {
        self.running = None;
        self.disk.stops(how);
        assert!(self.starts(), "what a stop leaves can be started from");
    }

    /// Puts a backup back and starts from it, as an administrator does.
    pub fn goes_back_to(&mut self, backup: &Image) {
        self.running = None;
        self.disk.boots(backup);
        assert!(self.starts(), "a backup can be started from");
        self.running.as_ref().expect("it was started").0.begin_epoch().expect("a new epoch");
    }

    pub fn ends(&mut self) {
        self.running = None;
    }

    /// Answers a request, whose body breaks off after so many bytes if it is to.
    pub async fn answers(&mut self, message: &Message, cut: Option<usize>) -> Answer {
        let (_, router) = self.running.as_mut().expect("the portal runs");
        let request = message.request(cut);
        let response = router.ready().await.expect("a router is always ready").call(request).await.expect("a router answers");
        let (parts, body) = response.into_parts();
        let body = body.collect().await.map_or(Bytes::new(), http_body_util::Collected::to_bytes);
        Answer { parts, body }
    }

    /// A portal with its demonstration accounts, each signed in at the devices asked for.
    pub async fn founds(&mut self, devices: &[(&str, DeviceId)]) -> Founded {
        self.disk.begins(&Seal::empty());
        let mut settings = self.settings();
        settings.demo = true;
        let portal = Portal::open(settings).expect("a new portal");
        drop(portal);
        assert!(self.starts());
        let mut people = Vec::new();
        for (username, device) in devices {
            let request = SessionRequest {
                username: (*username).to_owned(),
                password: DEMO_PASSWORD.to_owned(),
                device: *device,
                device_name: "Máy thử".to_owned(),
            };
            let message = json_message(http::Method::POST, "/v1/session", None, Some(&request));
            let session: Session = serde_json::from_slice(&self.answers(&message, None).await.plain()).expect("a session");
            people.push(SignedIn { account: session.account.id, device: *device, token: session.token });
        }
        let hello = json_message::<()>(http::Method::GET, "/v1/hello?nonce=n", None, None);
        let hello: banthao_portal_api::wire::Hello = serde_json::from_slice(&self.answers(&hello, None).await.plain()).expect("a greeting");
        self.ends();
        Founded { seal: self.disk.sealed(), instance: hello.instance_id, people }
    }
}

/// A request as a program makes it that is no client of ours.
pub fn json_message<T: serde::Serialize>(method: http::Method, path: &str, token: Option<&str>, body: Option<&T>) -> Message {
    let mut request = http::Request::builder().method(method).uri(format!("{URL}{path}")).header("content-type", "application/json");
    if let Some(token) = token {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    let (parts, ()) = request.body(()).expect("a request").into_parts();
    let body = body.map_or_else(Vec::new, |body| serde_json::to_vec(body).expect("JSON"));
    Message { parts, body: body.into() }
}
