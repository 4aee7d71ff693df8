//! A browser under the test's hand: Chromium through its driver, spoken to as the W3C's `WebDriver` says. JSON over HTTP on this
//! machine is all that takes, so there is no client crate.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long anything may take before a test gives up. Nothing is measured by it.
const PATIENCE: Duration = Duration::from_secs(20);

/// Keys that are not letters, as `WebDriver` names them.
pub(crate) const ENTER: &str = "\u{e007}";
pub(crate) const ESCAPE: &str = "\u{e00c}";
pub(crate) const LEFT: &str = "\u{e012}";
pub(crate) const RIGHT: &str = "\u{e014}";

/// A browser with one window.
pub(crate) struct Browser {
    driver: Child,
    port: u16,
    session: String,
    /// Where downloads go.
    pub(crate) downloads: tempfile::TempDir,
}

impl Browser {
    /// Starts a browser; `None` where there is none, which is said, and which is a failure where `CI` is set.
    pub(crate) fn start() -> Option<Self> {
        let program = std::env::var_os("CHROMEDRIVER").unwrap_or_else(|| "chromedriver".into());
        let mut command = Command::new(&program);
        command.arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null());
        let mut driver = match command.spawn() {
            Ok(driver) => driver,
            Err(error) => {
                let wanted = format!(
                    "the report was not tried in a browser: {}: {error}. Install Chromium and its driver \
                     (`apt-get install chromium chromium-driver`), or name the driver in CHROMEDRIVER.",
                    program.display()
                );
                assert!(std::env::var_os("CI").is_none(), "{wanted}");
                // Past the test harness, which shows nothing of a test that passes.
                let _ = writeln!(std::io::stderr(), "{wanted}");
                return None;
            }
        };
        let port = port(&mut driver);
        let downloads = tempfile::tempdir().unwrap();
        let mut browser = Self { driver, port, session: String::new(), downloads };
        let options = json!({
            // Without a sandbox of its own it also runs as root, as in a container.
            "args": ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars", "--force-prefers-reduced-motion"],
            "prefs": {"download.default_directory": browser.downloads.path(), "download.prompt_for_download": false},
        });
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"},
        }}});
        let answer = browser.request("POST", "/session", &wanted);
        browser.session = format!("/session/{}", answer["sessionId"].as_str().unwrap());
        browser.size(1280, 860);
        Some(browser)
    }

    fn request(&self, method: &str, path: &str, body: &Value) -> Value {
        let body = if method == "GET" || method == "DELETE" { String::new() } else { body.to_string() };
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        let mut reader = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).unwrap();
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().unwrap();
            }
            if line.trim().is_empty() {
                break;
            }
        }
        let mut answer = vec![0; length];
        reader.read_exact(&mut answer).unwrap();
        let answer: Value = serde_json::from_slice(&answer).unwrap();
        let value = answer["value"].clone();
        assert!(value["error"].is_null(), "{method} {path} {body}: {}: {}", value["error"], value["message"]);
        value
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        self.request("POST", &format!("{}{path}", self.session), body)
    }

    /// Opens a report, at an address inside it, and waits until all of it is there.
    pub(crate) fn open(&self, report: &Path, address: &str) {
        self.load(report, address);
        self.wait("document.documentElement.dataset.loaded === 'yes'");
    }

    /// Opens a file at an address inside it.
    pub(crate) fn load(&self, file: &Path, address: &str) {
        // Another address of the same file would be no new start.
        self.post("/url", &json!({"url": "about:blank"}));
        self.post("/url", &json!({"url": format!("file://{}{address}", file.display())}));
    }

    /// Gives the value of an expression.
    pub(crate) fn value(&self, expression: &str) -> Value {
        self.run(&format!("return {expression}"))
    }

    /// Gives the text of the first element that a selector finds.
    pub(crate) fn text(&self, selector: &str) -> String {
        let text = self.value(&format!("document.querySelector({})?.innerText", json!(selector)));
        text.as_str().unwrap_or_else(|| panic!("nothing is {selector}")).to_owned()
    }

    /// Gives how many elements a selector finds.
    pub(crate) fn count(&self, selector: &str) -> u64 {
        self.value(&format!("document.querySelectorAll({}).length", json!(selector))).as_u64().unwrap()
    }

    /// Runs a piece of script in the page.
    pub(crate) fn run(&self, script: &str) -> Value {
        self.post("/execute/sync", &json!({"script": script, "args": []}))
    }

    /// Waits until an expression is true.
    pub(crate) fn wait(&self, expression: &str) {
        let started = Instant::now();
        while self.value(expression) != Value::Bool(true) {
            assert!(started.elapsed() < PATIENCE, "never came true: {expression}\n{:?}", self.complaints());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Clicks, as a mouse would.
    pub(crate) fn click(&self, selector: &str) {
        let element = self.post("/element", &json!({"using": "css selector", "value": selector}));
        let id = element.as_object().unwrap().values().next().unwrap().as_str().unwrap().to_owned();
        self.post(&format!("/element/{id}/click"), &json!({}));
    }

    /// Presses keys, one after the other.
    pub(crate) fn press(&self, keys: &str) {
        let actions: Vec<Value> = keys
            .chars()
            .flat_map(|key| [json!({"type": "keyDown", "value": key}), json!({"type": "keyUp", "value": key})])
            .collect();
        self.post("/actions", &json!({"actions": [{"type": "key", "id": "keyboard", "actions": actions}]}));
    }

    /// Chooses in a list of choices, as a hand would: the change is heard of.
    pub(crate) fn choose(&self, selector: &str, value: &str) {
        let script = format!(
            "const box = document.querySelector({}); box.value = {};
             box.dispatchEvent(new Event('change', {{ bubbles: true }})); return box.value",
            json!(selector),
            json!(value)
        );
        assert_eq!(self.run(&script), value, "{selector} has no such choice");
    }

    /// Sets the size of the window.
    pub(crate) fn size(&self, width: u32, height: u32) {
        self.post("/window/rect", &json!({"width": width, "height": height}));
        let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.developer("Emulation.setDeviceMetricsOverride", &metrics);
    }

    /// Gives a command to the browser's developer tools.
    pub(crate) fn developer(&self, command: &str, parameters: &Value) -> Value {
        self.post("/goog/cdp/execute", &json!({"cmd": command, "params": parameters}))
    }

    /// Makes a picture of the window.
    pub(crate) fn picture(&self, file: &Path) {
        use base64::Engine as _;
        let png = self.request("GET", &format!("{}/screenshot", self.session), &Value::Null);
        let png = base64::engine::general_purpose::STANDARD.decode(png.as_str().unwrap()).unwrap();
        std::fs::write(file, png).unwrap();
    }

    /// Prints to a PDF.
    pub(crate) fn print(&self) -> Vec<u8> {
        use base64::Engine as _;
        let pdf = self.post("/print", &json!({}));
        base64::engine::general_purpose::STANDARD.decode(pdf.as_str().unwrap()).unwrap()
    }

    /// Waits for a download and gives what is in it.
    pub(crate) fn downloaded(&self, name: &str) -> String {
        let file: PathBuf = self.downloads.path().join(name);
        let started = Instant::now();
        while !file.exists() {
            assert!(started.elapsed() < PATIENCE, "{name} was never downloaded: {:?}", self.complaints());
            std::thread::sleep(Duration::from_millis(20));
        }
        std::fs::read_to_string(file).unwrap()
    }

    /// Gives what the browser's console complained of since the last time.
    pub(crate) fn complaints(&self) -> Vec<String> {
        let log = self.post("/se/log", &json!({"type": "browser"}));
        let entries = log.as_array().unwrap().iter();
        let bad = entries.filter(|entry| entry["level"] == "SEVERE" || entry["level"] == "WARNING");
        bad.map(|entry| entry["message"].as_str().unwrap_or_default().to_owned()).collect()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() && !std::thread::panicking() {
            self.request("DELETE", &self.session, &Value::Null);
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// Reads on which port the driver listens.
fn port(driver: &mut Child) -> u16 {
    let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines();
    let said = lines.find_map(|line| {
        let line = line.unwrap();
        line.split_once("successfully on port ").map(|(_, port)| port.trim_end_matches('.').to_owned())
    });
    // Whoever writes to a closed pipe stops.
    std::thread::spawn(move || lines.for_each(drop));
    said.unwrap().parse().unwrap()
}
