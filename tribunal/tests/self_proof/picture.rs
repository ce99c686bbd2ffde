//! The picture of the README: what the console prints of a failing run, drawn.

use std::time::Duration;

use anstyle::RgbColor;
use anstyle_svg::{Palette, Term};
use tribunal::{
    document::Document,
    report::console::{Style, render_run},
    result::RunResult,
};

use crate::kennel::{
    DOCUMENT, Kennel,
    trial::{hooks, only, options, tried},
};

/// A dark terminal whose colours can be told apart by everyone: black, red, green, yellow, blue, magenta, cyan, white.
const COLOURS: [RgbColor; 8] = [
    RgbColor(0x0d, 0x11, 0x17),
    RgbColor(0xff, 0x7b, 0x72),
    RgbColor(0x4a, 0xc2, 0x6b),
    RgbColor(0xd2, 0x99, 0x22),
    RgbColor(0x79, 0xc0, 0xff),
    RgbColor(0xd2, 0xa8, 0xff),
    RgbColor(0x56, 0xd4, 0xdd),
    RgbColor(0xc9, 0xd1, 0xd9),
];

/// Names and times that differ from one run to the next are set, times to zero; everything else is as it came.
fn still(mut result: RunResult) -> RunResult {
    result.duration = Duration::ZERO;
    result.database = Some("SQLite (embedded), 1 slot".into());
    for tried in &mut result.transactions {
        tried.reset = Duration::ZERO;
        tried.base_url = "http://127.0.0.1:8080".into();
        if let Some(response) = &mut tried.response {
            response.duration = Duration::ZERO;
        }
    }
    result
}

/// `make tribunal/picture` draws it anew.
#[tokio::test(flavor = "multi_thread")]
async fn the_picture_is_what_a_failing_run_prints() {
    let plan = only(&["wrongType/", "otherValue/", "listDogs/", "createDog/"]);
    let result = still(tried(Kennel::planted(), plan, hooks(), options()).await);
    let document = Document::parse("kennel.yaml", DOCUMENT).expect("the kennel's document is one");
    let [black, .., white] = COLOURS;
    let colours: Vec<RgbColor> = COLOURS.into_iter().chain(COLOURS).collect();
    let colours = Palette(colours.try_into().expect("each colour plain and bright"));
    let terminal = Term::new().palette(colours).fg_color(white.into()).bg_color(black.into());
    let picture = terminal.render_svg(&render_run(&document, &result, Style::Colour));
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_snapshot_path("golden");
    settings.bind(|| insta::assert_binary_snapshot!("picture.svg", picture.into_bytes()));
}
