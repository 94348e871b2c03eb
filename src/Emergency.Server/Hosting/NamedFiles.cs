using System.Globalization;
using System.Text.Json;
using Emergency.Domain.Attachments;
using Emergency.Engine;
using Emergency.Engine.Databases;
using Emergency.Engine.Entities;
using Emergency.Server.Foundation;

namespace Emergency.Server.Hosting;

/// <summary>
/// Checks that each file added according to the journal is there as it was stored, except for removed files and those whose key was erased
/// with a person.
/// </summary>
internal static class NamedFiles
{
    private const string Added = "attachment.added.v1",
        Removed = "attachment.removed.v1";

    /// <summary>The faults found, a sentence each. Only for a journal without damaged rows: such a row throws.</summary>
    public static async Task<IReadOnlyList<string>> Missing(Settings settings, CancellationToken stop = default)
    {
        var named = new Dictionary<Guid, (AttachmentFacts Facts, long At)>();
        await using var journal = await Database.Snapshot(settings.Engine, stop);
        await foreach (var one in journal.Rows(0, stop))
        {
            var row = one.Row;
            if (row.Form is not (Added or Removed) || !Guid.TryParse(EntityId.Parse(row.Stream).Key, out var id))
                continue;
            if (row.Form == Removed)
                named.Remove(id);
            else if (Facts(Envelope.Open(row.Stream, row.Sequence, row.Form, row.Message).Data.Span) is { } facts)
                named[id] = (facts, row.Ordering);
        }
        if (named.Count == 0)
            return [];
        var (others, said) = (new List<Guid>(), new List<string>());
        await foreach (var row in journal.Attachments(stop))
            if (named.Remove(row.Label.Id, out var was) && was.Facts.Hash != row.Label.Hash)
                others.Add(row.Label.Id);
        var erased = await Erased(settings, stop);
        var gone = named.Where(one => !erased.Contains(one.Value.Facts.Key)).OrderBy(one => one.Value.At).ToList();
        if (gone.Count > 0)
            said.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"attachments: {gone.Count} are gone, and nobody removed them; the first is {gone[0].Key}, added at position {gone[0].Value.At}"
                )
            );
        said.AddRange(others.Select(id => $"attachment {id}: another file stands in its place"));
        return said;
    }

    private static AttachmentFacts? Facts(ReadOnlySpan<byte> data) =>
        JsonSerializer.Deserialize<AttachmentAdded>(data, Json.Options)?.Facts;

    private static async Task<HashSet<Guid>> Erased(Settings settings, CancellationToken stop)
    {
        if (!await KeyStores.Exists(settings.Engine, stop))
            return [];
        await using var store = await KeyStores.Open(settings.Engine, isNew: false, stop);
        return [.. store.Erased().SelectMany(person => person.Keys.Append(person.Id))];
    }
}
