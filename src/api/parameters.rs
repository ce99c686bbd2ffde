//! Parameters that many operations have: the number of a thing in the path or in the query, and which page of a list.
//! Their ranges stand here and nowhere else.

use poem::{Request, RequestBody};
use poem_openapi::error::{ParseParamError, ParsePathError};
use poem_openapi::registry::{MetaParamIn, MetaSchema, MetaSchemaRef};
use poem_openapi::types::{ToJSON, Type};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions, param};

use super::Page;

/// The number of a thing in the path. The derived routes know path parameters by the name of this type.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Path<I>(pub(crate) I);

/// The number of a thing in the query; none where the parameter is left out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Number<I>(pub(crate) Option<I>);

/// How many rows of a list at most.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limit(pub(crate) u64);

/// The last id that was seen of a list.
pub(crate) type Start = Number<i64>;

/// A number of a thing begins at 1.
fn positive() -> MetaSchemaRef {
    i64::schema_ref().merge(MetaSchema { minimum: Some(1.0), ..MetaSchema::ANY })
}

fn named<T>(name: &'static str) -> ExtractParamOptions<T> {
    ExtractParamOptions { name, ..ExtractParamOptions::default() }
}

fn out_of_range(name: &'static str, reason: &str) -> ParseParamError {
    ParseParamError { name, reason: reason.to_owned() }
}

impl<'a, I: From<i64> + Send> ApiExtractor<'a> for Path<I> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::Parameter];
    const PARAM_IS_REQUIRED: bool = true;

    type ParamType = i64;
    type ParamRawType = i64;

    fn param_in() -> Option<MetaParamIn> {
        Some(MetaParamIn::Path)
    }

    fn param_schema_ref() -> Option<MetaSchemaRef> {
        Some(positive())
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        options: ExtractParamOptions<i64>,
    ) -> poem::Result<Self> {
        let param::Path(number) =
            param::Path::<i64>::from_request(request, body, named(options.name)).await?;
        let reason = "must be positive".to_owned();
        let number = Some(number).filter(|number| *number >= 1);
        Ok(Self(number.ok_or(ParsePathError { name: options.name, reason })?.into()))
    }
}

impl<'a, I: From<i64> + Send> ApiExtractor<'a> for Number<I> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::Parameter];

    type ParamType = i64;
    type ParamRawType = i64;

    fn param_in() -> Option<MetaParamIn> {
        Some(MetaParamIn::Query)
    }

    fn param_schema_ref() -> Option<MetaSchemaRef> {
        Some(positive())
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        options: ExtractParamOptions<i64>,
    ) -> poem::Result<Self> {
        let name = options.name;
        let param::Query(number) =
            param::Query::<Option<i64>>::from_request(request, body, named(name)).await?;
        match number {
            Some(number) if number < 1 => Err(out_of_range(name, "must be positive").into()),
            number => Ok(Self(number.map(I::from))),
        }
    }
}

impl<'a> ApiExtractor<'a> for Limit {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::Parameter];

    type ParamType = u64;
    type ParamRawType = u64;

    fn param_in() -> Option<MetaParamIn> {
        Some(MetaParamIn::Query)
    }

    fn param_schema_ref() -> Option<MetaSchemaRef> {
        let range = MetaSchema {
            default: Page::DEFAULT_LIMIT.to_json(),
            minimum: Some(1.0),
            maximum: Some(100.0),
            ..MetaSchema::ANY
        };
        Some(u64::schema_ref().merge(range))
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        options: ExtractParamOptions<u64>,
    ) -> poem::Result<Self> {
        let name = options.name;
        let param::Query(limit) =
            param::Query::<Option<u64>>::from_request(request, body, named(name)).await?;
        match limit.unwrap_or(Page::DEFAULT_LIMIT) {
            limit @ 1..=100 => Ok(Self(limit)),
            _ => Err(out_of_range(name, "must be between 1 and 100").into()),
        }
    }
}
