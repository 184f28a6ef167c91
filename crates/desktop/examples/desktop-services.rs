//! What a desktop has around a window, for tests of the real one: a notification service that shows nothing, prints what it was asked to show, and
//! clicks when it is told to; and a place for icons that prints who registers.
//!
//! `dbus-send --session --dest=org.freedesktop.Notifications /test vn.banthao.Test.Click uint32:1` clicks the first notification.

#[cfg(target_os = "linux")]
type Asked = (String, u32, String, String, String, Vec<String>, std::collections::HashMap<String, zbus::zvariant::OwnedValue>, i32);

#[cfg(target_os = "linux")]
#[tokio::main(flavor = "current_thread")]
async fn main() -> zbus::Result<()> {
    use tokio_stream::StreamExt;
    use zbus::{Connection, MessageStream, message::Type};

    const SERVICE: &str = "org.freedesktop.Notifications";
    const PATH: &str = "/org/freedesktop/Notifications";

    let bus = Connection::session().await?;
    let mut calls = MessageStream::from(bus.clone());
    bus.request_name(SERVICE).await?;
    bus.request_name("org.kde.StatusNotifierWatcher").await?;
    println!("ready");
    let mut next = 1_u32;
    while let Some(call) = calls.next().await {
        let call = call?;
        let header = call.header();
        if header.message_type() != Type::MethodCall {
            continue;
        }
        match header.member().map(|member| member.as_str()) {
            Some("GetCapabilities") => bus.reply(&header, &(vec!["actions", "body"],)).await?,
            Some("Notify") => {
                let (_, replaces, _, summary, body, ..): Asked = call.body().deserialize()?;
                let id = if replaces == 0 { next } else { replaces };
                next = next.max(id + 1);
                println!("{}", serde_json::json!({"shown": id, "summary": summary, "body": body}));
                bus.reply(&header, &(id,)).await?;
            }
            Some("RegisterStatusNotifierItem") => {
                let icon: String = call.body().deserialize()?;
                println!("{}", serde_json::json!({ "icon": icon }));
                bus.reply(&header, &()).await?;
            }
            Some("Click") => {
                let id: u32 = call.body().deserialize()?;
                bus.emit_signal(None::<&str>, PATH, SERVICE, "ActionInvoked", &(id, "default")).await?;
                bus.reply(&header, &()).await?;
            }
            _ => {}
        }
    }
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn main() {}
