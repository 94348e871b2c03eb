using System.Collections.Frozen;
using Emergency.Domain;
using Emergency.Server.Foundation;

namespace Emergency.Server.Features.Drills.Scenarios.Reading;

/// <summary>Which permission an act needs whose event is expected, so that nobody is expected to do what the role may not.</summary>
internal static class Acts
{
    // One of several is enough. What reactions and clocks write is nobody's act and stands with no permission.
    private static readonly FrozenDictionary<string, Permission[]> Needed = (
        from row in StoredAttribute.All
        let any = Permission.All.Where(permission => permission.Acts.Contains(row.Value)).ToArray()
        where any.Length > 0
        select (row.Key, any)
    ).ToFrozenDictionary(row => row.Key, row => row.any, StringComparer.Ordinal);

    public static IEnumerable<string> Forms => Needed.Keys;

    /// <summary>The roles that may do what the event tells; null where it is nobody's act.</summary>
    public static IReadOnlyList<Role>? Who(string form) =>
        Needed.TryGetValue(form, out var any)
            ? [.. Enum.GetValues<Role>().Where(role => any.Any(permission => permission.Of(role) != Reach.No))]
            : null;
}
