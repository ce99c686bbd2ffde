//! `MySQL` and `MariaDB` as a kind of database.

use super::MySqlSlot;
use crate::isolation::{
    IsolationError, Reset, Restored,
    choice::without_password,
    kind::{self, Answer, Kind},
};

pub(in crate::isolation) const KIND: Kind = Kind {
    is_url: |url| url.starts_with("mysql://") || url.starts_with("mariadb://"),
    home: |url| {
        let choice = without_password(url);
        Box::pin(async move {
            Err(IsolationError::Unavailable(format!(
                "{choice}: copies of a MySQL database for slots of their own are not made; what is possible is one slot on \
                 the database itself, under a server that works on it: tribunal run DOCUMENT BASE-URL --database {choice}, \
                 or Provision::AsItStands in Rust"
            )))
        })
    },
    in_place: |url| Box::pin(async move { MySqlSlot::in_place(url).await.map(|slot| Box::new(slot) as _) }),
};

impl kind::Slot for MySqlSlot {
    fn url(&self) -> &str {
        Self::url(self)
    }

    fn restore(&mut self) -> Answer<'_, Restored> {
        Box::pin(Reset::restore(self))
    }

    fn verify(&mut self) -> Answer<'_, ()> {
        Box::pin(Self::verify(self))
    }

    fn close(self: Box<Self>) -> Answer<'static, ()> {
        Box::pin(Self::close(*self))
    }
}
