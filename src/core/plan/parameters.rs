//! Parameters: every number of a scheme that may be changed without compiling.

use rust_decimal::Decimal;

use super::Parameter;
use super::assemble::Compiler;
use super::names::Setting;

impl Compiler<'_> {
    /// Makes a number of the scheme a parameter.
    pub(super) fn parameter(&mut self, path: &str, name: &str, value: Decimal) -> usize {
        let edition = self.edition;
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
