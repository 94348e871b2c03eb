using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Emergency.Server.Foundation;

/// <summary>
/// A piece of a page that the server writes itself. Values in its holes are encoded, unless they are such a piece themselves, so no text
/// from outside becomes markup.
/// </summary>
internal readonly record struct Html(string Text)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static readonly Html Nothing = new("");

    public static Html Of(Writer written) => new(written.Done());

    public static Html If(bool said, Writer written) => said ? Of(written) : Nothing;

    public static Html Each<T>(IEnumerable<T> items, Func<T, Html> write) =>
        new(string.Concat((items ?? []).Select(item => write(item).Text)));

    public override string ToString() => Text;

    /// <summary>Takes an interpolated text apart: the literal parts are ours, the holes are not.</summary>
    [InterpolatedStringHandler]
    public readonly struct Writer(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _text = new(literalLength + formattedCount * 16);

        public void AppendLiteral(string text) => _text.Append(text);

        public void AppendFormatted(Html piece) => _text.Append(piece.Text);

        public void AppendFormatted(string? text) => _text.Append(text is null ? "" : Encoder.Encode(text));

        public void AppendFormatted(int number) => _text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{number}");

        internal string Done() => _text.ToString();
    }
}
