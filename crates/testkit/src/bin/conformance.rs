//! Examines a portal by its address, for whoever builds one. `cargo xtask conformance` calls it.

#![expect(clippy::print_stdout, reason = "the lines are what it is for")]

use std::{process::ExitCode, sync::Arc};

use banthao_document::DeviceId;
use banthao_portal_api::native::{NativePortal, Settings, Timeouts, sockets};
use banthao_testkit::conformance::{Access, Candidate, Raw, Verdict, examine};
use clap::Parser;

/// Asks a portal for every rule of docs/portal-protocol.md. It writes articles named “Bài thử của bộ kiểm tra giao thức” and leaves them there:
/// examine a portal that is for testing.
#[derive(Parser)]
#[command(name = "conformance")]
struct Arguments {
    /// The portal's address, as an officer would enter it
    #[arg(long)]
    url: String,
    /// A token of someone who writes
    #[arg(
        long,
        requires = "device",
        required_unless_present = "officer",
        allow_hyphen_values = true,
        env = "BANTHAO_OFFICER_TOKEN",
        hide_env_values = true
    )]
    token: Option<String>,
    /// The device that the token is good on
    #[arg(long)]
    device: Option<DeviceId>,
    /// In place of a token: a name, with the password after a colon
    #[arg(long, value_name = "NAME:PASSWORD", env = "BANTHAO_OFFICER", hide_env_values = true)]
    officer: Option<String>,
    /// A token of someone who decides at the first level about that person's articles
    #[arg(long, requires = "approver_device", allow_hyphen_values = true, env = "BANTHAO_APPROVER_TOKEN", hide_env_values = true)]
    approver_token: Option<String>,
    /// The device that the approver's token is good on
    #[arg(long)]
    approver_device: Option<DeviceId>,
    /// In place of the approver's token: a name, with the password after a colon
    #[arg(long, value_name = "NAME:PASSWORD", env = "BANTHAO_APPROVER", hide_env_values = true)]
    approver: Option<String>,
    /// A section that the portal has
    #[arg(long)]
    section: String,
    /// Certificate authority of the portal, PEM
    #[arg(long, value_name = "FILE")]
    root: Option<std::path::PathBuf>,
    /// Only the rules whose name contains this
    #[arg(long, default_value = "")]
    only: String,
}

fn access(named: Option<String>, token: Option<String>, device: Option<DeviceId>) -> Option<Access> {
    if let Some((username, password)) = named.as_deref().and_then(|named| named.split_once(':')) {
        return Some(Access::Password { username: username.to_owned(), password: password.to_owned() });
    }
    token.zip(device).map(|(token, device)| Access::Token { token, device })
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let root = match arguments.root.map(std::fs::read).transpose() {
        Ok(root) => root,
        Err(error) => {
            eprintln!("the certificate authority cannot be read: {error}");
            return ExitCode::from(2);
        }
    };
    let Some(officer) = access(arguments.officer, arguments.token, arguments.device) else {
        eprintln!("someone who writes is needed: --token with --device, or --officer NAME:PASSWORD");
        return ExitCode::from(2);
    };
    let approver = access(arguments.approver, arguments.approver_token, arguments.approver_device);
    let url = arguments.url.trim_end_matches('/').to_owned();
    let transport = match sockets(&url, root.as_deref(), Timeouts::default()) {
        Ok(transport) => transport,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(2);
        }
    };
    let raw = Raw { transport, base_url: url.clone() };
    let connect = move |token| {
        let settings = Settings { base_url: &url, token, extra_root_pem: root.clone(), timeouts: Timeouts::default() };
        Arc::new(NativePortal::new(settings).expect("an address that was good a moment ago")) as _
    };
    let candidate =
        Candidate { connect: Box::new(connect), raw: Some(raw), officer, approver, section: arguments.section, keeps: Box::new(()) };

    // What a rule expected is told with its line, not in the form of a crash.
    std::panic::set_hook(Box::new(|_| {}));
    let (mut kept, mut failed, mut not_asked) = (0, 0, 0);
    examine(candidate, &arguments.only, |finding| {
        let (rule, page) = (finding.rule.name.replace('_', " "), finding.rule.section);
        match &finding.outcome {
            Ok(Verdict::Kept) => {
                kept += 1;
                println!("passed     {rule}");
            }
            Ok(Verdict::NotAsked(why)) => {
                not_asked += 1;
                println!("not asked  {rule}: {why}");
            }
            Err(expected) => {
                failed += 1;
                println!("FAILED     {rule}");
                for line in expected.lines() {
                    println!("           {line}");
                }
                println!("           see “{page}” in docs/portal-protocol.md");
            }
        }
    })
    .await;
    println!("{kept} passed, {failed} failed, {not_asked} not asked");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
