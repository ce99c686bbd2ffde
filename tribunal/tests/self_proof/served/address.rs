//! Where the server listens when nobody says.

use std::process::{Command, Stdio};

use super::visits::Visits;

const SERVER: [&str; 6] =
    ["--server", "VISITS --port {port}", "--database", "sqlite", "--reporter", "json:report.json"];

/// The URLs that were asked, without their ports, each once.
fn asked(visits: &Visits) -> Vec<String> {
    let report = visits.report();
    let urls = report["transactions"].as_array().expect("a list").iter();
    let urls = urls.map(|one| one["request"]["url"].as_str().expect("a URL"));
    let mut urls: Vec<String> = urls
        .map(|url| {
            let rest = url.strip_prefix("http://127.0.0.1:").unwrap_or_else(|| panic!("{url}"));
            rest.trim_start_matches(|c: char| c.is_ascii_digit()).to_owned()
        })
        .collect();
    urls.sort();
    urls.dedup();
    urls
}

/// Names the servers of its document.
fn with_servers(visits: &Visits, servers: &str) {
    let document = visits.read("visits.yaml").replace("paths:\n", &format!("servers: {servers}\npaths:\n"));
    visits.write("visits.yaml", &document);
}

#[test]
fn a_server_that_is_started_gets_a_free_port() {
    let visits = Visits::new();
    for server in ["VISITS --port {port}", "VISITS"] {
        for slots in [1, 2] {
            let many = slots.to_string();
            let args = [&["visits.yaml", "--server", server][..], &SERVER[2..], &["-j", &many]].concat();
            let told = visits.run_in_folder(&args);
            assert_eq!((told.code, told.err.as_str()), (0, ""), "{server} {slots}: {}", told.all());
            assert_eq!(asked(&visits), ["/visits"]);
            visits.assert_all_have_ended(slots);
        }
    }
}

#[test]
fn the_path_is_that_of_the_documents_own_server() {
    let visits = Visits::new();
    with_servers(
        &visits,
        "[{url: 'https://api.example.com/{version}', variables: {version: {default: v1}}}]",
    );
    let told = visits.run_in_folder(&[&["visits.yaml"], &SERVER[..], &["-j", "2"]].concat());
    assert_eq!((told.code, told.err.as_str()), (0, ""), "{}", told.all());
    assert_eq!(asked(&visits), ["/v1/visits"]);
    let told = visits.run(&SERVER[..4]);
    assert_eq!(told.code, 0, "{}", told.all());
    assert_eq!(asked(&visits), ["/visits"], "what the user says is the whole of it");
}

#[test]
fn a_document_of_the_server_that_is_started_is_read_when_that_stands() {
    let visits = Visits::new();
    with_servers(&visits, "[{url: ../v2}]");
    let document = format!("http://127.0.0.1:{}/docs/openapi.yaml", visits.port);
    let base_url = format!("http://127.0.0.1:{}", visits.port);
    for (base_url, slots, path) in
        [(None, 1, "/v2/visits"), (None, 2, "/v2/visits"), (Some(base_url.as_str()), 1, "/visits")]
    {
        let many = slots.to_string();
        let args = [&[document.as_str()][..], base_url.as_slice(), &SERVER, &["-j", &many]].concat();
        let told = visits.run_in_folder(&args);
        assert_eq!((told.code, told.err.as_str()), (0, ""), "{base_url:?}: {}", told.all());
        assert!(told.out.is_empty(), "{}", told.out);
        assert_eq!(asked(&visits), [path]);
        visits.assert_all_have_ended(slots);
    }
    // What is wrong with it is told as ever, and nothing is left running.
    visits.write("visits.yaml", "openapi: 3.0.3\n  info: [");
    let told = visits.run_in_folder(&[&[document.as_str()], &SERVER[..]].concat());
    assert_eq!((told.code, told.out.as_str()), (2, ""), "{}", told.all());
    assert!(told.err.contains("/docs/openapi.yaml:2:"), "{}", told.all());
    visits.assert_all_have_ended(1);
}

#[test]
fn a_document_at_an_address_of_this_machine_says_where_the_server_is() {
    let visits = Visits::new();
    let server = env!("CARGO_MANIFEST_DIR").to_owned() + "/tests/self_proof/served/visits.py";
    let mut server = Command::new("python3")
        .args([&server, "--port", &visits.port.to_string()])
        .current_dir(visits.folder.path())
        .envs([("TRIBUNAL_SLOT", "1"), ("DATABASE_URL", "sqlite:///visits.db")])
        .stdout(Stdio::null())
        .spawn()
        .expect("python3");
    super::until("it listens", || std::net::TcpStream::connect(("127.0.0.1", visits.port)).is_ok());
    let document = format!("http://127.0.0.1:{}/docs/openapi.yaml", visits.port);
    let told = visits.run_in_folder(&[&document, "--only", "countVisits/*"]);
    let children = visits.read("ids-1");
    Command::new("kill").args(children.split(' ')).status().expect("kill");
    server.wait().expect("it ends");
    assert_eq!((told.code, told.err.as_str()), (0, ""), "{}", told.all());
    assert!(told.out.contains("1 passed"), "{}", told.all());
}

#[test]
fn one_that_listens_elsewhere_is_told_where_it_should() {
    let visits = Visits::new();
    let elsewhere = format!("VISITS --port {}", visits.port);
    let told = visits.run_in_folder(&["visits.yaml", "--server", &elsewhere, "--server-wait", "3"]);
    assert_eq!((told.code, told.out.as_str()), (2, ""), "{}", told.all());
    let words = "it must listen there, told by `{port}` in the command and by the variable PORT; or say with BASE-URL";
    assert!(told.err.contains(words), "{}", told.all());
    visits.assert_all_have_ended(1);
}
