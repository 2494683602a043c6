//! Chains such as `a - b - c`, which the parser in use reads as `a - (b - c)`: wrong by SPARQL 1.1
//! (17.2, operators of one rank go from left to right). They are refused, since a wrong number is
//! worse than a pair of brackets. spargebra 0.4.8 mends it; this file can then go.
//! Room `query`: may use nothing.

use crate::query::token::{Token, TokenKind};

/// Looks for such chains in tokens as they come, blanks left out.
#[derive(Debug, Default)]
pub struct Chains {
    /// One a bracket that is open.
    open: Vec<Chain>,
    /// Whether the token before was an operand or ended one, so that a sign is between two.
    after_operand: bool,
}

/// What was seen since the last sign of a lower rank.
#[derive(Debug, Default, Clone, Copy)]
struct Chain {
    expression: bool,
    minus: bool,
    divided: bool,
    /// Something that cannot be a step of a path, which has `/` too.
    value: bool,
}

impl Chains {
    /// Takes the next token; whether it makes a chain that would be read wrongly.
    pub fn is_misread(&mut self, token: Token<'_>) -> bool {
        let was_after_operand = self.after_operand;
        self.after_operand = !matches!(token.kind, TokenKind::Open | TokenKind::Sign);
        match token.kind {
            TokenKind::Open => self.open.push(Chain {
                // Expressions stand in round brackets only.
                expression: token.text == "(",
                ..Chain::default()
            }),
            TokenKind::Close => {
                self.open.pop();
                self.chain().value = true;
            }
            TokenKind::Variable | TokenKind::Number | TokenKind::String => {
                self.chain().value = true
            }
            TokenKind::Sign => return self.sign(token.text, was_after_operand),
            _ => {}
        }
        false
    }

    fn chain(&mut self) -> &mut Chain {
        if self.open.is_empty() {
            self.open.push(Chain::default());
        }
        let last = self.open.len() - 1;
        &mut self.open[last]
    }

    fn sign(&mut self, sign: &str, between: bool) -> bool {
        let chain = self.chain();
        match sign {
            "+" | "-" if between => {
                let misread = chain.minus && chain.expression;
                chain.minus |= sign == "-";
                chain.divided = false;
                misread
            }
            "*" | "/" if between => {
                let misread = chain.divided && chain.value && chain.expression;
                chain.divided |= sign == "/";
                misread
            }
            "+" | "-" | "*" | "!" => false,
            _ => {
                *chain = Chain {
                    expression: chain.expression,
                    ..Chain::default()
                };
                false
            }
        }
    }
}
