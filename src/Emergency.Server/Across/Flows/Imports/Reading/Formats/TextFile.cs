using System.Text;
using Emergency.Server.Across.Imports.Reading.Values;

namespace Emergency.Server.Across.Imports.Reading.Formats;

/// <summary>
/// Decodes a text file: UTF-8 with or without byte order mark, UTF-16 with it, else GB18030; null where it is none of them, or holds bytes
/// that no text has.
/// </summary>
internal static class TextFile
{
    private static readonly Encoding utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
    private static readonly Encoding utf16 = new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        utf16Big = new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true);
    private static readonly Encoding gb18030 = CodePagesEncodingProvider.Instance.GetEncoding(
        "GB18030",
        EncoderFallback.ExceptionFallback,
        DecoderFallback.ExceptionFallback
    )!;

    public static (string? Text, FileFault? Fault) Read(ReadOnlySpan<byte> bytes)
    {
        var text = bytes switch
        {
            [0xEF, 0xBB, 0xBF, .. var rest] => Decode(utf8, rest),
            [0xFF, 0xFE, .. var rest] => Decode(utf16, rest),
            [0xFE, 0xFF, .. var rest] => Decode(utf16Big, rest),
            _ => Decode(utf8, bytes) ?? Decode(gb18030, bytes),
        };
        if (text is null)
        {
            return (null, new(Reasons.EncodingUnknown));
        }
        return text.AsSpan().ContainsAny(binary) ? (null, new(Reasons.NotATable)) : (text, null);
    }

    private static readonly System.Buffers.SearchValues<char> binary = System.Buffers.SearchValues.Create(
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017"
    );

    private static string? Decode(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
