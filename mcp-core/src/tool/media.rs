//! Pictures and sounds as results.

use std::borrow::Cow;

use crate::model::Content;

macro_rules! media {
    ($(#[$doc:meta])* $name:ident $block:ident: $($(#[$kind_doc:meta])* $kind:ident $mime:literal)*) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name {
            /// The bytes of the file.
            pub bytes: Vec<u8>,
            /// Its media type.
            pub mime_type: Cow<'static, str>,
        }

        impl $name {
            /// A file of any media type.
            pub fn new(bytes: impl Into<Vec<u8>>, mime_type: impl Into<Cow<'static, str>>) -> Self {
                Self {
                    bytes: bytes.into(),
                    mime_type: mime_type.into(),
                }
            }

            $(
                $(#[$kind_doc])*
                pub fn $kind(bytes: impl Into<Vec<u8>>) -> Self {
                    Self::new(bytes, $mime)
                }
            )*
        }

        impl From<$name> for Content {
            fn from(file: $name) -> Self {
                Self::$block(&file.bytes, file.mime_type)
            }
        }
    };
}

media! {
    /// A picture that a tool returns.
    ///
    /// ```
    /// use mcp_core::tool::Image;
    /// async fn chart() -> Image {
    ///     Image::png(b"\x89PNG\r\n\x1a\n")
    /// }
    /// ```
    Image image:
    /// A PNG file.
    png "image/png"
    /// A JPEG file.
    jpeg "image/jpeg"
    /// A WebP file.
    webp "image/webp"
}

media! {
    /// A sound that a tool returns.
    ///
    /// ```
    /// use mcp_core::tool::Audio;
    /// async fn voice() -> Audio {
    ///     Audio::wav(b"RIFF")
    /// }
    /// ```
    Audio audio:
    /// A WAV file.
    wav "audio/wav"
    /// An MP3 file.
    mp3 "audio/mpeg"
}
