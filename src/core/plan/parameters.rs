//! Parameters: every number of a scheme that may be changed without compiling.

use rust_decimal::Decimal;

use super::Parameter;
use super::assemble::Compiler;
use super::names::Setting;

impl Compiler<'_> {
    /// Makes a number of the scheme a parameter. One of the library is one parameter, whoever uses it.
    pub(super) fn parameter(&mut self, path: &str, name: &str, value: Decimal) -> usize {
        let edition = self.edition;
        let origin = self.library.origin(path);
        let path = origin.as_deref().unwrap_or(path);
        if origin.is_some() {
            let is_same = |known: &Parameter| known.edition == edition && known.path == path;
            if let Some(known) = self.plan.parameters.iter().position(is_same) {
                return known;
            }
        }
        self.plan.parameters.push(Parameter { edition, path: path.to_owned(), name: name.to_owned(), value });
        self.plan.parameters.len().saturating_sub(1)
    }

    /// Makes a number of an indicator a parameter that formulas can name: `指标01.分值`.
    pub(super) fn setting(
        &mut self,
        table: usize,
        indicator: &str,
        name: &str,
        path: &str,
        value: Decimal,
    ) -> usize {
        let parameter = self.parameter(path, &format!("{indicator}.{name}"), value);
        self.names.add_setting(table, indicator, name, Setting::Parameter(parameter));
        parameter
    }
}
