//! The cipher held against another that was written by others, and against its RFC.

use chacha20_poly1305::{ChaCha20Poly1305 as Ours, Key, Nonce};
use chacha20poly1305::ChaCha20Poly1305 as Theirs;
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};

use super::{NONCE, TAG};

/// All that goes into a sealing.
#[derive(Clone, Debug)]
struct Case {
    key: [u8; 32],
    nonce: [u8; NONCE],
    content: Vec<u8>,
    bound: Vec<u8>,
}

impl Case {
    fn random(content: usize, bound: usize) -> Self {
        let mut case = Self {
            key: [0; 32],
            nonce: [0; NONCE],
            content: vec![0; content],
            bound: vec![0; bound],
        };
        for bytes in [
            &mut case.key[..],
            &mut case.nonce,
            &mut case.content,
            &mut case.bound,
        ] {
            getrandom::fill(bytes).expect("there are random bytes");
        }
        case
    }

    fn cipher(&self) -> Ours {
        Ours::new(Key::new(self.key), Nonce::new(self.nonce))
    }

    /// What is sealed, with the tag behind it.
    fn sealed(&self) -> Vec<u8> {
        let mut bytes = self.content.clone();
        let tag = self.cipher().encrypt(&mut bytes, Some(&self.bound));
        bytes.extend_from_slice(&tag);
        bytes
    }

    fn opened(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        let (bytes, tag) = sealed.split_last_chunk::<TAG>()?;
        let mut content = bytes.to_vec();
        let opened = self.cipher().decrypt(&mut content, *tag, Some(&self.bound));
        opened.is_ok().then_some(content)
    }

    fn sealed_by_them(&self) -> Vec<u8> {
        let payload = Payload {
            msg: &self.content,
            aad: &self.bound,
        };
        let cipher = Theirs::new(&self.key.into());
        let sealed = cipher.encrypt(&self.nonce.into(), payload);
        sealed.expect("it is short enough")
    }

    fn opened_by_them(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        let payload = Payload {
            msg: sealed,
            aad: &self.bound,
        };
        let cipher = Theirs::new(&self.key.into());
        cipher.decrypt(&self.nonce.into(), payload).ok()
    }
}

/// Lengths around the blocks of both halves of the cipher.
const LENGTHS: [usize; 16] = [
    0, 1, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 255, 1000,
];

#[test]
fn what_one_seals_the_other_opens() {
    for content in LENGTHS {
        for bound in LENGTHS {
            for _ in 0..8 {
                let case = Case::random(content, bound);
                let sealed = case.sealed();
                assert_eq!(sealed, case.sealed_by_them(), "{case:?}");
                assert_eq!(case.opened(&sealed).as_ref(), Some(&case.content));
                assert_eq!(case.opened_by_them(&sealed).as_ref(), Some(&case.content));
            }
        }
    }
}

#[test]
fn bytes_that_carry_over_are_sealed_alike() {
    for byte in [0x00, 0x01, 0x7f, 0x80, 0xfe, 0xff] {
        for length in LENGTHS {
            let case = Case {
                key: [byte; 32],
                nonce: [byte; NONCE],
                content: vec![byte; length],
                bound: vec![byte; length],
            };
            assert_eq!(case.sealed(), case.sealed_by_them(), "{case:?}");
        }
    }
}

/// The bytes with one bit flipped, once for each bit.
fn flipped(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    (0..bytes.len() * 8).map(|bit| {
        let mut flipped = bytes.to_vec();
        flipped[bit / 8] ^= 1 << (bit % 8);
        flipped
    })
}

#[test]
fn one_bit_that_flips_is_noticed_wherever_it_is() {
    for (content, bound) in [(0, 0), (0, 16), (16, 0), (33, 17), (130, 65)] {
        let case = Case::random(content, bound);
        let sealed = case.sealed();
        assert!(case.opened(&sealed).is_some());
        for changed in flipped(&sealed) {
            assert_eq!(case.opened(&changed), None, "content or tag of {case:?}");
        }
        for bound in flipped(&case.bound) {
            let changed = Case {
                bound,
                ..case.clone()
            };
            assert_eq!(changed.opened(&sealed), None, "what {case:?} is bound to");
        }
        for nonce in flipped(&case.nonce) {
            let nonce = nonce.try_into().expect("it is as long as it was");
            let changed = Case {
                nonce,
                ..case.clone()
            };
            assert_eq!(changed.opened(&sealed), None, "the nonce of {case:?}");
        }
        for key in flipped(&case.key) {
            let key = key.try_into().expect("it is as long as it was");
            let changed = Case {
                key,
                ..case.clone()
            };
            assert_eq!(changed.opened(&sealed), None, "the key of {case:?}");
        }
    }
}

#[test]
fn what_is_cut_off_or_moved_to_the_other_side_is_noticed() {
    let case = Case::random(40, 24);
    let sealed = case.sealed();
    for length in 0..sealed.len() {
        assert_eq!(case.opened(&sealed[..length]), None, "{length}");
    }
    let mut moved = case.clone();
    moved.bound.push(sealed[0]);
    assert_eq!(moved.opened(&sealed[1..]), None);
    moved.bound = case.bound[..23].to_vec();
    let longer = [&case.bound[23..], &sealed].concat();
    assert_eq!(moved.opened(&longer), None);
}

/// RFC 8439, section 2.8.2.
#[test]
fn the_example_of_the_rfc_is_sealed_as_it_says() {
    let content = b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip \
        for the future, sunscreen would be it.";
    let case = Case {
        key: std::array::from_fn(|index| 0x80 + u8::try_from(index).expect("there are 32")),
        nonce: [7, 0, 0, 0, 0x40, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47],
        content: content.to_vec(),
        bound: hex("50515253c0c1c2c3c4c5c6c7"),
    };
    let sealed = hex(
        "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d6\
         3dbea45e8ca9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b36\
         92ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc\
         3ff4def08e4b7a9de576d26586cec64b6116\
         1ae10b594f09e26a7e902ecbd0600691",
    );
    assert_eq!(case.sealed(), sealed);
    assert_eq!(case.opened(&sealed).as_ref(), Some(&case.content));
}

fn hex(text: &str) -> Vec<u8> {
    let digits = text.as_bytes().chunks(2);
    digits
        .map(|pair| {
            let pair = std::str::from_utf8(pair).expect("digits are text");
            u8::from_str_radix(pair, 16).expect("these are digits")
        })
        .collect()
}
