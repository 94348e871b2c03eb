using Emergency.Engine.Entities;

namespace Emergency.Engine.Own;

/// <summary>Stored rows as events.</summary>
internal static class Decoding
{
    /// <summary>Throws <see cref="BrokenEnvelope"/> where the bytes are not what was stored, and whatever <see cref="IForms.Read"/> throws.</summary>
    public static Happened Decode(this IForms forms, in Row row)
    {
        var opened = Envelope.Open(row.Stream, row.Sequence, row.Form, row.Message);
        return new(new(row.Ordering), EntityId.Parse(row.Stream), row.Sequence, row.Form, opened.Meta, forms.Read(row.Form, opened.Data.Span));
    }

    /// <summary>As many events as can be read. Throws only where the first one cannot.</summary>
    public static IReadOnlyList<Happened> DecodeReadable(this IForms forms, IReadOnlyList<Row> rows)
    {
        var events = new List<Happened>(rows.Count);
        foreach (var row in rows)
        {
            try
            {
                events.Add(forms.Decode(row));
            }
#pragma warning disable CA1031 // The events before the broken one are delivered first; then it is met again, as the first.
            catch (Exception) when (events.Count > 0)
            {
                break;
            }
#pragma warning restore CA1031
        }
        return events;
    }
}
