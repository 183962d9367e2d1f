//! Shortcuts: keys pressed together.

/// Keys pressed together. Control stands for Command on a Mac too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shortcut {
    /// Whether Control is held.
    pub control: bool,
    /// Whether Alt is held.
    pub alt: bool,
    /// Whether Shift is held.
    pub shift: bool,
    /// The key, as `KeyboardEvent.key` names it; letters in lower case.
    pub key: &'static str,
}

impl Shortcut {
    /// A key alone.
    #[must_use]
    pub const fn key(key: &'static str) -> Self {
        Self { control: false, alt: false, shift: false, key }
    }

    /// A key with Control.
    #[must_use]
    pub const fn control(key: &'static str) -> Self {
        Self { control: true, ..Self::key(key) }
    }

    /// A key with Alt.
    #[must_use]
    pub const fn alt(key: &'static str) -> Self {
        Self { alt: true, ..Self::key(key) }
    }

    /// The same with Shift.
    #[must_use]
    pub const fn shift(self) -> Self {
        Self { shift: true, ..self }
    }

    /// Whether a key pressed is this one.
    #[must_use]
    pub fn is(self, key: &str, control: bool, alt: bool, shift: bool) -> bool {
        (self.control, self.alt, self.shift) == (control, alt, shift) && key.eq_ignore_ascii_case(self.key)
    }

    /// Whether it types a letter or sign where something is being typed.
    #[must_use]
    pub fn types(key: &str, control: bool, alt: bool) -> bool {
        !control && !alt && key.chars().count() == 1
    }

    /// It as keyboards show it: `Ctrl+Shift+C`.
    #[must_use]
    pub fn text(self) -> String {
        let held = [(self.control, "Ctrl"), (self.alt, "Alt"), (self.shift, "Shift")];
        let mut parts: Vec<String> =
            held.iter().filter(|(is_held, _)| *is_held).map(|(_, name)| (*name).to_owned()).collect();
        parts.push(match self.key {
            "ArrowLeft" => "←".to_owned(),
            "ArrowDown" => "↓".to_owned(),
            " " => "Space".to_owned(),
            "Delete" => "Delete".to_owned(),
            "PageUp" => "PgUp".to_owned(),
            "PageDown" => "PgDn".to_owned(),
            key => key.to_uppercase(),
        });
        parts.join("+")
    }

    /// It as `aria-keyshortcuts` wants it: `Control+Shift+C`.
    #[must_use]
    pub fn aria(self) -> String {
        let held = [(self.control, "Control+"), (self.alt, "Alt+"), (self.shift, "Shift+")];
        let held: String = held.iter().filter(|(is_held, _)| *is_held).map(|(_, name)| *name).collect();
        let key = if self.key == " " {
            "Space".to_owned()
        } else if self.key.len() == 1 {
            self.key.to_uppercase()
        } else {
            self.key.to_owned()
        };
        format!("{held}{key}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortcuts_are_matched_and_shown() {
        let copy = Shortcut::control("c").shift();
        assert!(copy.is("C", true, false, true) && !copy.is("c", true, false, false));
        assert_eq!((copy.text().as_str(), copy.aria().as_str()), ("Ctrl+Shift+C", "Control+Shift+C"));
        assert_eq!(Shortcut::alt("PageUp").text(), "Alt+PgUp");
        assert_eq!(Shortcut::key("F8").aria(), "F8");
    }
}
