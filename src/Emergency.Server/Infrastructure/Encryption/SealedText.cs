using Emergency.Domain;
using Emergency.Server.Infrastructure.Keys;

namespace Emergency.Server.Infrastructure.Encryption;

/// <summary>Reads the parts of a sealed value's text that need no key.</summary>
internal static class SealedText
{
    /// <summary>The id of the key a value is sealed under.</summary>
    public static Guid KeyOf(Sealed value) =>
        value.Text is { Length: >= 35 } text && Guid.TryParseExact(text.AsSpan(0, 32), "N", out var key) && text[32] == ':'
            ? key
            : throw new FormatException("not a sealed value");

    /// <summary>True for a value that is stored with the mark of its place.</summary>
    public static bool IsBound(string text) =>
        text is { Length: >= 35 }
        && text[32] == ':'
        && text[33] - '0' == Cipher.Placed
        && text[34] == ':'
        && Guid.TryParseExact(text.AsSpan(0, 32), "N", out _);
}
