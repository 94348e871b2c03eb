using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Emergency.Engine.Entities;

/// <summary>A stored event taken apart. <paramref name="Hash"/> and <paramref name="Previous"/> are lower-case hex; <paramref name="Previous"/> is empty for the first event of a stream.</summary>
public readonly record struct Opened(Meta Meta, string Hash, string Previous, ReadOnlyMemory<byte> Data);

/// <summary>A stored event that is not what it was, or never was one of ours.</summary>
public sealed class BrokenEnvelope(string why) : Exception(why);

/// <summary>Column message: {"hash":"…","meta":{…,"prev":"…"},"data":{…}} in UTF-8, without a needless byte before "meta".</summary>
public static class Envelope
{
    private const int HashAt = 9,
        AfterHash = HashAt + Chain.HexLength + 1;
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>Puts an event into its envelope. <paramref name="previous"/> is the predecessor's hash, empty for the first. Gives the bytes to store and their hash.</summary>
    public static byte[] Close(
        string stream,
        long sequence,
        string form,
        Meta meta,
        string previous,
        ReadOnlySpan<byte> data,
        out string hash
    )
    {
        ArgumentNullException.ThrowIfNull(meta);
        var buffer = _buffer ??= new(1_024);
        var json = _writer ??= new(buffer, Options);
        buffer.ResetWrittenCount();
        json.Reset(buffer);
        json.WriteStartObject();
        json.WriteString("hash"u8, "0000000000000000000000000000000000000000000000000000000000000000"u8);
        json.WriteStartObject("meta"u8);
        Write(json, meta);
        if (!string.IsNullOrEmpty(previous))
            json.WriteString("prev"u8, previous);
        json.WriteEndObject();
        json.WritePropertyName("data"u8);
        json.WriteRawValue(data);
        json.WriteEndObject();
        json.Flush();

        var message = buffer.WrittenSpan.ToArray();
        Span<byte> sum = stackalloc byte[32];
        Chain.Hash(stream, sequence, form, message.AsSpan(AfterHash), sum);
        Chain.Hex(sum, message.AsSpan(HashAt, Chain.HexLength));
        hash = Encoding.ASCII.GetString(message, HashAt, Chain.HexLength);
        if (buffer.Capacity > 1 << 20)
            (_buffer, _writer) = (null, null);
        return message;
    }

    /// <summary>Checks the hash on the stored bytes and takes the envelope apart. Throws <see cref="BrokenEnvelope"/> where it does not hold.</summary>
    public static Opened Open(string stream, long sequence, string form, ReadOnlyMemory<byte> message)
    {
        var hash = Check(stream, sequence, form, message.Span);
        try
        {
            return Read(message, hash);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new BrokenEnvelope($"{stream} {sequence}: {e.Message}");
        }
    }

    /// <summary>The hash that the stored bytes carry, after it was computed again. Throws <see cref="BrokenEnvelope"/> where the two differ.</summary>
    public static string Check(string stream, long sequence, string form, ReadOnlySpan<byte> message)
    {
        if (message.Length <= AfterHash || !message.StartsWith("{\"hash\":\""u8))
            throw new BrokenEnvelope($"{stream} {sequence}: not an envelope");
        Span<byte> sum = stackalloc byte[32],
            hex = stackalloc byte[Chain.HexLength];
        Chain.Hash(stream, sequence, form, message[AfterHash..], sum);
        Chain.Hex(sum, hex);
        var stored = message.Slice(HashAt, Chain.HexLength);
        return stored.SequenceEqual(hex)
            ? Encoding.ASCII.GetString(stored)
            : throw new BrokenEnvelope($"{stream} {sequence}: the hash does not fit the stored bytes");
    }

    /// <summary>The hash as it is stored, unchecked: 64 ASCII digits, or fewer bytes where this is no envelope.</summary>
    public static ReadOnlySpan<byte> StoredHash(ReadOnlySpan<byte> message) =>
        message.Length <= AfterHash ? message : message.Slice(HashAt, Chain.HexLength);

    private static void Write(Utf8JsonWriter json, Meta meta)
    {
        json.WriteString("commandId"u8, meta.CommandId);
        json.WriteString("digest"u8, meta.Digest);
        json.WriteString("account"u8, meta.Account);
        json.WriteString("role"u8, meta.Role);
        json.WriteString("scope"u8, meta.Scope);
        if (meta.OnBehalfOf is not null)
            json.WriteString("onBehalfOf"u8, meta.OnBehalfOf);
        json.WriteString("at"u8, meta.At);
        if (meta.CausedBy is { } cause)
            json.WriteNumber("causedBy"u8, cause.Value);
    }

    private static Opened Read(ReadOnlyMemory<byte> message, string hash)
    {
        var json = new Utf8JsonReader(message.Span);
        Expect(ref json, JsonTokenType.StartObject);
        Expect(ref json, JsonTokenType.PropertyName);
        Expect(ref json, JsonTokenType.String);
        Expect(ref json, JsonTokenType.PropertyName);
        Expect(ref json, JsonTokenType.StartObject);
        Guid command = default;
        DateTimeOffset at = default;
        string digest = "",
            account = "",
            role = "",
            scope = "",
            previous = "";
        string? onBehalfOf = null;
        Position? causedBy = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("commandId"u8))
            {
                json.Read();
                command = json.GetGuid();
            }
            else if (json.ValueTextEquals("digest"u8))
            {
                json.Read();
                digest = json.GetString()!;
            }
            else if (json.ValueTextEquals("account"u8))
            {
                json.Read();
                account = json.GetString()!;
            }
            else if (json.ValueTextEquals("role"u8))
            {
                json.Read();
                role = json.GetString()!;
            }
            else if (json.ValueTextEquals("scope"u8))
            {
                json.Read();
                scope = json.GetString()!;
            }
            else if (json.ValueTextEquals("onBehalfOf"u8))
            {
                json.Read();
                onBehalfOf = json.GetString();
            }
            else if (json.ValueTextEquals("at"u8))
            {
                json.Read();
                at = json.GetDateTimeOffset();
            }
            else if (json.ValueTextEquals("causedBy"u8))
            {
                json.Read();
                causedBy = new(json.GetInt64());
            }
            else if (json.ValueTextEquals("prev"u8))
            {
                json.Read();
                previous = json.GetString()!;
            }
            else
                throw new JsonException($"unknown member {json.GetString()} of meta");
        }
        Expect(ref json, JsonTokenType.PropertyName);
        // The writer leaves nothing between ':' and the value, nor after it but the closing brace.
        var data = message[(int)json.BytesConsumed..^1];
        return new(new(command, digest, account, role, scope, onBehalfOf, at, causedBy), hash, previous, data);
    }

    private static void Expect(ref Utf8JsonReader json, JsonTokenType type)
    {
        if (!json.Read() || json.TokenType != type)
            throw new JsonException($"{type} expected at byte {json.TokenStartIndex}");
    }
}
