//! The built-in schemes. The command-line program holds their texts; the page has them beside it as files and fetches
//! the one that is chosen.

#[cfg(not(target_arch = "wasm32"))]
use baton_core::diag::Diagnostic;
#[cfg(not(target_arch = "wasm32"))]
use baton_core::model::{Scheme, read_scheme};

/// A built-in scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its id: the folder's name, and what `baton new` takes.
    pub id: &'static str,
    /// The scheme's name.
    pub name: &'static str,
    #[cfg(not(target_arch = "wasm32"))]
    json: &'static str,
}

macro_rules! templates {
    ($($id:literal: $name:literal;)*) => {
        /// Every built-in scheme.
        pub const TEMPLATES: &[Template] = &[$(Template {
            id: $id,
            name: $name,
            #[cfg(not(target_arch = "wasm32"))]
            json: include_str!(concat!($id, "/scheme.json")),
        },)*];
    };
}

templates! {
    "ningming": "宁明县四位一体考评办法";
    "yingshan": "营山县第一书记双述双评办法";
    "jiange": "剑阁县脱贫攻坚“五个必须”硬约束考核办法";
    "haikou": "海口市脱贫攻坚考核办法";
    "ningwu": "宁武县年度目标责任考核办法";
    "district": "区级激励和约谈机制";
}

#[cfg(not(target_arch = "wasm32"))]
impl Template {
    /// The template of that id.
    #[must_use]
    pub fn of(id: &str) -> Option<Self> {
        TEMPLATES.iter().copied().find(|template| template.id == id)
    }

    /// Its scheme.
    ///
    /// # Errors
    /// What is wrong with the built-in text; a test keeps that from happening.
    pub fn scheme(self) -> Result<Scheme, Vec<Diagnostic>> {
        read_scheme(self.json)
    }
}
