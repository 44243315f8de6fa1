//! Chooses how WebKitGTK paints. On some graphics cards its DMA-BUF renderer leaves the window
//! blank (tauri-apps/tauri#9304), so it is switched off unless somebody chose otherwise. Under
//! WebDriver the slower renderer makes sessions hang: there WebKit's own choice stands.

/// Starts this program anew with the safe renderer, once. The environment of a running process
/// can only be changed by unsafe code, so the process replaces itself instead; if that fails the
/// window opens all the same.
#[cfg(target_os = "linux")]
pub fn choose() {
    use std::env;
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    const RENDERER: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    const AUTOMATION: &str = "TAURI_WEBVIEW_AUTOMATION";

    if env::var_os(RENDERER).is_some() || env::var_os(AUTOMATION).is_some() {
        return;
    }
    if let Ok(program) = env::current_exe() {
        let error = Command::new(program)
            .args(env::args_os().skip(1))
            .env(RENDERER, "1")
            .exec();
        eprintln!("wijkboek: the renderer could not be chosen: {error}");
    }
}

/// Elsewhere the system's own web view knows best.
#[cfg(not(target_os = "linux"))]
pub fn choose() {}
