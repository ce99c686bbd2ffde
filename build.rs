//! Builds again when an example file comes, goes or changes: they are embedded in the document.

fn main() {
    println!("cargo::rerun-if-changed=openapi/examples");
    println!("cargo::rerun-if-changed=build.rs");
}
