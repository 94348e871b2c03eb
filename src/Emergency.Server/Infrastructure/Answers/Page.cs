using System.Buffers.Text;
using System.Text;
using Emergency.Engine;
using Emergency.Server.Foundation.Problems;

namespace Emergency.Server.Infrastructure.Answers;

/// <summary>A part of a list; <paramref name="Next"/> is sent back as <c>?next=</c>, null at the end.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next, long Position);

/// <summary>
/// Cuts lists into pages of 1 … 200 items. The cursor names the last item by the key the list is ordered by, so that a page stays in place
/// when others come and go.
/// </summary>
internal static class Page
{
    public const int Most = 200;

    /// <param name="key">Order of the list, ordinal; no two items have the same.</param>
    public static Outcome<Page<T>> Of<TItem, T>(
        IEnumerable<TItem> items,
        Func<TItem, string> key,
        Func<TItem, T> shown,
        int? limit,
        string? next,
        Position at
    )
    {
        if (limit is < 1 or > Most)
            return Problem.Bad($"?limit: 1 to {Most}");
        var after = Key(next);
        if (next is not null && after is null)
            return Problem.Bad("?next: as it was given");
        var most = limit ?? Most;
        var cut = items
            .Select(item => (Item: item, Key: key(item)))
            .Where(one => after is null || string.CompareOrdinal(one.Key, after) > 0)
            .OrderBy(one => one.Key, StringComparer.Ordinal)
            .Take(most + 1)
            .ToList();
        var more = cut.Count > most;
        return new Outcome<Page<T>>(
            new(
                [.. cut.Take(most).Select(one => shown(one.Item))],
                more ? Base64Url.EncodeToString(Encoding.UTF8.GetBytes(cut[most - 1].Key)) : null,
                at.Value
            ),
            at
        );
    }

    private static string? Key(string? next) =>
        next is not null && Base64Url.IsValid(next) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(next)) : null;
}
