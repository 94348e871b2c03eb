using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Emergency.Hotlines.Messages;

/// <summary>
/// Request to a hotline to take a case. Patients: number of persons, null where no ambulance is needed; without an answer before
/// <paramref name="ReplyBefore"/> the duty desk rings.
/// </summary>
public sealed record HandoverOffered(
    Guid HandoverId,
    Guid IncidentId,
    string Kind,
    Coordinates? Location,
    string? Address,
    int? Patients,
    string Text,
    DateTimeOffset ReplyBefore
);

/// <summary>
/// Request to somebody outside to keep the newest seal of our journal (SHA-256, hex) up to a position, stated at <paramref name="At"/> and
/// signed by the seal key (ECDSA P-256; key and signature in base64).
/// </summary>
public sealed record AnchorKept(string Installation, long Position, string Seal, DateTimeOffset At, string Key, string Signature);

/// <summary>Writes the messages we send, in the form of those we receive: {id, type, source, time, data}.</summary>
public static class MessageWriter
{
    private static readonly JsonWriterOptions readable = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The bytes to sign and send. A retry sends the same bytes under the same id.</summary>
    public static byte[] Write(string id, string source, DateTimeOffset time, HandoverOffered offered) =>
        Write(id, source, time, MessageTypes.HandoverOffered, writer => Data(writer, offered));

    public static byte[] WriteAnchor(string id, string source, DateTimeOffset time, AnchorKept anchor)
    {
        return Write(
            id,
            source,
            time,
            MessageTypes.AnchorKept,
            writer =>
            {
                writer.WriteString("installation", anchor.Installation);
                writer.WriteNumber("position", anchor.Position);
                writer.WriteString("seal", anchor.Seal);
                writer.WriteString("at", anchor.At.ToUniversalTime());
                writer.WriteString("key", anchor.Key);
                writer.WriteString("signature", anchor.Signature);
            }
        );
    }

    private static byte[] Write(string id, string source, DateTimeOffset time, string type, Action<Utf8JsonWriter> data)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, readable))
        {
            writer.WriteStartObject();
            writer.WriteString("id", id);
            writer.WriteString("type", type);
            writer.WriteString("source", source);
            writer.WriteString("time", time.ToUniversalTime());
            writer.WriteStartObject("data");
            data(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        return bytes.ToArray();
    }

    private static void Data(Utf8JsonWriter writer, HandoverOffered offered)
    {
        writer.WriteString("handoverId", offered.HandoverId);
        writer.WriteString("incidentId", offered.IncidentId);
        writer.WriteString("kind", offered.Kind);
        writer.WriteStartObject("location");
        if (offered.Location is { } at)
        {
            writer.WriteNumber("lon", at.Lon);
            writer.WriteNumber("lat", at.Lat);
            writer.WriteString("datum", at.Datum.ToString());
        }
        if (offered.Address is not null)
        {
            writer.WriteString("address", offered.Address);
        }
        writer.WriteEndObject();
        if (offered.Patients is { } patients)
        {
            writer.WriteNumber("patients", patients);
        }
        writer.WriteString("text", offered.Text);
        writer.WriteString("replyBefore", offered.ReplyBefore.ToUniversalTime());
    }
}
