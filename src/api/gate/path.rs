//! Finds the operation of a request among the paths of the document.

use std::sync::Arc;

use percent_encoding::percent_decode_str;
use poem::http::Method;
use serde_json::Value;

use super::operation::{Operation, Values};
use super::schema::Schemas;

/// Every operation of the served document.
pub struct Operations {
    paths: Vec<Path>,
}

struct Path {
    segments: Vec<Segment>,
    operations: Vec<(Method, Arc<Operation>)>,
}

enum Segment {
    Fixed(String),
    Parameter(String),
}

/// What stands at a path.
pub enum Found {
    /// The operation, with the values in the path.
    Operation(Arc<Operation>, PathValues),
    /// A path without this method; the methods it has, as for an `Allow` header.
    OtherMethod(String),
    /// Nothing.
    Nothing,
}

/// The values in a path; none where a segment is not UTF-8.
#[derive(Clone)]
pub struct PathValues(pub(super) Option<Values>);

impl Operations {
    /// Compiles a document.
    ///
    /// # Errors
    ///
    /// When a schema in it cannot be compiled: a fault of an endpoint definition.
    pub fn compile(document: &Value) -> Result<Self, String> {
        let schemas = Arc::new(Schemas::of(document)?);
        let mut paths = Vec::new();
        for (template, item) in document.get("paths").and_then(Value::as_object).into_iter().flatten() {
            let mut operations = Vec::new();
            for (word, operation) in item.as_object().into_iter().flatten() {
                let Some(method) = method(word) else { continue };
                let name = format!("{method} {template}");
                operations.push((method, Arc::new(Operation::compile(&name, item, operation, &schemas)?)));
            }
            paths.push(Path { segments: segments(template), operations });
        }
        // A fixed segment is more exact than a parameter: /scores/user comes before /scores/{id}.
        paths.sort_by_key(|path| path.segments.iter().map(Segment::is_parameter).collect::<Vec<_>>());
        Ok(Self { paths })
    }

    /// What stands at a path for a method. HEAD is there wherever GET is (RFC 9110, section 9.3.2).
    pub fn find(&self, method: &Method, path: &str) -> Found {
        let Some((found, values)) = self.paths.iter().find_map(|item| Some((item, item.values(path)?)))
        else {
            return Found::Nothing;
        };
        let asked = if method == Method::HEAD { &Method::GET } else { method };
        match found.operations.iter().find(|(known, _)| known == asked) {
            Some((_, operation)) => Found::Operation(operation.clone(), values),
            None => Found::OtherMethod(found.allow()),
        }
    }

    /// The methods a path has, as for an `Allow` header; none for an unknown path.
    pub fn allow(&self, path: &str) -> Option<String> {
        self.paths.iter().find(|item| item.values(path).is_some()).map(Path::allow)
    }

    /// Every operation.
    pub fn iter(&self) -> impl Iterator<Item = &Operation> {
        self.paths.iter().flat_map(|path| &path.operations).map(|(_, operation)| operation.as_ref())
    }
}

impl Path {
    fn values(&self, path: &str) -> Option<PathValues> {
        let given: Vec<&str> = path.split('/').skip(1).collect();
        if given.len() != self.segments.len() {
            return None;
        }
        let mut values = Some(Values::new());
        for (segment, text) in self.segments.iter().zip(given) {
            match segment {
                Segment::Fixed(fixed) if fixed == text => {}
                Segment::Parameter(name) if !text.is_empty() => {
                    match percent_decode_str(text).decode_utf8() {
                        Ok(text) => {
                            if let Some(values) = &mut values {
                                values.insert(name.clone(), vec![text.into_owned()]);
                            }
                        }
                        Err(_) => values = None,
                    }
                }
                _ => return None,
            }
        }
        Some(PathValues(values))
    }

    fn allow(&self) -> String {
        let mut methods: Vec<&str> = self.operations.iter().map(|(method, _)| method.as_str()).collect();
        if methods.contains(&"GET") && !methods.contains(&"HEAD") {
            methods.push("HEAD");
        }
        methods.push("OPTIONS");
        methods.sort_unstable();
        methods.join(", ")
    }
}

impl Segment {
    fn is_parameter(&self) -> bool {
        matches!(self, Self::Parameter(_))
    }
}

fn segments(template: &str) -> Vec<Segment> {
    let segment = |text: &str| match text.strip_prefix('{').and_then(|text| text.strip_suffix('}')) {
        Some(name) => Segment::Parameter(name.to_owned()),
        None => Segment::Fixed(text.to_owned()),
    };
    template.split('/').skip(1).map(segment).collect()
}

fn method(word: &str) -> Option<Method> {
    match word {
        "get" => Some(Method::GET),
        "put" => Some(Method::PUT),
        "post" => Some(Method::POST),
        "delete" => Some(Method::DELETE),
        "patch" => Some(Method::PATCH),
        "head" => Some(Method::HEAD),
        "options" => Some(Method::OPTIONS),
        "trace" => Some(Method::TRACE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn operations() -> Operations {
        let operation = |id: &str| json!({"operationId": id});
        Operations::compile(&json!({"paths": {
            "/scores/{id}": {"get": operation("get_score"), "put": operation("put_score"), "parameters": []},
            "/scores/user": {"get": operation("get_own")},
            "/scores": {"post": operation("add_score")},
        }}))
        .unwrap()
    }

    fn found(method: &Method, path: &str) -> String {
        match operations().find(method, path) {
            Found::Operation(operation, _) => operation.id().to_owned(),
            Found::OtherMethod(allow) => allow,
            Found::Nothing => "nothing".to_owned(),
        }
    }

    #[test]
    fn the_more_exact_path_wins() {
        assert_eq!(found(&Method::GET, "/scores/user"), "get_own");
        assert_eq!(found(&Method::GET, "/scores/7"), "get_score");
        assert_eq!(found(&Method::HEAD, "/scores/7"), "get_score");
    }

    #[test]
    fn a_path_says_which_methods_it_has() {
        assert_eq!(found(&Method::DELETE, "/scores/7"), "GET, HEAD, OPTIONS, PUT");
        assert_eq!(found(&Method::GET, "/scores"), "OPTIONS, POST");
        for nothing in ["/", "/score", "/scores/", "/scores/7/", "//scores", "/scores/7/x"] {
            assert_eq!(found(&Method::GET, nothing), "nothing", "{nothing}");
        }
    }
}
