//! A headless Chromium, where this machine has one.

use std::{
    env,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use serde_json::{Value, json};
use thirtyfour::{extensions::cdp::ChromeDevTools, prelude::*};

/// A browser, and the program that drives it.
pub struct Browser {
    /// What tests speak to.
    pub driver: WebDriver,
    _program: Program,
}

/// Ends with the test.
struct Program(Child);

impl Program {
    /// Where it listens, as it says; what it says after that is read by nobody.
    fn port(&mut self) -> u16 {
        let said = BufReader::new(self.0.stdout.as_mut().expect("a pipe")).lines();
        let mut ports = said.filter_map(|line| {
            let line = line.expect("a line");
            let (_, port) = line.split_once("started successfully on port ")?;
            port.trim_end_matches('.').parse().ok()
        });
        ports.next().expect("chromedriver listens")
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Browser {
    /// A fresh one; none where there is no browser, unless the environment says that there must be.
    pub async fn new() -> Option<Self> {
        let Some(program) = find("chromedriver") else {
            assert!(
                env::var_os("MAKLUMAT_REQUIRE_BROWSER").is_none(),
                "MAKLUMAT_REQUIRE_BROWSER is set, and there is no chromedriver"
            );
            eprintln!("NOT CHECKED in a browser: there is no chromedriver here");
            return None;
        };
        // It chooses the port: one that was found free may be somebody else's by the time that it starts.
        let child = Command::new(program)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        let mut program = Program(child);
        let port = program.port();
        let driver = connected(port).await;
        Some(Self {
            driver,
            _program: program,
        })
    }

    /// Shows pages in a size and a scheme.
    pub async fn look(&self, width: u32, scheme: &str) {
        let tools = ChromeDevTools::new(self.driver.handle.clone());
        let size = json!({"width": width, "height": if width < 600 { 1600 } else { 1100 }, "deviceScaleFactor": 1, "mobile": width < 600});
        let media = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        for (command, parameters) in [
            ("Emulation.setDeviceMetricsOverride", size),
            ("Emulation.setEmulatedMedia", media),
        ] {
            tools
                .execute_cdp_with_params(command, parameters)
                .await
                .expect("a command of DevTools");
        }
    }

    /// Keeps a picture of what is seen, where the environment names a place for pictures.
    pub async fn picture(&self, name: &str) {
        let Some(place) = env::var_os("MAKLUMAT_PICTURES") else {
            return;
        };
        let picture = self.driver.screenshot_as_png().await.expect("a picture");
        let path = Path::new(&place).join(format!("{name}.png"));
        std::fs::write(path, picture).expect("a file");
    }

    /// What axe finds serious about the page, where the environment names axe.
    pub async fn barriers(&self) -> Vec<String> {
        let Some(axe) = env::var_os("MAKLUMAT_AXE") else {
            return Vec::new();
        };
        let axe = std::fs::read_to_string(axe).expect("axe");
        self.driver
            .execute(axe, Vec::new())
            .await
            .expect("axe is there");
        let run = "const done = arguments[0]; axe.run().then(done, error => done({violations: [{impact: 'critical', id: String(error), nodes: []}]}));";
        let found = self
            .driver
            .execute_async(run, Vec::new())
            .await
            .expect("axe runs");
        let violations = found.json()["violations"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let serious = violations.into_iter().filter(|violation| {
            ["serious", "critical"].contains(&violation["impact"].as_str().unwrap_or_default())
        });
        serious.map(|violation| told(&violation)).collect()
    }

    /// Ends it, in order.
    pub async fn quit(self) {
        self.driver.clone().quit().await.expect("it ends");
    }
}

fn told(violation: &Value) -> String {
    let nodes = violation["nodes"].as_array().into_iter().flatten();
    let nodes: Vec<String> = nodes
        .map(|node| format!("{} {}", node["html"], node["failureSummary"]))
        .collect();
    format!("{}: {}", violation["id"], nodes.join("; "))
}

async fn connected(port: u16) -> WebDriver {
    let mut wishes = DesiredCapabilities::chrome();
    for wish in [
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--host-resolver-rules=MAP evil.example 127.0.0.1",
    ] {
        wishes.add_arg(wish).expect("a wish");
    }
    if let Some(chromium) = find("chromium") {
        wishes
            .set_binary(&chromium.display().to_string())
            .expect("a path");
    }
    let address = format!("http://127.0.0.1:{port}");
    for _ in 0..150 {
        if let Ok(driver) = WebDriver::new(&address, wishes.clone()).await {
            return driver;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    panic!("chromedriver answers");
}

/// A program by its name.
fn find(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|directory| directory.join(name))
        .find(|path| path.is_file())
}
