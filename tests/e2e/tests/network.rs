//! Not one call leaves the machine. The window plays its story in a network that is empty but for
//! the machine itself, with every call to another address written down. Somebody in its book has a
//! name that tries to load things and to run; it is shown as it was written.
//!
//! It takes `strace`, which `./dev` asks for, and fails without it. Where nobody may trace anything
//! it says so: then the fault suite still writes down every call of a process that does everything
//! (`keeping/network.rs` there), and `window.rs` tries the walls of the page.

use std::env;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use wijkboek_e2e::{Result, Window, first_start, output, play, program};

/// Set in the second start of this test, inside of the empty network; names the trace.
const INSIDE: &str = "WIJKBOEK_EMPTY_NETWORK";
const NAME: &str = "nothing_leaves_the_machine_whoever_stands_in_the_book";
/// Nobody listens here, and no page may ask.
const ELSEWHERE: &str = "http://192.0.2.1";

#[test]
fn nothing_leaves_the_machine_whoever_stands_in_the_book() -> Result<()> {
    if env::var_os(INSIDE).is_some() {
        return play("network", async |stage| {
            let window = stage.open().await?;
            first_start(&window).await?;
            show_hostile_names(&window).await?;
            stage.close(window).await
        });
    }
    let folder = tempfile::TempDir::with_prefix("wijkboek-network-")?;
    if !may_trace()? {
        println!("skipped: nobody may trace a process here");
        return Ok(());
    }
    a_trace_sees_a_call(folder.path())?;
    let empty = empty_network();
    if empty.is_empty() {
        println!(
            "no empty network: unshare is not allowed here; the calls are traced all the same"
        );
    }
    let trace = folder.path().join("trace");
    let wrapped = folder.path().join("wijkboek");
    write_program(&wrapped, &traced(&trace, &program()?.to_string_lossy()))?;
    let test = env::current_exe()?;
    let mut words: Vec<String> = empty;
    words.push(test.to_string_lossy().into_owned());
    words.extend(["--exact", NAME, "--nocapture"].map(str::to_owned));
    let (first, rest) = words.split_first().ok_or("nothing to run")?;
    let status = Command::new(first)
        .args(rest)
        .env(INSIDE, "1")
        .env("WIJKBOEK_PROGRAM", &wrapped)
        .status()?;
    let calls = fs::read_to_string(&trace).unwrap_or_default();
    fs::write(output()?.join("network.trace"), &calls)?;
    if !status.success() {
        return Err("the story failed in the empty network".into());
    }
    let to_display = calls
        .lines()
        .filter(|call| call.contains("AF_UNIX"))
        .count();
    let outside: Vec<&str> = calls.lines().filter(|call| leaves(call)).collect();
    println!(
        "{} calls traced, {to_display} of them to sockets of this machine",
        calls.lines().count()
    );
    assert!(
        to_display > 0,
        "the trace saw nothing, not even the display"
    );
    assert!(
        outside.is_empty(),
        "calls that leave:\n{}",
        outside.join("\n")
    );
    Ok(())
}

/// Whether a traced call goes to another machine, or makes a socket with which one could ask for an
/// address without connecting. The page's driver, which no package has, listens on this machine;
/// netlink is the kernel, asked which networks there are.
fn leaves(call: &str) -> bool {
    let here = [
        "sa_family=AF_UNIX",
        "sa_family=AF_NETLINK",
        "sa_family=AF_UNSPEC",
        "inet_addr(\"127.0.0.1\")",
    ];
    let elsewhere = call.contains("sa_family=") && !here.iter().any(|place| call.contains(place));
    let asking = call.contains("socket(AF_INET") && !call.contains("SOCK_STREAM");
    elsewhere || asking
}

/// People whose names try to load something or to run.
async fn show_hostile_names(window: &Window) -> Result<()> {
    let names = [
        format!("<img src={ELSEWHERE}/a onerror=ran=1>"),
        format!("<style>@import url({ELSEWHERE}/b);</style>"),
        format!("\"><script src={ELSEWHERE}/c></script>"),
        "<svg onload=ran=1>".to_owned(),
        format!("{{@html '<iframe src={ELSEWHERE}>'}}"),
        "javascript:ran=1".to_owned(),
    ];
    for name in &names {
        let fields = json!({ "family_name": name, "note": name });
        let new = json!({ "kind": "person", "fields": fields, "membership": "active" });
        let admitted = window.ask("members.admit", &new).await?;
        let member = admitted.pointer("/member_id").and_then(Value::as_str);
        let member = member
            .ok_or_else(|| format!("{name}: {admitted}"))?
            .to_owned();
        let certificate = window
            .ask("certificates.issue", &json!({ "member_id": member }))
            .await?;
        let certificate = certificate
            .pointer("/certificate_id")
            .and_then(Value::as_str)
            .map(str::to_owned);
        let mut screens = vec![format!("/members?member={member}")];
        screens.extend(certificate.map(|id| format!("/certificates?certificate={id}")));
        for screen in screens {
            window
                .run(
                    "location.hash = arguments[0]; location.reload()",
                    vec![json!(screen)],
                )
                .await?;
            window.still().await?;
            window.read(name).await?;
            nothing_ran(window, name).await?;
        }
    }
    // The page itself may not either, whatever it is made to try.
    for attempt in [
        format!("await fetch('{ELSEWHERE}/d')"),
        format!(
            "await new Promise((_, no) => {{ const it = new Image(); \
             it.onerror = () => no('barred'); it.src = '{ELSEWHERE}/e' }})"
        ),
        format!("new WebSocket('ws://192.0.2.1/f') && await fetch('{ELSEWHERE}/g')"),
    ] {
        let answer = window.wait_for(&attempt).await?;
        assert!(
            answer.get("rejected").is_some_and(|why| !why.is_null()),
            "{attempt}: {answer}"
        );
    }
    Ok(())
}

async fn nothing_ran(window: &Window, name: &str) -> Result<()> {
    let script = "return [
        typeof globalThis.ran,
        document.querySelectorAll('iframe, style:not([data-vite-dev-id]), script:not([src])').length,
        [...document.querySelectorAll('[src], [href]')]
            .filter((one) => (one.src ?? one.href?.baseVal ?? one.href ?? '').includes('192.0.2.1'))
            .length]";
    let found = window.run(script, vec![]).await?;
    // Nothing ran, no element of its own, no address that leads away.
    assert_eq!(found, json!(["undefined", 0, 0]), "{name}");
    Ok(())
}

/// How to start something in a network of its own, with nothing in it; empty if that is not
/// allowed.
fn empty_network() -> Vec<String> {
    for flags in ["-n", "-rn"] {
        let words = [
            "unshare",
            flags,
            "--",
            "sh",
            "-c",
            "ip link set lo up && exec \"$0\" \"$@\"",
        ];
        let tried = Command::new("unshare")
            .args(&words[1..])
            .arg("true")
            .output();
        if tried.is_ok_and(|tried| tried.status.success()) {
            return words.map(str::to_owned).to_vec();
        }
    }
    Vec::new()
}

/// Whether a process may be traced here; a machine without `strace` is not one for these tests.
fn may_trace() -> Result<bool> {
    let tried = Command::new("strace").args(["-qq", "true"]).output();
    let tried = tried.map_err(|error| format!("strace, which ./dev asks for: {error}"))?;
    Ok(tried.status.success())
}

/// The trace is worth something only if it sees a call that is made.
fn a_trace_sees_a_call(folder: &Path) -> Result<()> {
    let (trace, probe) = (folder.join("probe.trace"), folder.join("probe"));
    write_program(&probe, &traced(&trace, "bash"))?;
    let call = "exec 3<>/dev/tcp/192.0.2.1/9";
    Command::new(&probe).args(["-c", call]).output()?;
    let calls = fs::read_to_string(&trace).map_err(|_| "strace wrote down nothing")?;
    if calls.lines().any(leaves) {
        Ok(())
    } else {
        Err("strace does not show a call that was made".into())
    }
}

/// A script that runs a program with its sockets and where they lead written to `trace`. Nothing
/// else is stopped at, or the window would not come forward: it talks to itself all the time.
fn traced(trace: &Path, program: &str) -> String {
    let trace = trace.display();
    format!(
        "#!/bin/sh\nexec strace -f --seccomp-bpf -qq -e trace=socket,connect -o '{trace}' \\
         '{program}' \"$@\"\n"
    )
}

fn write_program(path: &Path, script: &str) -> Result<()> {
    fs::write(path, script)?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o700))?;
    Ok(())
}
