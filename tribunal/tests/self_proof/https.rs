//! Servers and documents by https: whom to trust is what the system trusts, or what `SSL_CERT_FILE` names.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};

use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, pki_types::PrivateKeyDer},
};
use tribunal::run::Instance;

use crate::{
    kennel::{DOCUMENT, Kennel, Reply, listen},
    place::{Place, Told, told},
};

/// What speaks TLS before a server that does not, and the file with the certificate that it shows.
struct Door {
    base_url: String,
    certificate: PathBuf,
}

impl Door {
    async fn before(base_url: &str, folder: &Path) -> Self {
        let key = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
        let certificate = folder.join("certificate.pem");
        fs::write(&certificate, key.cert.pem()).expect("a file");
        let secret = PrivateKeyDer::Pkcs8(key.signing_key.serialize_der().into());
        let config = ServerConfig::builder().with_no_client_auth();
        let config = config.with_single_cert(vec![key.cert.der().clone()], secret).expect("a configuration");
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let behind = base_url.trim_start_matches("http://").to_owned();
        tokio::spawn(async move {
            while let Ok((outside, _)) = listener.accept().await {
                let (acceptor, behind) = (acceptor.clone(), behind.clone());
                tokio::spawn(async move {
                    // A client that does not trust the certificate goes away.
                    let Ok(mut outside) = acceptor.accept(outside).await else { return };
                    let mut inside = TcpStream::connect(behind).await.expect("the server");
                    drop(tokio::io::copy_bidirectional(&mut outside, &mut inside).await);
                });
            }
        });
        Self { base_url: format!("https://localhost:{port}"), certificate }
    }

    fn tribunal(&self, place: &Place, trusted: bool, args: &[&str]) -> Told {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tribunal"));
        command.current_dir(&place.folder).args(args).env_remove("DATABASE_URL").env_remove("SSL_CERT_DIR");
        if trusted {
            command.env("SSL_CERT_FILE", &self.certificate);
        }
        told(command.output().expect("the binary runs"))
    }
}

#[test]
fn a_server_by_https_is_tried_as_any_other() {
    let place = Place::of(Kennel::healthy());
    let door = place.runtime.block_on(Door::before(place.kennel.base_url(), place.folder.path()));
    let args = ["run", "kennel.yaml", &door.base_url, "--only", "listDogs/200/*"];
    let told = door.tribunal(&place, true, &args);
    assert_eq!(told.code, 0, "{}", told.all());
    assert!(told.out.contains("1 passed"), "{}", told.all());
}

#[test]
fn a_certificate_that_nobody_trusts_is_told_with_what_to_do() {
    let place = Place::of(Kennel::healthy());
    let door = place.runtime.block_on(Door::before(place.kennel.base_url(), place.folder.path()));
    let told =
        door.tribunal(&place, false, &["run", "kennel.yaml", &door.base_url, "--only", "listDogs/200/*"]);
    assert_eq!(told.code, 2, "{}", told.all());
    let why = "invalid peer certificate: UnknownIssuer; SSL_CERT_FILE=ca.pem names whom to trust";
    assert!(told.out.contains(&format!("no connection to {}: {why}", door.base_url)), "{}", told.all());
}

#[test]
fn a_document_by_https_is_read() {
    let place = Place::of(Kennel::healthy());
    let door = place.runtime.block_on(async {
        let files = listen(|_| Reply::Answer {
            status: 200,
            headers: vec![("content-type", "application/yaml".to_owned())],
            body: DOCUMENT.as_bytes().to_vec(),
        });
        let files = Box::leak(Box::new(files.await));
        Door::before(&files.base_url, place.folder.path()).await
    });
    let address = format!("{}/kennel.yaml", door.base_url);
    let told = door.tribunal(&place, true, &["plan", &address]);
    assert_eq!(told.code, 0, "{}", told.all());
    assert!(told.out.contains("listDogs/200/ok"), "{}", told.all());
    let told = door.tribunal(&place, false, &["plan", &address]);
    assert_eq!(told.code, 2, "{}", told.all());
    assert!(told.err.contains("invalid peer certificate: UnknownIssuer"), "{}", told.all());
}
