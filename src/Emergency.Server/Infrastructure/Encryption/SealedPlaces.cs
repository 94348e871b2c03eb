using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Emergency.Domain;

namespace Emergency.Server.Infrastructure.Encryption;

/// <summary>
/// Binds each sealed value to the place where it is stored. In a stored event it is <c>{"sealed":TEXT,"in":MARK}</c>; the mark is an
/// HMAC-SHA256 under the value's own data key over the event's form, all clear text of the event, the ordinal of the sealed value, and its
/// text. A value that was moved to another field or event, or whose clear text was changed, no longer fits its mark and is read as
/// <see cref="Moved"/>. Older events hold the bare text.
/// </summary>
/// <param name="key">Returns the data key of an id; null where it is gone: nothing can then be compared or read.</param>
internal sealed class SealedPlaces(Func<Guid, byte[]?> key)
{
    private const int MarkBytes = 16,
        MarkDigits = 2 * MarkBytes,
        KeyDigits = 32;
    private const string MovedText = "moved";

    // Drawn anew by every process, so that nobody who edits the stored bytes can claim that a value was compared.
    private static readonly string Compared = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)) + "!";
    private static readonly byte[] ComparedBytes = Encoding.ASCII.GetBytes(Compared);

    /// <summary>Options by which values are written to and read from storage.</summary>
    public static readonly JsonSerializerOptions Json = Make();

    /// <summary>A placeholder for a value that does not belong where it was found; nothing opens it.</summary>
    public static Sealed Moved(Guid of) => new($"{of:N}:{MovedText}");

    public static bool IsMoved(Sealed value) =>
        value.Text is { } text && text.Length == KeyDigits + 1 + MovedText.Length && text.EndsWith(MovedText, StringComparison.Ordinal);

    /// <summary>Turns the bytes that <see cref="Json"/> writes into the bytes to store: each value gets its mark.</summary>
    public ReadOnlyMemory<byte> Bind(string form, ReadOnlyMemory<byte> written)
    {
        if (written.Span.IndexOf(Opening) < 0)
            return written;
        var (clear, to, n) = (Clear(written.Span), new ArrayBufferWriter<byte>(written.Length + 256), 0);
        var rest = written.Span;
        for (int at; (at = rest.IndexOf(Opening)) >= 0; n++)
        {
            var text = Text(rest[(at + Opening.Length)..]);
            to.Write(rest[..(at + Opening.Length + text.Length)]);
            to.Write(Between);
            if (KeyOf(text) is { } id && key(id) is { } secret)
                to.Write(Encoding.ASCII.GetBytes(Mark(secret, form, clear, n, text)));
            to.Write("\"}"u8);
            rest = rest[(at + Opening.Length + text.Length + "\"}"u8.Length)..];
        }
        to.Write(rest);
        return to.WrittenMemory;
    }

    /// <summary>Turns stored bytes into the bytes for <see cref="Json"/>: each value is compared with its mark.</summary>
    public ReadOnlySpan<byte> Compare(string form, ReadOnlySpan<byte> stored) => Compare(form, stored, null);

    /// <summary>The keys of the values that do not belong where they stand, including values whose mark was removed.</summary>
    public IReadOnlyList<Guid> Strangers(string form, ReadOnlySpan<byte> stored)
    {
        var found = new List<Guid>();
        Compare(form, stored, found);
        for (int at; (at = stored.IndexOf(Bare)) >= 0; stored = stored[(at + Bare.Length)..])
            if (
                at > KeyDigits
                && stored[at - KeyDigits - 1] == (byte)'"'
                && !stored[..(at - KeyDigits)].EndsWith(Opening)
                && KeyOf(stored[(at - KeyDigits)..]) is { } id
                && key(id) is not null
            )
                found.Add(id);
        return found;
    }

    private ReadOnlySpan<byte> Compare(string form, ReadOnlySpan<byte> stored, List<Guid>? strangers)
    {
        if (stored.IndexOf(Opening) < 0)
            return stored;
        var (clear, to, n) = (Clear(stored), new ArrayBufferWriter<byte>(stored.Length + 64), 0);
        var rest = stored;
        for (int at; (at = rest.IndexOf(Opening)) >= 0; n++)
        {
            var text = Text(rest[(at + Opening.Length)..]);
            var length = Length(rest[at..], text);
            var mark = rest.Slice(
                at + Opening.Length + text.Length + Between.Length,
                length - Opening.Length - text.Length - Between.Length - "\"}"u8.Length
            );
            to.Write(rest[..at]);
            to.Write("\""u8);
            to.Write(ComparedBytes);
            if (
                KeyOf(text) is not { } id
                || key(id) is not { } secret
                || CryptographicOperations.FixedTimeEquals(mark, Encoding.ASCII.GetBytes(Mark(secret, form, clear, n, text)))
            )
                to.Write(text);
            else
            {
                to.Write(Encoding.ASCII.GetBytes(Moved(id).Text));
                strangers?.Add(id);
            }
            to.Write("\""u8);
            rest = rest[(at + length)..];
        }
        to.Write(rest);
        return to.WrittenSpan;
    }

    private static ReadOnlySpan<byte> Opening => "{\"sealed\":\""u8;
    private static ReadOnlySpan<byte> Bare => ":2:"u8;
    private static ReadOnlySpan<byte> Between => "\",\"in\":\""u8;

    // Quotation marks within a text are escaped: it ends with the first one.
    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> from) =>
        from.IndexOf((byte)'"') is var end and >= 0 ? from[..end] : throw new FormatException("a sealed value does not end");

    private static int Length(ReadOnlySpan<byte> from, ReadOnlySpan<byte> text)
    {
        var rest = from[(Opening.Length + text.Length)..];
        if (rest.StartsWith("\"}"u8))
            return Opening.Length + text.Length + "\"}"u8.Length;
        if (!rest.StartsWith(Between))
            throw new FormatException("a sealed value without its mark");
        return Opening.Length + text.Length + Between.Length + Text(rest[Between.Length..]).Length + "\"}"u8.Length;
    }

    /// <summary>The hash of everything except the sealed values.</summary>
    private static byte[] Clear(ReadOnlySpan<byte> bytes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int at; (at = bytes.IndexOf(Opening)) >= 0; )
        {
            hash.AppendData(bytes[..(at + 1)]);
            bytes = bytes[(at + Length(bytes[at..], Text(bytes[(at + Opening.Length)..])))..];
        }
        hash.AppendData(bytes);
        return hash.GetHashAndReset();
    }

    private static string Mark(byte[] secret, string form, byte[] clear, int n, ReadOnlySpan<byte> text)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, HMACSHA256.HashData(secret, "place of a sealed value"u8));
        hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{form}\n{n}\n")));
        hash.AppendData(clear);
        hash.AppendData(text);
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..MarkDigits];
    }

    private static Guid? KeyOf(ReadOnlySpan<byte> text) =>
        text.Length > KeyDigits
        && text[KeyDigits] == ':'
        && Utf8Parser.TryParse(text[..KeyDigits], out Guid id, out var read, 'N')
        && read == KeyDigits
            ? id
            : null;

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(Foundation.Json.Options);
        options.Converters.Insert(0, new Stored());
        return options;
    }

    private sealed class Stored : System.Text.Json.Serialization.JsonConverter<Sealed>
    {
        public override Sealed Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException("not a sealed value");
            if (text.StartsWith(Compared, StringComparison.Ordinal))
                return new(text[Compared.Length..]);
            // A value that was bound once and whose mark was removed.
            return SealedText.IsBound(text) ? Moved(SealedText.KeyOf(new(text))) : new(text);
        }

        public override void Write(Utf8JsonWriter writer, Sealed value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteString("sealed"u8, value.Text ?? throw new JsonException("a sealed value without a text"));
            writer.WriteEndObject();
        }
    }
}
