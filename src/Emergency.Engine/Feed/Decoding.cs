using Emergency.Engine.Entities;
using Emergency.Engine.Storage;

namespace Emergency.Engine.Feed;

/// <summary>Stored rows as events.</summary>
internal static class Decoding
{
    /// <summary>Throws <see cref="BrokenEnvelope"/> where the bytes are not what was stored, and whatever <see cref="IForms.Read"/> throws.</summary>
    public static Happened Decode(this IForms forms, in Row row)
    {
        var opened = Envelope.Open(row.Stream, row.Sequence, row.Form, row.Message);
        return new(
            new(row.Ordering),
            row.Stream.Count('/') >= 2 ? EntityId.Parse(row.Stream) : new("", "", row.Stream),
            row.Sequence,
            row.Form,
            opened.Meta,
            row.Form == NothingNew.Form ? NothingNew.Row : forms.Read(row.Form, opened.Data.Span)
        );
    }

    /// <summary>An event a row, as far as this program can read them; what is damaged comes as <see cref="Unreadable"/>. Throws only where the first one is of a form that this program does not know.</summary>
    public static IReadOnlyList<Happened> DecodeReadable(this IForms forms, IReadOnlyList<Row> rows, BrokenStreams broken)
    {
        var events = new List<Happened>(rows.Count);
        foreach (var row in rows)
        {
            try
            {
                events.Add(broken.Why(row) is { } why ? Lost(row, why) : forms.Decode(row));
            }
            catch (BrokenEnvelope damage)
            {
                events.Add(Lost(row, broken.Add(row, damage)));
            }
#pragma warning disable CA1031 // The events before the unknown one are delivered first; then it is met again, as the first.
            catch (Exception) when (events.Count > 0)
            {
                break;
            }
#pragma warning restore CA1031
        }
        return events;
    }

    private static Happened Lost(in Row row, string why) =>
        new(
            new(row.Ordering),
            EntityId.Parse(row.Stream),
            row.Sequence,
            row.Form,
            new Meta(Guid.Empty, "", "", "", "", null, new(row.Created, TimeSpan.Zero), null),
            new Unreadable(why)
        );
}
